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

package io.github.wsguard.standards;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token that is good until a test changes a member of its header or one of its claims.
 */
final class Token {

	private final Map<String, Object> header = new LinkedHashMap<>();

	private final Map<String, Object> claims = new LinkedHashMap<>();

	private final RSAKey key;

	Token(RSAKey key, String issuer, String audience) {
		this.key = key;
		header("alg", "RS256").header("kid", key.getKeyID()).header("typ", "JWT");
		claim("iss", issuer).claim("sub", "alice").claim("aud", audience);
		claim("iat", secondsFromNow(-60)).claim("exp", secondsFromNow(300))
			.claim("scope", "chat admin")
			.claim("room", "7");
	}

	static long secondsFromNow(long seconds) {
		return Instant.now().getEpochSecond() + seconds;
	}

	Token header(String name, Object value) {
		this.header.put(name, value);
		return this;
	}

	Token withoutHeader(String name) {
		this.header.remove(name);
		return this;
	}

	Token claim(String name, Object value) {
		this.claims.put(name, value);
		return this;
	}

	Token withoutClaim(String name) {
		this.claims.remove(name);
		return this;
	}

	/**
	 * Sign by the key of the issuer.
	 * @return the token in compact form
	 */
	String sign() {
		return sign(this.key);
	}

	/**
	 * Sign by a key, whatever the header says of it.
	 */
	String sign(RSAKey key) {
		return sign(signer(key));
	}

	/**
	 * Sign by any algorithm that the signer knows.
	 */
	String sign(JWSSigner signer) {
		return sign(signer, json(this.header), json(this.claims));
	}

	/**
	 * Sign other bytes in place of the claims.
	 */
	String signOver(byte[] payload) {
		return sign(signer(this.key), json(this.header), payload);
	}

	/**
	 * Sign the claims under other bytes in place of the header.
	 */
	String signUnder(byte[] header) {
		return sign(signer(this.key), header, json(this.claims));
	}

	/**
	 * Return the token with a signature that nobody made.
	 */
	String withSignature(String signature) {
		return encode(json(this.header)) + "." + encode(json(this.claims)) + "." + signature;
	}

	byte[] claims() {
		return json(this.claims);
	}

	byte[] header() {
		return json(this.header);
	}

	private String sign(JWSSigner signer, byte[] header, byte[] payload) {
		String input = encode(header) + "." + encode(payload);
		JWSAlgorithm algorithm = JWSAlgorithm.parse((String) this.header.get("alg"));
		try {
			return input + "."
					+ signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII)).toString();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWSSigner signer(RSAKey key) {
		try {
			return new RSASSASigner(key);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static byte[] json(Map<String, Object> members) {
		return JsonMapper.shared().writeValueAsBytes(members);
	}

}
