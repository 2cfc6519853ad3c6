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

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;

import javax.crypto.Mac;

/**
 * Signatures, right ones and those that only look right.
 */
final class ForgeSignatures {

	/**
	 * The order of P-256.
	 */
	static final BigInteger N = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

	/**
	 * The order of the base point of Ed25519.
	 */
	static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

	private static final Map<String, String> NAMES = Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512",
			"SHA512withRSA", "RS1", "SHA1withRSA", "ES256", "SHA256withECDSAinP1363Format", "ES384",
			"SHA384withECDSAinP1363Format", "ES512", "SHA512withECDSAinP1363Format", "EdDSA", "Ed25519");

	private ForgeSignatures() {
	}

	/**
	 * Sign.
	 * @param algorithm the algorithm of RFC 7518, or one that is near to it
	 * @param key the key
	 * @param input what is signed
	 * @return the signature as RFC 7518 wants it
	 */
	static byte[] sign(String algorithm, Key key, byte[] input) {
		try {
			if (algorithm.startsWith("HS")) {
				Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
				mac.init(key);
				return mac.doFinal(input);
			}
			Signature signature = signature(algorithm);
			signature.initSign((PrivateKey) key);
			signature.update(input);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Signature signature(String algorithm) throws GeneralSecurityException {
		if (!algorithm.startsWith("PS")) {
			return Signature.getInstance(NAMES.get(algorithm));
		}
		// PS256, or PS256/20 for a salt of that length
		String[] parts = algorithm.split("/");
		String digest = "SHA-" + parts[0].substring(2);
		int saltLength = (parts.length > 1) ? Integer.parseInt(parts[1])
				: MessageDigest.getInstance(digest).getDigestLength();
		Signature signature = Signature.getInstance("RSASSA-PSS");
		signature.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), saltLength, 1));
		return signature;
	}

	/**
	 * Sign with the private operation of RSA alone, over a padding of our own.
	 * @param key the private key
	 * @param input what is signed
	 * @param padding the padding and its mistake
	 * @return the signature
	 */
	static byte[] rsa(RSAPrivateKey key, byte[] input, String padding) {
		byte[] digestInfo = digestInfo("SHA-256", "3031300d060960864801650304020105000420", input);
		byte[] message = switch (padding) {
			case "right" -> pad("0001", 0xFF, digestInfo, "");
			case "block type 2" -> pad("0002", 0xAA, digestInfo, "");
			case "of other bytes" -> pad("0001", 0xFE, digestInfo, "");
			case "garbage behind" -> Arrays.copyOf(join(ForgeKeys.bytes("0001ffffffffffffffff00"), digestInfo), 256);
			case "garbage in parameters" -> pad("0001", 0xFF, parametersOfGarbage(input), "");
			case "digest alone" -> pad("0001", 0xFF, digest("SHA-256", input), "");
			case "no separator" -> pad("0001", 0xFF, digestInfo, "ff");
			case "none" -> ForgeKeys.unsigned(new BigInteger(1, digestInfo), 256);
			default -> throw new IllegalArgumentException("No such padding: " + padding);
		};
		BigInteger signature = new BigInteger(1, message).modPow(key.getPrivateExponent(), key.getModulus());
		return ForgeKeys.unsigned(signature, 256);
	}

	private static byte[] pad(String start, int filler, byte[] end, String separator) {
		byte[] message = new byte[256];
		Arrays.fill(message, (byte) filler);
		byte[] head = ForgeKeys.bytes(start);
		System.arraycopy(head, 0, message, 0, head.length);
		message[255 - end.length] = (byte) (separator.isEmpty() ? 0 : 0xFF);
		System.arraycopy(end, 0, message, 256 - end.length, end.length);
		return message;
	}

	private static byte[] parametersOfGarbage(byte[] input) {
		byte[] identifier = ForgeKeys.tlv(0x30, ForgeKeys.bytes("0609608648016503040201"),
				ForgeKeys.tlv(0x04, new byte[100]));
		return ForgeKeys.tlv(0x30, identifier, ForgeKeys.tlv(0x04, digest("SHA-256", input)));
	}

	private static byte[] digestInfo(String algorithm, String prefix, byte[] input) {
		return join(ForgeKeys.bytes(prefix), digest(algorithm, input));
	}

	private static byte[] digest(String algorithm, byte[] input) {
		try {
			return MessageDigest.getInstance(algorithm).digest(input);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Replace the two numbers of a signature by ECDSA on P-256.
	 * @param signature the signature, 64 bytes
	 * @param r the first number: {@code r}, {@code s}, {@code n-s} and so on
	 * @param s the second number
	 * @return the signature, 64 bytes
	 */
	static byte[] ecdsa(byte[] signature, String r, String s) {
		return join(ForgeKeys.unsigned(number(r, signature), 32), ForgeKeys.unsigned(number(s, signature), 32));
	}

	private static BigInteger number(String name, byte[] signature) {
		BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
		return switch (name) {
			case "r" -> r;
			case "s" -> s;
			case "n" -> N;
			case "n-r" -> N.subtract(r);
			case "n-s" -> N.subtract(s);
			case "n-1" -> N.subtract(BigInteger.ONE);
			case "n+1" -> N.add(BigInteger.ONE);
			case "s+1" -> s.add(BigInteger.ONE).mod(N);
			case "greater s" -> s.max(N.subtract(s));
			case "smaller s" -> s.min(N.subtract(s));
			case "max" -> BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
			default -> new BigInteger(name);
		};
	}

	/**
	 * Write a signature by ECDSA as X.509 does.
	 */
	static byte[] der(byte[] signature) {
		return ForgeKeys.tlv(0x30, ForgeKeys.tlv(0x02, number("r", signature).toByteArray()),
				ForgeKeys.tlv(0x02, number("s", signature).toByteArray()));
	}

	/**
	 * Add the order of the group to the second half of an Ed25519 signature, which is the
	 * same number to whoever does not look (RFC 8032 5.1.7).
	 */
	static byte[] plusOrder(byte[] signature) {
		byte[] half = Arrays.copyOfRange(signature, 32, 64);
		byte[] sum = reversed(ForgeKeys.unsigned(new BigInteger(1, reversed(half)).add(L), 32));
		return join(Arrays.copyOf(signature, 32), sum);
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

	static byte[] join(byte[] first, byte[] second) {
		byte[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

}
