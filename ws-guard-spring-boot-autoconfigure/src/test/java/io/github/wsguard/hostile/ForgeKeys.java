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

package io.github.wsguard.hostile;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
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
import java.util.HashMap;
import java.util.Map;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;

/**
 * The keys that a row can name: those of the issuers, those that stand beside them in a
 * key set, and those of nobody.
 */
final class ForgeKeys {

	private static final int UNIVERSAL_SEQUENCE = 0x30;

	private final Map<String, KeyPair> pairs = new HashMap<>();

	private final Map<String, byte[]> secrets = Map.of("hmac", text("the secret of an issuer, in 32 bytes or more"),
			"wide-hmac", text("another secret, beside two public keys in a set"), "oct",
			text("a secret that somebody published in a key set"));

	/**
	 * Return a key pair.
	 * @param name its name: what stands before a dash, or all of it, is the kind of key
	 * @return the pair, the same for each call
	 */
	KeyPair pair(String name) {
		return this.pairs.computeIfAbsent(name, ForgeKeys::generate);
	}

	private static KeyPair generate(String name) {
		return switch (name.replaceFirst("-.*", "")) {
			case "rsa" -> generate("RSA", name.endsWith("-weak") ? 1024 : 2048);
			case "ec" -> ec("secp256r1");
			case "p384" -> ec("secp384r1");
			case "ed" -> generate("Ed25519", 255);
			default -> throw new IllegalArgumentException("No such key: " + name);
		};
	}

	private static KeyPair generate(String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair ec(String curve) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec(curve));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return what signs.
	 * @param spec the name of a pair or of a secret; {@code <name> as <form>} for the
	 * secret that somebody makes of a public key; {@code bytes <hex>}
	 * @return the private key or the secret
	 */
	Key signingKey(String spec) {
		if (spec.startsWith("bytes")) {
			return secretKey(bytes(spec.substring(5).strip()));
		}
		int form = spec.indexOf(" as ");
		if (form >= 0) {
			return secretKey(form(spec.substring(0, form), spec.substring(form + 4)));
		}
		return this.secrets.containsKey(spec) ? secretKey(this.secrets.get(spec)) : pair(spec).getPrivate();
	}

	private static Key secretKey(byte[] secret) {
		// A key without bytes is the same as one of zeros, and the JDK takes only the
		// latter
		return new SecretKeySpec((secret.length > 0) ? secret : new byte[1], "HMAC");
	}

	private byte[] form(String name, String form) {
		PublicKey key = pair(name).getPublic();
		return switch (form) {
			case "der" -> key.getEncoded();
			case "der in base64" -> text(Base64.getEncoder().encodeToString(key.getEncoded()));
			case "pem" -> text(pem(key));
			case "pem without last line break" -> text(pem(key).strip());
			case "pem with CR LF" -> text(pem(key).replace("\n", "\r\n"));
			case "pkcs1" -> Arrays.copyOfRange(key.getEncoded(), 24, key.getEncoded().length);
			case "modulus" -> unsigned(((RSAPublicKey) key).getModulus(), 256);
			case "modulus in base64url" -> text(base64(unsigned(((RSAPublicKey) key).getModulus(), 256)));
			case "modulus in hex" -> text(((RSAPublicKey) key).getModulus().toString(16));
			case "jwk" -> text(jwk(name, ""));
			case "jwk set" -> text("{\"keys\":[" + jwk(name, "") + "]}");
			case "x" -> unsigned(((ECPublicKey) key).getW().getAffineX(), 32);
			case "point" -> Arrays.copyOfRange(key.getEncoded(), key.getEncoded().length - 65, key.getEncoded().length);
			case "32 bytes" ->
				Arrays.copyOfRange(key.getEncoded(), key.getEncoded().length - 32, key.getEncoded().length);
			default -> throw new IllegalArgumentException("No such form of a key: " + form);
		};
	}

	byte[] secret(String name) {
		return this.secrets.get(name);
	}

	String pem(PublicKey key) {
		String body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(key.getEncoded());
		return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
	}

	/**
	 * Return a public key as a JWK.
	 * @param name the name of the key
	 * @param members more members, each with a comma before it
	 * @return the JSON
	 */
	String jwk(String name, String members) {
		return publicJwk(pair(name).getPublic()).replaceFirst("\\}$", "") + members + "}";
	}

	String privateJwk(String name, String members) {
		KeyPair pair = pair(name);
		return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate())
			.build()
			.toJSONString()
			.replaceFirst("\\}$", "") + members + "}";
	}

	String secretJwk(String name, String members) {
		return "{\"kty\":\"oct\",\"k\":\"" + base64(this.secrets.get(name)) + "\"" + members + "}";
	}

	private static String publicJwk(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			return new RSAKey.Builder(rsa).build().toJSONString();
		}
		if (key instanceof ECPublicKey ec) {
			return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build().toJSONString();
		}
		byte[] encoded = key.getEncoded();
		return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
				+ base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)) + "\"}";
	}

	/**
	 * Return a certificate (X.509) that the owner of an RSA key made for itself.
	 * @param name the name of the key
	 * @return the certificate in DER
	 */
	byte[] certificate(String name) {
		try {
			KeyPair pair = pair(name);
			byte[] sha256WithRsa = bytes("300d06092a864886f70d01010b0500");
			byte[] nobody = bytes("300f310d300b06035504030c0465766963");
			byte[] validity = tlv(UNIVERSAL_SEQUENCE, tlv(0x17, text("250101000000Z")),
					tlv(0x17, text("450101000000Z")));
			byte[] content = tlv(UNIVERSAL_SEQUENCE, bytes("020101"), sha256WithRsa, nobody, validity, nobody,
					pair.getPublic().getEncoded());
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign((PrivateKey) signingKey(name));
			signature.update(content);
			return tlv(UNIVERSAL_SEQUENCE, content, sha256WithRsa, tlv(0x03, new byte[1], signature.sign()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a value as DER writes it.
	 */
	static byte[] tlv(int tag, byte[]... contents) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : contents) {
			content.writeBytes(part);
		}
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		encoded.write(tag);
		int length = content.size();
		if (length > 0xFF) {
			encoded.write(0x82);
			encoded.write(length >> 8);
		}
		else if (length > 0x7F) {
			encoded.write(0x81);
		}
		encoded.write(length);
		encoded.writeBytes(content.toByteArray());
		return encoded.toByteArray();
	}

	/**
	 * Return a number in exactly so many bytes.
	 */
	static byte[] unsigned(BigInteger number, int length) {
		byte[] bytes = number.toByteArray();
		byte[] exact = new byte[length];
		int count = Math.min(bytes.length, length);
		System.arraycopy(bytes, bytes.length - count, exact, length - count, count);
		return exact;
	}

	static byte[] bytes(String hex) {
		byte[] bytes = new byte[hex.length() / 2];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
		}
		return bytes;
	}

	static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
