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

package io.github.wsguard.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.benchmarks.SampleIssuer;

/**
 * Good and bad tokens of one issuer, signed before anything is measured.
 */
final class TokenStock {

	/**
	 * The issuer that the applications trust.
	 */
	static final String ISSUER = "https://issuer.example.com/realms/main";

	private static final int KNOWN = 64;

	private static final int BAD = 4096;

	private static final int RS256_SIGNATURE = 256;

	private static final int ES256_SIGNATURE = 64;

	private final SampleIssuer rsa = SampleIssuer.create(ISSUER, Algorithm.RS256);

	private final SampleIssuer ec = SampleIssuer.create(ISSUER, Algorithm.ES256);

	private final long now = Instant.now().getEpochSecond();

	private final String[] newRsa;

	private final String[] newEc;

	private final String[] knownRsa = this.rsa.tokens(KNOWN);

	private final String[] knownEc = this.ec.tokens(KNOWN);

	private final String[] expired = { this.rsa.expiredToken() };

	private final String[] badSignature = IntStream.range(0, BAD)
		.mapToObj((number) -> withSignature(this.knownEc[number % KNOWN], ES256_SIGNATURE))
		.toArray(String[]::new);

	private final String[] unknownKey = IntStream.range(0, BAD)
		.mapToObj((number) -> forged("unknown-" + number, ISSUER, number))
		.toArray(String[]::new);

	private final String[] garbage = IntStream.range(0, BAD)
		.mapToObj((number) -> random(30) + "." + random(300) + "." + random(RS256_SIGNATURE))
		.toArray(String[]::new);

	private TokenStock(int newTokens) {
		this.newRsa = tokens(this.rsa, newTokens);
		this.newEc = tokens(this.ec, newTokens);
	}

	/**
	 * Make tokens.
	 * @param newTokens how many good ones of each algorithm nobody has seen
	 */
	static TokenStock make(int newTokens) {
		return new TokenStock(newTokens);
	}

	private static String[] tokens(SampleIssuer issuer, int count) {
		String[] all = issuer.tokens(KNOWN + count);
		return Arrays.copyOfRange(all, KNOWN, all.length);
	}

	/**
	 * Return the keys of the issuer as a JWK set.
	 */
	String keySet() {
		List<JWK> keys = new ArrayList<>(this.rsa.keys().getKeys());
		keys.addAll(this.ec.keys().getKeys());
		return new JWKSet(keys).toString();
	}

	TokenSource known(Algorithm algorithm) {
		return TokenSource.of((algorithm == Algorithm.RS256) ? this.knownRsa : this.knownEc);
	}

	/**
	 * Return tokens that take turns. When one comes again, those who remember the last
	 * ones have forgotten it.
	 */
	TokenSource fresh(Algorithm algorithm) {
		return TokenSource.of((algorithm == Algorithm.RS256) ? this.newRsa : this.newEc);
	}

	/**
	 * Return some of the {@link #fresh} tokens.
	 */
	TokenSource some(Algorithm algorithm, int count) {
		String[] all = (algorithm == Algorithm.RS256) ? this.newRsa : this.newEc;
		return TokenSource.of(Arrays.copyOf(all, Math.min(count, all.length)));
	}

	/**
	 * Make RS256 tokens that all expire at the same time.
	 */
	TokenSource expiring(int count, Instant expiry) {
		return TokenSource.of(this.rsa.tokens(count, expiry));
	}

	TokenSource expired() {
		return TokenSource.of(this.expired);
	}

	/**
	 * Return ES256 tokens that look like good ones up to the signature.
	 */
	TokenSource badSignature() {
		return TokenSource.of(this.badSignature);
	}

	TokenSource unknownKey() {
		return TokenSource.of(this.unknownKey);
	}

	TokenSource garbage() {
		return TokenSource.of(this.garbage);
	}

	/**
	 * Return the name of the key that signs by RS256.
	 */
	String rsaKeyId() {
		return this.rsa.keys().getKeys().get(0).getKeyID();
	}

	/**
	 * Return an RS256 token with a signature that nobody made.
	 * @param key the name of its key
	 * @param issuer who seems to have issued it
	 * @param number what tells it from others
	 */
	String forged(String key, String issuer, long number) {
		String header = "{\"alg\":\"RS256\",\"kid\":\"" + key + "\",\"typ\":\"JWT\"}";
		String claims = """
				{"iss":"%s","sub":"somebody","aud":"%s","iat":%d,"exp":%d,"jti":"%d"}""".formatted(issuer,
				SampleIssuer.AUDIENCE, this.now - 60, this.now + 36_000, number);
		return encode(header.getBytes(StandardCharsets.US_ASCII)) + "."
				+ encode(claims.getBytes(StandardCharsets.US_ASCII)) + "." + random(RS256_SIGNATURE);
	}

	private static String withSignature(String token, int length) {
		return token.substring(0, token.lastIndexOf('.') + 1) + random(length);
	}

	/**
	 * A signature by ECDSA is two numbers below the order of the curve, which a random
	 * one is but for once in four thousand million.
	 */
	private static String random(int length) {
		byte[] bytes = new byte[length];
		ThreadLocalRandom.current().nextBytes(bytes);
		return encode(bytes);
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
