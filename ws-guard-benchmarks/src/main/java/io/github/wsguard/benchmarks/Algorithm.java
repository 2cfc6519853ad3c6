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

package io.github.wsguard.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * A signature algorithm that is measured.
 */
public enum Algorithm {

	/**
	 * RSA with 2048 bits, the default of most issuers.
	 */
	RS256(JWSAlgorithm.RS256),

	/**
	 * ECDSA on P-256.
	 */
	ES256(JWSAlgorithm.ES256),

	/**
	 * HMAC with a shared secret.
	 */
	HS256(JWSAlgorithm.HS256),

	/**
	 * Ed25519.
	 */
	EDDSA(JWSAlgorithm.EdDSA);

	private final JWSAlgorithm jws;

	Algorithm(JWSAlgorithm jws) {
		this.jws = jws;
	}

	/**
	 * Return the algorithm by the name that tokens use.
	 * @return the algorithm
	 */
	public JWSAlgorithm jws() {
		return this.jws;
	}

}
