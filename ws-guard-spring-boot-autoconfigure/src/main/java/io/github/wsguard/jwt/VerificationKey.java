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
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import org.jspecify.annotations.Nullable;

/**
 * A key that can verify signatures. Equal to another that verifies the same.
 *
 * @param id the {@code kid}, or {@code null} if the key has none
 * @param algorithms the algorithms that the key may be used with
 * @param signatureLength the length in bytes of a signature by this key, or 0 if the
 * algorithm alone says it
 * @param verifier verifies by this key
 */
record VerificationKey(@Nullable String id, Set<SignatureAlgorithm> algorithms, int signatureLength,
		SignatureVerifier verifier) {

	private static final int SHORTEST_RSA_KEY = 2048;

	// SubjectPublicKeyInfo of RFC 8410 4, up to the 32 bytes of the key
	private static final byte[] ED25519_PREFIX = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21,
			0x00 };

	/**
	 * Create a key from an RSA public key.
	 * @param key the public key
	 * @return the key
	 * @throws IllegalArgumentException if the key is too short (RFC 7518 3.3)
	 */
	static VerificationKey rsa(RSAPublicKey key) {
		int bits = key.getModulus().bitLength();
		if (bits < SHORTEST_RSA_KEY) {
			throw new IllegalArgumentException(
					"An RSA key needs %d bits at least, this one has %d".formatted(SHORTEST_RSA_KEY, bits));
		}
		return new VerificationKey(null, family(SignatureAlgorithm.Family.RSA), (bits + 7) / 8,
				new NimbusSignatureVerifier(key, new RSASSAVerifier(key)));
	}

	/**
	 * Create a key from an elliptic curve public key.
	 * @param key the public key
	 * @return the key
	 * @throws IllegalArgumentException if the curve is none of P-256, P-384 and P-521, or
	 * the point is not on it
	 */
	static VerificationKey ec(ECPublicKey key) {
		try {
			JWSVerifier verifier = new ECDSAVerifier(key);
			return new VerificationKey(null, supported(verifier, SignatureAlgorithm.Family.EC), 0,
					new NimbusSignatureVerifier(key, verifier));
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("An EC key must be a point on P-256, P-384 or P-521", ex);
		}
	}

	/**
	 * Create a key from an Ed25519 public key.
	 * @param key the public key
	 * @return the key
	 */
	static VerificationKey ed25519(PublicKey key) {
		return new VerificationKey(null, family(SignatureAlgorithm.Family.ED25519), 0,
				new Ed25519SignatureVerifier(key));
	}

	/**
	 * Create a key from the bytes of an Ed25519 public key (RFC 8032 5.1.5).
	 * @param key the 32 bytes
	 * @return the key
	 * @throws IllegalArgumentException if the bytes are no key
	 */
	static VerificationKey ed25519(byte[] key) {
		byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + key.length);
		System.arraycopy(key, 0, encoded, ED25519_PREFIX.length, key.length);
		try {
			return ed25519(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("An Ed25519 key has 32 bytes", ex);
		}
	}

	/**
	 * Create a key from a secret that is shared with the issuer.
	 * @param secret the secret
	 * @return the key, for those algorithms that the secret is long enough for (RFC 7518
	 * 3.2)
	 * @throws IllegalArgumentException if the secret is too short for any of them
	 */
	static VerificationKey secret(byte[] secret) {
		try {
			JWSVerifier verifier = new MACVerifier(secret);
			return new VerificationKey(null, supported(verifier, SignatureAlgorithm.Family.SECRET), 0,
					new NimbusSignatureVerifier(new SecretKeySpec(secret, "HMAC"), verifier));
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("A secret needs 32 bytes at least, this one has " + secret.length, ex);
		}
	}

	/**
	 * Return the same key under a name, or for one algorithm only.
	 * @param id the {@code kid}, or {@code null} for none
	 * @param only the only algorithm, or {@code null} for all that fit
	 * @return the key
	 */
	VerificationKey restrictedTo(@Nullable String id, @Nullable String only) {
		Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
		for (SignatureAlgorithm algorithm : this.algorithms) {
			if (only == null || algorithm.jwsName().equals(only)) {
				algorithms.add(algorithm);
			}
		}
		return new VerificationKey(id, algorithms, this.signatureLength, this.verifier);
	}

	/**
	 * Return whether a signature of this length can be by this key: most damaged tokens
	 * are recognised without any arithmetic.
	 * @param length the length in bytes
	 * @return {@code false} if verifying is pointless
	 */
	boolean admitsSignatureLength(int length) {
		return this.signatureLength == 0 || this.signatureLength == length;
	}

	private static Set<SignatureAlgorithm> family(SignatureAlgorithm.Family family) {
		Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
		for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
			if (algorithm.family() == family) {
				algorithms.add(algorithm);
			}
		}
		return algorithms;
	}

	private static Set<SignatureAlgorithm> supported(JWSVerifier verifier, SignatureAlgorithm.Family family) {
		Set<SignatureAlgorithm> algorithms = family(family);
		Set<JWSAlgorithm> supported = verifier.supportedJWSAlgorithms();
		algorithms.removeIf((algorithm) -> !supported.contains(algorithm.header().getAlgorithm()));
		return algorithms;
	}

}
