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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Loads a JWK set whose address is known.
 */
final class JwkSetLoader implements KeySetLoader {

	private final URI uri;

	private final HttpFetcher fetcher;

	JwkSetLoader(URI uri, HttpFetcher fetcher) {
		this.uri = uri;
		this.fetcher = fetcher;
	}

	@Override
	public CompletableFuture<Loaded> load() {
		return this.fetcher.get(this.uri).thenApply(JwkSetLoader::read);
	}

	private static Loaded read(Fetched fetched) {
		if (fetched instanceof Fetched.Document document) {
			return parse(document.content());
		}
		if (fetched instanceof Fetched.Withheld withheld) {
			return new Loaded.Failed("The key set was answered with status " + withheld.status());
		}
		return new Loaded.Failed((fetched instanceof Fetched.Failed failed) ? "The key set " + failed.fault()
				: "There is no key set at its address");
	}

	private static Loaded parse(byte[] content) {
		Optional<JwkSetParser.Parsed> parsed = JwkSetParser.PUBLISHED.parse(content);
		if (parsed.isEmpty()) {
			return new Loaded.Failed("What is at the address of the key set is no JWK set");
		}
		List<String> faults = parsed.get().faults();
		if (parsed.get().keys().keys().isEmpty()) {
			return new Loaded.Failed("The key set has no key that can verify signatures"
					+ (faults.isEmpty() ? "" : ": " + String.join(", ", faults)));
		}
		return new Loaded.Keys(parsed.get().keys(), faults);
	}

}
