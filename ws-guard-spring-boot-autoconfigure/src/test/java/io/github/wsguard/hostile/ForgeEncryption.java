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

import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;

/**
 * Encrypted tokens (RFC 7516), all of them in order: the keys are those that the server
 * has or knows.
 */
final class ForgeEncryption {

	private static final int BOMB = 5_000_000;

	private ForgeEncryption() {
	}

	/**
	 * Put a token into another.
	 * @param how the algorithms of key and content, and {@code zip} or {@code bomb}
	 * @param token the token inside
	 * @param keys the keys
	 * @return the JWE in compact form
	 */
	static String encrypt(String how, String token, ForgeKeys keys) {
		String[] words = how.split(" ");
		JWEHeader.Builder header = new JWEHeader.Builder(JWEAlgorithm.parse(words[0]), EncryptionMethod.parse(words[1]))
			.contentType("JWT");
		boolean bomb = words.length > 2 && words[2].equals("bomb");
		if (words.length > 2) {
			header.compressionAlgorithm(CompressionAlgorithm.DEF);
		}
		try {
			JWEObject encrypted = new JWEObject(header.build(), new Payload(bomb ? "0".repeat(BOMB) : token));
			encrypted.encrypt(encrypter(words[0], keys));
			return encrypted.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWEEncrypter encrypter(String algorithm, ForgeKeys keys) throws JOSEException {
		byte[] secret = keys.secret("hmac");
		if (algorithm.startsWith("RSA")) {
			return new RSAEncrypter((RSAPublicKey) keys.pair("rsa").getPublic());
		}
		if (algorithm.startsWith("ECDH")) {
			return new ECDHEncrypter((ECPublicKey) keys.pair("ec").getPublic());
		}
		if (algorithm.startsWith("PBES2")) {
			return new PasswordBasedEncrypter(secret, 8, 1000);
		}
		return algorithm.equals("dir") ? new DirectEncrypter(Arrays.copyOf(secret, 32))
				: new AESEncrypter(Arrays.copyOf(secret, 16));
	}

}
