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
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Loads the JWK set that an issuer's metadata names. Metadata is asked for once, and
 * again when the key set could not be had.
 */
final class DiscoveryLoader implements KeySetLoader {

	private final String issuer;

	private final HttpFetcher fetcher;

	private volatile @Nullable JwkSetLoader discovered;

	DiscoveryLoader(String issuer, HttpFetcher fetcher) {
		this.issuer = issuer;
		this.fetcher = fetcher;
	}

	@Override
	public Loaded load() {
		JwkSetLoader known = this.discovered;
		Loaded loaded = (known != null) ? known.load() : discover();
		if (loaded instanceof Loaded.Failed) {
			this.discovered = null;
		}
		return loaded;
	}

	private Loaded discover() {
		for (URI address : addresses()) {
			Fetched fetched = this.fetcher.get(address);
			if (fetched instanceof Fetched.Document document) {
				return follow(document.content());
			}
			if (fetched instanceof Fetched.Failed failed) {
				return new Loaded.Failed("The metadata of the issuer " + failed.fault());
			}
		}
		return new Loaded.Failed("The issuer publishes no metadata");
	}

	private List<URI> addresses() {
		String base = this.issuer.endsWith("/") ? this.issuer.substring(0, this.issuer.length() - 1) : this.issuer;
		String path = URI.create(base).getRawPath();
		String host = base.substring(0, base.length() - path.length());
		return List.of(URI.create(base + "/.well-known/openid-configuration"),
				URI.create(host + "/.well-known/oauth-authorization-server" + path));
	}

	private Loaded follow(byte[] metadata) {
		Map<String, @Nullable Object> members = InternetJson.parse(metadata);
		if (members == null) {
			return new Loaded.Failed("The metadata of the issuer is no JSON object");
		}
		if (!this.issuer.equals(members.get("issuer"))) {
			return new Loaded.Failed("The metadata names another issuer than issuer-uri");
		}
		Optional<URI> uri = (members.get("jwks_uri") instanceof String text) ? address(text) : Optional.empty();
		if (uri.isEmpty()) {
			return new Loaded.Failed("The metadata of the issuer names no key set that may be used");
		}
		JwkSetLoader loader = new JwkSetLoader(uri.get(), this.fetcher);
		this.discovered = loader;
		return loader.load();
	}

	private Optional<URI> address(String text) {
		try {
			URI uri = new URI(text);
			boolean weaker = this.issuer.startsWith("https:") && !"https".equalsIgnoreCase(uri.getScheme());
			return (HttpFetcher.isHttp(uri) && !weaker) ? Optional.of(uri) : Optional.empty();
		}
		catch (URISyntaxException ex) {
			return Optional.empty();
		}
	}

}
