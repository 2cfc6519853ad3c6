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
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where the keys of an issuer come from. Safe for use by many threads. Keys that stay on
 * a server are opened by {@link RemoteKeySets}.
 */
public abstract sealed class KeySource permits StaticKeySource, RemoteKeySource {

	KeySource() {
	}

	/**
	 * Use a public key, or the one in a certificate. A certificate's dates and issuer are
	 * not looked at.
	 * @param pem the key in PEM: {@code PUBLIC KEY} (SubjectPublicKeyInfo) with RSA, EC
	 * on P-256, P-384 or P-521, or Ed25519; or {@code CERTIFICATE} (X.509) with one of
	 * these
	 * @return the source
	 * @throws IllegalArgumentException if there is no such key, or an RSA key with less
	 * than 2048 bits; the message never holds a part of it
	 */
	public static KeySource publicKey(byte[] pem) {
		return new StaticKeySource(new KeySet(List.of(PemPublicKey.parse(pem))));
	}

	/**
	 * Use a secret that is shared with the issuer.
	 * @param secret the secret
	 * @return the source
	 * @throws IllegalArgumentException if the secret is shorter than the shortest hash;
	 * whether it is long enough for the algorithms is for {@link IssuerSettings} to tell
	 */
	public static KeySource secret(byte[] secret) {
		return new StaticKeySource(new KeySet(List.of(VerificationKey.secret(secret.clone()))));
	}

	/**
	 * Use a JWK set (RFC 7517 5) that is at hand. Of private keys the public half is
	 * used; symmetric keys count.
	 * @param json the set
	 * @return the source
	 * @throws IllegalArgumentException if this is no JWK set or no key in it can verify
	 * signatures; the message never holds a part of it
	 */
	public static KeySource jwkSet(byte[] json) {
		KeySet keys = JwkSetParser.LOCAL.parse(json)
			.orElseThrow(() -> new IllegalArgumentException("This is not a JWK set (RFC 7517 5)"))
			.keys();
		if (keys.keys().isEmpty()) {
			throw new IllegalArgumentException("The JWK set has no key that can verify signatures");
		}
		return new StaticKeySource(keys);
	}

	/**
	 * Find the keys that may have made a signature.
	 * @param algorithm the algorithm in the token's header
	 * @param id the {@code kid} in the token's header, or {@code null}
	 * @return the keys, or why there are none
	 */
	abstract KeyLookup find(SignatureAlgorithm algorithm, @Nullable String id);

	/**
	 * Return whether a key is still one of these, so that what it signed still counts.
	 * @param key a key that was found here
	 * @param now the time
	 * @return {@code false} if it was withdrawn, or whether it was cannot be told
	 */
	abstract boolean holds(VerificationKey key, Instant now);

	/**
	 * Return why an algorithm can never be used with these keys.
	 * @param algorithm the algorithm
	 * @return the reason, or empty if it can
	 */
	abstract Optional<String> objectionTo(SignatureAlgorithm algorithm);

}
