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
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A token that is being forged: the steps are collected, then carried out in the order
 * that the making of a token has.
 */
final class TokenDraft {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private final Map<String, String> encodings = new HashMap<>();

	private final List<String> mistakes = new ArrayList<>();

	private final TokenPart header;

	private final TokenPart claims;

	private final ForgeKeys keys;

	private final ForgeTemplate template;

	private String algorithm;

	private String key;

	private boolean raw;

	private int size;

	private @Nullable String encryption;

	private @Nullable String text;

	TokenDraft(ForgeKeys keys, ForgeTemplate template, HostileIssuers.Issuer issuer) {
		this.keys = keys;
		this.template = template;
		this.algorithm = issuer.algorithm();
		this.key = issuer.key();
		this.header = new TokenPart().put("alg", "\"" + issuer.algorithm() + "\"").put("typ", "\"JWT\"");
		if (!issuer.keyId().isEmpty()) {
			this.header.put("kid", "\"" + issuer.keyId() + "\"");
		}
		this.header.put("x-trace", "\"<canary>\"");
		this.claims = new TokenPart().put("iss", "\"<iss:" + issuer.name() + ">\"")
			.put("sub", "\"<canary>\"")
			.put("aud", "\"chat\"")
			.put("iat", "<now-10>")
			.put("exp", "<now+300>")
			.put("scope", "\"chat\"")
			.put("note", "\"<canary>\"");
	}

	void apply(String step) {
		String verb = step.split(" ")[0];
		String argument = step.substring(Math.min(step.length(), verb.length() + 1));
		switch (verb) {
			case "header" -> this.header.apply(argument);
			case "claims" -> this.claims.apply(argument);
			case "sign" -> sign(argument);
			case "signature" -> this.mistakes.add(argument);
			case "unsigned" -> this.mistakes.add("text ");
			case "slack", "pad", "standard" -> this.encodings.put(argument, verb);
			case "payload" -> this.raw = true;
			case "size" -> this.size = Integer.parseInt(argument);
			case "encrypt" -> this.encryption = argument;
			case "token" -> this.text = argument;
			default -> throw new IllegalArgumentException("No such step: " + step);
		}
	}

	private void sign(String argument) {
		int with = argument.indexOf("with ");
		if (with > 0) {
			this.algorithm = argument.substring(0, with).strip();
		}
		this.key = argument.substring(with + 5);
	}

	/**
	 * Make the token.
	 * @param blanksInHeader spaces behind the header
	 * @param blanksInClaims spaces behind the claims
	 * @return the token, or {@code null} if it has not the qualities that are wanted
	 */
	@Nullable String serialize(int blanksInHeader, int blanksInClaims) {
		byte[] header = this.header.bytes(this.template, blanksInHeader);
		if (this.size == 0) {
			return serialize(header, this.claims.bytes(this.template, blanksInClaims));
		}
		String token = "";
		for (int fill = this.size / 2; token.length() < this.size; fill++) {
			this.claims.put("fill", "\"" + "x".repeat(fill) + "\"");
			token = serialize(header, this.claims.bytes(this.template, blanksInClaims));
			fill += Math.max(0, (this.size - token.length()) / 2 - 8);
		}
		return (token.length() == this.size) ? token : null;
	}

	private @Nullable String serialize(byte[] headerBytes, byte[] claimsBytes) {
		String header = encode("header", headerBytes);
		String claims = this.raw ? latin1(claimsBytes) : encode("claims", claimsBytes);
		if (header == null || claims == null) {
			return null;
		}
		String signature = encode("signature", signature(latin1(header + "." + claims)));
		if (signature == null) {
			return null;
		}
		String token = header + "." + claims + "." + signature;
		if (this.encryption != null) {
			token = ForgeEncryption.encrypt(this.encryption, token, this.keys);
		}
		if (this.text == null) {
			return token;
		}
		this.template.with("h", latin1(header))
			.with("p", latin1(claims))
			.with("s", latin1(signature))
			.with("again", ForgeKeys.base64(latin1(token)));
		return latin1(this.template.fill(this.text, latin1(token)));
	}

	private byte[] signature(byte[] input) {
		byte[] signature = ForgeSignatures.sign(this.algorithm, this.keys.signingKey(this.key), input);
		for (String mistake : this.mistakes) {
			signature = mistaken(signature, mistake, input);
		}
		return signature;
	}

	private byte[] mistaken(byte[] signature, String mistake, byte[] input) {
		String verb = mistake.split(" ")[0];
		String argument = mistake.substring(Math.min(mistake.length(), verb.length() + 1));
		return switch (verb) {
			case "text" -> this.template.fill(argument, signature);
			case "cut" -> Arrays.copyOf(signature, signature.length - Integer.parseInt(argument));
			case "flipped" -> flipped(signature, Integer.parseInt(argument));
			case "r" -> ForgeSignatures.ecdsa(signature, between(argument, "= ", ", s ="), argument.split(", s = ")[1]);
			case "der" -> ForgeSignatures.der(signature);
			case "plus" -> ForgeSignatures.plusOrder(signature);
			case "zeros" -> new byte[Integer.parseInt(argument)];
			case "one" -> ForgeKeys.unsigned(BigInteger.ONE, Integer.parseInt(argument));
			case "ones" -> ForgeKeys.bytes("ff".repeat(Integer.parseInt(argument)));
			case "padding" -> ForgeSignatures.rsa((RSAPrivateKey) this.keys.signingKey(this.key), input, argument);
			case "over" ->
				ForgeSignatures.sign(this.algorithm, this.keys.signingKey(this.key), part(latin1(input), argument));
			default -> throw new IllegalArgumentException("No such mistake: " + mistake);
		};
	}

	private static String between(String text, String start, String end) {
		return text.substring(text.indexOf(start) + start.length(), text.indexOf(end));
	}

	private static byte[] flipped(byte[] signature, int bit) {
		byte[] flipped = signature.clone();
		flipped[bit / 8] ^= (byte) (1 << (bit % 8));
		return flipped;
	}

	private static byte[] part(String input, String name) {
		return switch (name) {
			case "the claims" -> latin1(input.substring(input.indexOf('.') + 1));
			case "the header" -> latin1(input.substring(0, input.indexOf('.')));
			case "nothing" -> new byte[0];
			default -> throw new IllegalArgumentException("No such part: " + name);
		};
	}

	private @Nullable String encode(String part, byte[] bytes) {
		String encoded = ForgeKeys.base64(bytes);
		int rest = encoded.length() % 4;
		return switch (this.encodings.getOrDefault(part, "")) {
			case "slack" -> (rest == 0) ? null : slack(encoded);
			case "pad" -> (rest == 0) ? null : encoded + "=".repeat(4 - rest);
			case "standard" -> (encoded.indexOf('-') < 0 && encoded.indexOf('_') < 0) ? null
					: encoded.replace('-', '+').replace('_', '/');
			default -> encoded;
		};
	}

	/**
	 * Set the last bit, which belongs to no byte.
	 */
	private static String slack(String encoded) {
		int last = encoded.length() - 1;
		return encoded.substring(0, last) + ALPHABET.charAt(ALPHABET.indexOf(encoded.charAt(last)) | 1);
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String latin1(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
