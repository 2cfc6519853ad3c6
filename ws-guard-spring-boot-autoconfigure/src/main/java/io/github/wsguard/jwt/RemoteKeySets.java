/*
 * Copyright 2026 the ws-guard authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wsguard.jwt;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens the key sets of issuers that publish them. All share one HTTP client, or one for
 * each connect timeout where these differ. Nothing is fetched before the first token asks
 * for a key, and never an address that a token names.
 */
public final class RemoteKeySets {

	private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();

	private final Clock clock;

	/**
	 * Create an opener.
	 * @param clock tells how old a key set is
	 */
	public RemoteKeySets(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Use a JWK set that a server publishes.
	 * @param uri the address, {@code https}; {@code http} is meant for development
	 * @param settings how it is fetched
	 * @return the source
	 * @throws IllegalArgumentException if the address is none of HTTP
	 */
	public KeySource jwkSet(URI uri, RemoteKeySettings settings) {
		requireHttp(uri);
		return new RemoteKeySource(new JwkSetLoader(uri, fetcher(settings)), settings, this.clock);
	}

	/**
	 * Find the JWK set of an issuer by its metadata: OpenID Connect Discovery 1.0 4, else
	 * RFC 8414 3. The metadata must name the very issuer.
	 * @param issuer the issuer
	 * @param settings how metadata and key set are fetched, each
	 * @return the source
	 * @throws IllegalArgumentException if the issuer is no address of HTTP, or has a
	 * query or fragment
	 */
	public KeySource discovery(String issuer, RemoteKeySettings settings) {
		URI uri = URI.create(issuer);
		requireHttp(uri);
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new IllegalArgumentException("An issuer has neither query nor fragment (RFC 8414 2)");
		}
		return new RemoteKeySource(new DiscoveryLoader(issuer, fetcher(settings)), settings, this.clock);
	}

	private static void requireHttp(URI uri) {
		if (!HttpFetcher.isHttp(uri)) {
			throw new IllegalArgumentException(
					"The address of keys must start with https:// or http:// and name a host");
		}
	}

	private HttpFetcher fetcher(RemoteKeySettings settings) {
		return new HttpFetcher(() -> this.clients.computeIfAbsent(settings.connectTimeout(), RemoteKeySets::client),
				settings);
	}

	private static HttpClient client(Duration connectTimeout) {
		// Follows redirects but from https to http
		return HttpClient.newBuilder()
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
	}

}
