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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;

/**
 * Keys made for the tests, and the tokens that they sign.
 */
final class TestKeys {

	static final KeyPair RSA = generate("RSA", 2048);

	static final KeyPair OTHER_RSA = generate("RSA", 2048);

	static final KeyPair ED25519 = generate("Ed25519", 255);

	static final byte[] SECRET = "a secret that is 64 bytes long is good for each of the three HS*"
		.getBytes(StandardCharsets.US_ASCII);

	private TestKeys() {
	}

	static KeyPair generate(String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static KeyPair ec(Curve curve) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec(curve.getStdName()));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] pem(PublicKey key) {
		return pem("PUBLIC KEY", key.getEncoded());
	}

	static byte[] pem(String label, byte[] encoded) {
		String body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded);
		return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	static String rsaJwk(KeyPair key, String id) {
		return new RSAKey.Builder((RSAPublicKey) key.getPublic()).keyID(id).build().toJSONString();
	}

	static String ecJwk(KeyPair key, String id) {
		return new ECKey.Builder(Curve.P_256, (ECPublicKey) key.getPublic()).keyID(id).build().toJSONString();
	}

	static String ed25519Jwk(KeyPair key, String id) {
		byte[] encoded = key.getPublic().getEncoded();
		return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"%s\",\"x\":\"%s\"}".formatted(id,
				base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
	}

	static byte[] jwkSet(String... keys) {
		return ("{\"keys\":[" + String.join(",", keys) + "]}").getBytes(StandardCharsets.UTF_8);
	}

	static String sign(PrivateKey key, String header, String payload) {
		String input = base64(header) + "." + base64(payload);
		return input + "." + signature(key, algorithm(header), input);
	}

	static String sign(byte[] secret, String header, String payload) {
		String input = base64(header) + "." + base64(payload);
		try {
			return input + "." + sign(new MACSigner(secret), algorithm(header), input);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String algorithm(String header) {
		int start = header.indexOf("\"alg\":\"") + 7;
		return header.substring(start, header.indexOf('"', start));
	}

	private static String signature(PrivateKey key, String algorithm, String input) {
		try {
			if (algorithm.equals("EdDSA")) {
				Signature signature = Signature.getInstance("Ed25519");
				signature.initSign(key);
				signature.update(input.getBytes(StandardCharsets.US_ASCII));
				return base64(signature.sign());
			}
			JWSSigner signer = algorithm.startsWith("ES")
					? new ECDSASigner(key, Curve.forJWSAlgorithm(JWSAlgorithm.parse(algorithm)).iterator().next())
					: new RSASSASigner(key);
			return sign(signer, algorithm, input);
		}
		catch (GeneralSecurityException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String sign(JWSSigner signer, String algorithm, String input) throws JOSEException {
		return signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input.getBytes(StandardCharsets.US_ASCII))
			.toString();
	}

	static String base64(String text) {
		return base64(text.getBytes(StandardCharsets.UTF_8));
	}

	static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
