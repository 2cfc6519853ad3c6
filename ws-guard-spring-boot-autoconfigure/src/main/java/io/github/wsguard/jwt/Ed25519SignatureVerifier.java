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

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Verifies Ed25519 signatures by the JDK (RFC 8037 3.1): the library's own verifier would
 * need another library. Equal to another that verifies by the same key.
 */
final class Ed25519SignatureVerifier implements SignatureVerifier {

	private final PublicKey key;

	Ed25519SignatureVerifier(PublicKey key) {
		this.key = key;
	}

	@Override
	public boolean verify(SignatureAlgorithm algorithm, byte[] input, String signature) {
		try {
			Signature verifier = Signature.getInstance("Ed25519");
			verifier.initVerify(this.key);
			verifier.update(input);
			return verifier.verify(Base64.getUrlDecoder().decode(signature));
		}
		// A point that is not on the curve, for example
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Ed25519SignatureVerifier that && this.key.equals(that.key);
	}

	@Override
	public int hashCode() {
		return this.key.hashCode();
	}

}
