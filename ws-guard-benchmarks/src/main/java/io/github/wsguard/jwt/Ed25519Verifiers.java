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
import java.security.Key;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;

/**
 * Lets the library verify Ed25519 by the JDK: its own way needs another library, and
 * Spring's decoder does not offer it.
 */
final class Ed25519Verifiers extends DefaultJWSVerifierFactory {

	@Override
	public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
		return JWSAlgorithm.EdDSA.equals(header.getAlgorithm()) ? new Verifier((PublicKey) key)
				: super.createJWSVerifier(header, key);
	}

	/**
	 * The least that a verifier has to do.
	 */
	private static final class Verifier extends BaseJWSProvider implements JWSVerifier {

		private final PublicKey key;

		Verifier(PublicKey key) {
			super(Set.of(JWSAlgorithm.EdDSA));
			this.key = key;
		}

		@Override
		public boolean verify(JWSHeader header, byte[] input, Base64URL signature) throws JOSEException {
			try {
				Signature verifier = Signature.getInstance("Ed25519");
				verifier.initVerify(this.key);
				verifier.update(input);
				return verifier.verify(signature.decode());
			}
			catch (GeneralSecurityException ex) {
				throw new JOSEException(ex.getMessage(), ex);
			}
		}

	}

}
