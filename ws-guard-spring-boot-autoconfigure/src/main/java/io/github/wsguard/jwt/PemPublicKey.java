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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads a public key in PEM (RFC 7468).
 */
final class PemPublicKey {

	private static final String BEGIN = "-----BEGIN ";

	private static final String DASHES = "-----";

	private PemPublicKey() {
	}

	static VerificationKey parse(byte[] pem) {
		String text = new String(pem, StandardCharsets.US_ASCII);
		int begin = text.indexOf(BEGIN);
		int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
		if (begin < 0 || labelEnd < 0) {
			throw new IllegalArgumentException("This is not PEM: there is no line -----BEGIN PUBLIC KEY-----");
		}
		String label = text.substring(begin + BEGIN.length(), labelEnd);
		int end = text.indexOf("-----END " + label, labelEnd);
		if (end < 0) {
			throw new IllegalArgumentException("The PEM is cut off: it has a BEGIN line and no END line");
		}
		if (text.indexOf(BEGIN, end) >= 0) {
			throw new IllegalArgumentException("The PEM holds more than one object; give it the one public key");
		}
		return verificationKey(publicKey(label, decode(text.substring(labelEnd + DASHES.length(), end))));
	}

	private static byte[] decode(String body) {
		try {
			return Base64.getMimeDecoder().decode(body);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The PEM is not in base64", ex);
		}
	}

	private static PublicKey publicKey(String label, byte[] encoded) {
		return switch (label) {
			case "PUBLIC KEY" -> publicKey(encoded);
			case "CERTIFICATE" -> certified(encoded);
			case "RSA PUBLIC KEY" -> throw new IllegalArgumentException(
					"The PEM is in the form of PKCS#1; convert it: openssl rsa -RSAPublicKey_in -pubout");
			case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
				throw new IllegalArgumentException(
						"The PEM holds a private key, which has no place here; give it the public key");
			default -> throw new IllegalArgumentException("The PEM holds neither a public key nor a certificate");
		};
	}

	private static PublicKey publicKey(byte[] encoded) {
		for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
			Optional<PublicKey> key = generate(algorithm, encoded);
			if (key.isPresent()) {
				return key.get();
			}
		}
		throw new IllegalArgumentException("The PEM holds no RSA, EC or Ed25519 public key");
	}

	private static Optional<PublicKey> generate(String algorithm, byte[] encoded) {
		try {
			return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
		}
		catch (GeneralSecurityException ex) {
			return Optional.empty();
		}
	}

	private static PublicKey certified(byte[] encoded) {
		try {
			return CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(encoded))
				.getPublicKey();
		}
		catch (CertificateException ex) {
			throw new IllegalArgumentException("The PEM holds no X.509 certificate", ex);
		}
	}

	private static VerificationKey verificationKey(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			return VerificationKey.rsa(rsa);
		}
		if (key instanceof ECPublicKey ec) {
			return VerificationKey.ec(ec);
		}
		if (key instanceof EdECPublicKey edwards && "Ed25519".equals(edwards.getParams().getName())) {
			return VerificationKey.ed25519(key);
		}
		throw new IllegalArgumentException("The PEM holds no RSA, EC or Ed25519 public key");
	}

}
