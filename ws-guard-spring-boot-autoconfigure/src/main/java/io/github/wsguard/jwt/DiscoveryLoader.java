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
		String base = this.issuer.endsWith("/") ? this.issuer.substring(0, this.issuer.length() - 1) : this.issuer;
		String path = URI.create(base).getRawPath();
		String host = base.substring(0, base.length() - path.length());
		URI openId = URI.create(base + "/.well-known/openid-configuration");
		URI oauth = URI.create(host + "/.well-known/oauth-authorization-server" + path);
		return this.fetcher.get(openId)
			.thenCompose((fetched) -> (fetched instanceof Fetched.Absent)
					? this.fetcher.get(oauth).thenCompose(this::follow) : follow(fetched));
	}

	private CompletableFuture<Loaded> follow(Fetched metadata) {
		if (metadata instanceof Fetched.Document document) {
			return follow(document.content());
		}
		return failed((metadata instanceof Fetched.Failed failed) ? "The metadata of the issuer " + failed.fault()
				: "The issuer publishes no metadata");
	}

	private CompletableFuture<Loaded> follow(byte[] metadata) {
		Map<String, @Nullable Object> members = InternetJson.parse(metadata);
		if (members == null) {
			return failed("The metadata of the issuer is no JSON object");
		}
		if (!this.issuer.equals(members.get("issuer"))) {
			return failed("The metadata names another issuer than issuer-uri");
		}
		Optional<URI> uri = (members.get("jwks_uri") instanceof String text) ? address(text) : Optional.empty();
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
