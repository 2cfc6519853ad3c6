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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are the same in every run, and signatures by RFC 7518 3 and RFC 8037 3.1 with
 * the JDK alone.
 */
final class JoseKeys {

	static final byte[] SECRET = "a secret that is 64 bytes long is good for each of the three HS*"
		.getBytes(StandardCharsets.US_ASCII);

	private static final Map<String, String> JCA_NAMES = Map.of("RS256", "SHA256withRSA", "ES256",
			"SHA256withECDSAinP1363Format", "EdDSA", "Ed25519", "HS256", "HmacSHA256");

	private static final Map<String, String> KEY_IDS = Map.of("RS256", "rsa", "ES256", "ec", "EdDSA", "ed");

	// RFC 8410 4 and 7
	private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

	private final byte[] json;

	private final JWKSet keys;

	JoseKeys() {
		try (InputStream in = Objects.requireNonNull(JoseKeys.class.getResourceAsStream("/fuzz/keys.json"))) {
			this.json = in.readAllBytes();
			this.keys = JWKSet.parse(new String(this.json, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The set of public keys, with their private halves.
	 */
	byte[] json() {
		return this.json;
	}

	static @Nullable String keyId(String algorithm) {
		return KEY_IDS.get(algorithm);
	}

	byte[] sign(String algorithm, byte[] input) {
		try {
			if (algorithm.startsWith("HS")) {
				return mac(input);
			}
			Signature signature = Signature.getInstance(JCA_NAMES.get(algorithm));
			signature.initSign(privateKey(algorithm));
			signature.update(input);
			return signature.sign();
		}
		catch (GeneralSecurityException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean verify(String algorithm, byte[] input, byte[] signed) {
		try {
			if (algorithm.startsWith("HS")) {
				return Arrays.equals(mac(input), signed);
			}
			Signature signature = Signature.getInstance(JCA_NAMES.get(algorithm));
			signature.initVerify(publicKey(algorithm));
			signature.update(input);
			return signature.verify(signed);
		}
		// The keys are good, so it is the signature
		catch (GeneralSecurityException ex) {
			return false;
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] mac(byte[] input) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
		return mac.doFinal(input);
	}

	private PrivateKey privateKey(String algorithm) throws GeneralSecurityException, JOSEException {
		return switch (algorithm) {
			case "RS256" -> this.keys.getKeyByKeyId("rsa").toRSAKey().toPrivateKey();
			case "ES256" -> this.keys.getKeyByKeyId("ec").toECKey().toPrivateKey();
			default -> KeyFactory.getInstance("Ed25519")
				.generatePrivate(new PKCS8EncodedKeySpec(concat(PRIVATE_PREFIX, member("d"))));
		};
	}

	private PublicKey publicKey(String algorithm) throws GeneralSecurityException, JOSEException {
		return switch (algorithm) {
			case "RS256" -> this.keys.getKeyByKeyId("rsa").toRSAKey().toPublicKey();
			case "ES256" -> this.keys.getKeyByKeyId("ec").toECKey().toPublicKey();
			default -> KeyFactory.getInstance("Ed25519")
				.generatePublic(new X509EncodedKeySpec(concat(PUBLIC_PREFIX, member("x"))));
		};
	}

	private byte[] member(String name) {
		return Base64.getUrlDecoder().decode((String) this.keys.getKeyByKeyId("ed").toJSONObject().get(name));
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
