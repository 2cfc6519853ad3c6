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

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;

/**
 * A signature algorithm of RFC 7518 3.1 or RFC 8037 3.1 that can be admitted;
 * {@code none} is not among them.
 */
enum SignatureAlgorithm {

	RS256(JWSAlgorithm.RS256, Family.RSA, 0),

	RS384(JWSAlgorithm.RS384, Family.RSA, 0),

	RS512(JWSAlgorithm.RS512, Family.RSA, 0),

	PS256(JWSAlgorithm.PS256, Family.RSA, 0),

	PS384(JWSAlgorithm.PS384, Family.RSA, 0),

	PS512(JWSAlgorithm.PS512, Family.RSA, 0),

	ES256(JWSAlgorithm.ES256, Family.EC, 64),

	ES384(JWSAlgorithm.ES384, Family.EC, 96),

	ES512(JWSAlgorithm.ES512, Family.EC, 132),

	HS256(JWSAlgorithm.HS256, Family.SECRET, 32),

	HS384(JWSAlgorithm.HS384, Family.SECRET, 48),

	HS512(JWSAlgorithm.HS512, Family.SECRET, 64),

	EDDSA(JWSAlgorithm.EdDSA, Family.ED25519, 64);

	/**
	 * The kind of key that an algorithm works with.
	 */
	enum Family {

		RSA, EC, SECRET, ED25519

	}

	private static final Map<String, SignatureAlgorithm> BY_NAME = Stream.of(values())
		.collect(Collectors.toUnmodifiableMap(SignatureAlgorithm::jwsName, (algorithm) -> algorithm));

	private final JWSHeader header;

	private final Family family;

	private final int signatureLength;

	SignatureAlgorithm(JWSAlgorithm algorithm, Family family, int signatureLength) {
		this.header = new JWSHeader(algorithm);
		this.family = family;
		this.signatureLength = signatureLength;
	}

	static Optional<SignatureAlgorithm> named(String name) {
		return Optional.ofNullable(BY_NAME.get(name));
	}

	static Set<String> names() {
		return BY_NAME.keySet();
	}

	/**
	 * Return the name in the {@code alg} header.
	 * @return the name, in its only spelling
	 */
	String jwsName() {
		return this.header.getAlgorithm().getName();
	}

	/**
	 * Return a header that names this algorithm and nothing else.
	 * @return the header that selects the algorithm of a verifier
	 */
	JWSHeader header() {
		return this.header;
	}

	Family family() {
		return this.family;
	}

	/**
	 * Return the length that every signature by this algorithm has.
	 * @return the length in bytes, or 0 if it depends on the key
	 */
	int signatureLength() {
		return this.signatureLength;
	}

}
