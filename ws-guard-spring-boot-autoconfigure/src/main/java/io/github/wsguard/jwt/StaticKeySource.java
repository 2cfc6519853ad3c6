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

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Keys that never change.
 */
final class StaticKeySource extends KeySource {

	private final KeySet keys;

	StaticKeySource(KeySet keys) {
		this.keys = keys;
	}

	@Override
	KeyLookup find(SignatureAlgorithm algorithm, @Nullable String id) {
		KeyLookup found = this.keys.find(algorithm, id);
		return (found != null) ? found : new KeyLookup.Unknown(null);
	}

	@Override
	boolean holds(VerificationKey key, Instant now) {
		return this.keys.holds(key);
	}

	@Override
	Optional<String> objectionTo(SignatureAlgorithm algorithm) {
		if (this.keys.find(algorithm, null) != null) {
			return Optional.empty();
		}
		return Optional.of(switch (algorithm.family()) {
			case SECRET -> "it needs a secret of " + algorithm.signatureLength() + " bytes at least";
			case RSA -> "it needs an RSA key";
			case EC -> "it needs an EC key on its own curve";
			case ED25519 -> "it needs an Ed25519 key";
		});
	}

}
