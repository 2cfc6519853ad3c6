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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
	public CompletableFuture<Loaded> load() {
		JwkSetLoader known = this.discovered;
		CompletableFuture<Loaded> loading = (known != null) ? known.load() : discover();
		return loading.thenApply((loaded) -> {
			if (loaded instanceof Loaded.Failed) {
				this.discovered = null;
			}
			return loaded;
		});
	}

	private CompletableFuture<Loaded> discover() {
		return discover(addresses().iterator(), "The issuer publishes no metadata");
	}

	/**
	 * Ask one address after the other. A server that has no metadata at one of them may
	 * answer anything there, such as the login page that it has for whatever is unknown.
	 */
	private CompletableFuture<Loaded> discover(Iterator<URI> addresses, String fault) {
		return addresses.hasNext()
				? this.fetcher.get(addresses.next()).thenCompose((fetched) -> follow(fetched, addresses, fault))
				: failed(fault);
	}

	private CompletableFuture<Loaded> follow(Fetched fetched, Iterator<URI> others, String fault) {
		if (fetched instanceof Fetched.Failed failed) {
			return failed("The metadata of the issuer " + failed.fault());
		}
		if (fetched instanceof Fetched.Withheld withheld) {
			return discover(others, "The metadata of the issuer was answered with status " + withheld.status());
		}
		if (fetched instanceof Fetched.Document document) {
			Map<String, @Nullable Object> metadata = InternetJson.parse(document.content());
			return (metadata != null) ? follow(metadata)
					: discover(others, "The metadata of the issuer is no JSON object");
		}
		return discover(others, fault);
	}

	private List<URI> addresses() {
		String base = this.issuer.endsWith("/") ? this.issuer.substring(0, this.issuer.length() - 1) : this.issuer;
		String path = URI.create(base).getRawPath();
		String host = base.substring(0, base.length() - path.length());
		return List.of(URI.create(base + "/.well-known/openid-configuration"),
				URI.create(host + "/.well-known/oauth-authorization-server" + path));
	}

	private CompletableFuture<Loaded> follow(Map<String, @Nullable Object> metadata) {
		if (!this.issuer.equals(metadata.get("issuer"))) {
			return failed("The metadata names another issuer than issuer-uri");
		}
		Optional<URI> uri = (metadata.get("jwks_uri") instanceof String text) ? address(text) : Optional.empty();
		if (uri.isEmpty()) {
			return failed("The metadata of the issuer names no key set that may be used");
		}
		JwkSetLoader loader = new JwkSetLoader(uri.get(), this.fetcher);
		this.discovered = loader;
		return loader.load();
	}

	private static CompletableFuture<Loaded> failed(String detail) {
		return CompletableFuture.completedFuture(new Loaded.Failed(detail));
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
