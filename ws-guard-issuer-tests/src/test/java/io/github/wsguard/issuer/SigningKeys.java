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

package io.github.wsguard.issuer;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * The keys that an authorization server publishes, one of which signs.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

	private final List<JWK> published = new CopyOnWriteArrayList<>();

	private volatile JWK signer;

	/**
	 * Create keys, one at first.
	 * @param algorithm {@code RS256} or {@code ES256}
	 */
	SigningKeys(String algorithm) {
		this.signer = add(algorithm);
	}

	/**
	 * Publish a new key and sign with it from now on.
	 * @param algorithm {@code RS256} or {@code ES256}
	 */
	void rotate(String algorithm) {
		this.signer = add(algorithm);
	}

	private JWK add(String algorithm) {
		JWK key = generate(algorithm);
		this.published.add(key);
		return key;
	}

	private static JWK generate(String algorithm) {
		String id = UUID.randomUUID().toString();
		JWSAlgorithm jws = JWSAlgorithm.parse(algorithm);
		try {
			return JWSAlgorithm.ES256.equals(jws)
					? new ECKeyGenerator(Curve.P_256).keyID(id).keyUse(KeyUse.SIGNATURE).algorithm(jws).generate()
					: new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).algorithm(jws).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Publish a key no longer.
	 * @param key the key, which does not sign any more
	 */
	void withdraw(JWK key) {
		this.published.remove(key);
	}

	/**
	 * Return the key that signs.
	 * @return the key
	 */
	JWK signer() {
		return this.signer;
	}

	/**
	 * Return the algorithm of the key that signs.
	 * @return the name of the algorithm
	 */
	String algorithm() {
		return this.signer.getAlgorithm().getName();
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) {
		return selector.select(new JWKSet(List.copyOf(this.published)));
	}

}
