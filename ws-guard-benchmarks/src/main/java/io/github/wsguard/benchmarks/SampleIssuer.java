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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

/**
 * An issuer with one key, and its tokens.
 */
public final class SampleIssuer {

	/**
	 * What its tokens name as {@code aud}.
	 */
	public static final String AUDIENCE = "chat";

	private static final String KEY_ID = "2026-11-";

	private static final int ED25519_LENGTH = 32;

	private static final Duration LIFETIME = Duration.ofHours(12);

	private final String name;

	private final Algorithm algorithm;

	private final Key verificationKey;

	private final JWK jwk;

	private final Signer signer;

	private SampleIssuer(String name, Algorithm algorithm, Key verificationKey, JWK jwk, Signer signer) {
		this.name = name;
		this.algorithm = algorithm;
		this.verificationKey = verificationKey;
		this.jwk = jwk;
		this.signer = signer;
	}

	/**
	 * Create an issuer with a new key.
	 * @param name the {@code iss} of its tokens
	 * @param algorithm how it signs
	 * @return the issuer
	 */
	public static SampleIssuer create(String name, Algorithm algorithm) {
		try {
			return switch (algorithm) {
				case RS256 -> rsa(name);
				case ES256 -> ec(name);
				case HS256 -> secret(name);
				case EDDSA -> ed25519(name);
			};
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SampleIssuer rsa(String name) throws GeneralSecurityException {
		KeyPair pair = keyPair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
		JWK jwk = new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(keyId(Algorithm.RS256)).build();
		return new SampleIssuer(name, Algorithm.RS256, pair.getPublic(), jwk, signer("SHA256withRSA", pair));
	}

	private static SampleIssuer ec(String name) throws GeneralSecurityException {
		KeyPair pair = keyPair("EC", new ECGenParameterSpec("secp256r1"));
		JWK jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).keyID(keyId(Algorithm.ES256)).build();
		return new SampleIssuer(name, Algorithm.ES256, pair.getPublic(), jwk,
				signer("SHA256withECDSAinP1363Format", pair));
	}

	private static SampleIssuer ed25519(String name) throws GeneralSecurityException {
		KeyPair pair = keyPair("Ed25519", NamedParameterSpec.ED25519);
		byte[] encoded = pair.getPublic().getEncoded();
		byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length);
		JWK jwk = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID(keyId(Algorithm.EDDSA))
			.build();
		return new SampleIssuer(name, Algorithm.EDDSA, pair.getPublic(), jwk, signer("Ed25519", pair));
	}

	private static SampleIssuer secret(String name) {
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
		JWK jwk = new OctetSequenceKey.Builder(secret).keyID(keyId(Algorithm.HS256)).build();
		return new SampleIssuer(name, Algorithm.HS256, key, jwk, (input) -> {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(key);
			return mac.doFinal(input);
		});
	}

	/**
	 * An issuer may have a key for each algorithm.
	 */
	private static String keyId(Algorithm algorithm) {
		return KEY_ID + algorithm.name().toLowerCase(Locale.ROOT);
	}

	private static KeyPair keyPair(String algorithm, AlgorithmParameterSpec parameters)
			throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		generator.initialize(parameters);
		return generator.generateKeyPair();
	}

	private static Signer signer(String algorithm, KeyPair pair) {
		return (input) -> {
			Signature signature = Signature.getInstance(algorithm);
			signature.initSign(pair.getPrivate());
			signature.update(input);
			return signature.sign();
		};
	}

	/**
	 * Return the {@code iss} of its tokens.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return how it signs.
	 * @return the algorithm
	 */
	public Algorithm algorithm() {
		return this.algorithm;
	}

	/**
	 * Return what its signatures are verified with.
	 * @return the public key, or the shared secret
	 */
	public Key verificationKey() {
		return this.verificationKey;
	}

	/**
	 * Return what its signatures are verified with, as a set of one.
	 * @return the set
	 */
	public JWKSet keys() {
		return new JWKSet(this.jwk);
	}

	/**
	 * Make a token that is good.
	 * @return the token in compact form
	 */
	public String token() {
		return token("0", Instant.now().plus(LIFETIME));
	}

	/**
	 * Make a token that expired an hour ago.
	 * @return the token in compact form
	 */
	public String expiredToken() {
		return token("0", Instant.now().minus(Duration.ofHours(1)));
	}

	/**
	 * Make good tokens that all differ.
	 * @param count how many
	 * @return the tokens in compact form
	 */
	public String[] tokens(int count) {
		return tokens(count, Instant.now().plus(LIFETIME));
	}

	/**
	 * Make tokens that all differ.
	 * @param count how many
	 * @param expiresAt until when they are good
	 * @return the tokens in compact form
	 */
	public String[] tokens(int count, Instant expiresAt) {
		return IntStream.range(0, count)
			.parallel()
			.mapToObj((number) -> token(Integer.toString(number), expiresAt))
			.toArray(String[]::new);
	}

	private String token(String id, Instant expiresAt) {
		String header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(this.algorithm.jws(),
				keyId(this.algorithm));
		String claims = """
				{"iss":"%s","sub":"3f0c2b9e-6f6d-4c1b-9a53-0b8d1c7a5e42","aud":["%s","account"],"iat":%d,"exp":%d,"jti":"%s",\
				"azp":"web","scope":"openid profile chat","email":"alice@example.com","name":"Alice Example","room":"7"}"""
			.formatted(this.name, AUDIENCE, expiresAt.minusSeconds(46_800).getEpochSecond(), expiresAt.getEpochSecond(),
					id);
		String input = encode(header) + "." + encode(claims);
		try {
			return input + "." + Base64URL.encode(this.signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(String json) {
		return Base64URL.encode(json).toString();
	}

	/**
	 * Signs by the key of the issuer.
	 */
	@FunctionalInterface
	private interface Signer {

		byte[] sign(byte[] input) throws GeneralSecurityException;

	}

}
