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

import java.security.Key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * Verifies RSA, ECDSA and HMAC signatures. Equal to another that verifies by the same
 * key.
 */
final class NimbusSignatureVerifier implements SignatureVerifier {

	private final Key key;

	private final JWSVerifier verifier;

	NimbusSignatureVerifier(Key key, JWSVerifier verifier) {
		this.key = key;
		this.verifier = verifier;
	}

	@Override
	public boolean verify(SignatureAlgorithm algorithm, byte[] input, String signature) {
		try {
			return this.verifier.verify(algorithm.header(), input, new Base64URL(signature));
		}
		// The key is known to fit, so what cannot be processed is the signature
		catch (JOSEException ex) {
			return false;
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof NimbusSignatureVerifier that && this.key.equals(that.key);
	}

	@Override
	public int hashCode() {
		return this.key.hashCode();
	}

}
