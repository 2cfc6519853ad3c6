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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.fuzz.Choices;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Mutation;
import io.github.wsguard.fuzz.Sample;
import io.github.wsguard.fuzz.Verdict;
import io.github.wsguard.token.TokenForm;
import io.github.wsguard.token.TokenPresentCheck;
import io.github.wsguard.token.TokenSettings;
import io.github.wsguard.token.TokenSource;

/**
 * Fuzzes the stages of the verifier: header, claims, dates, audience, signature,
 * principal.
 */
public final class JwtFuzzing {

	private static final JoseKeys KEYS = new JoseKeys();

	private static final Mutation DAMAGE = Mutation.with("\u0000\u007f\u00e9\u2028\ud83d\ude00\ufeff", "null", "true",
			"1e3", "-1", "0", "[]", "{}", "\"\"", ",", ":", "\\u0061", "\\ud800", "\\/", "\"alg\":\"none\"",
			"\"exp\":1", "\"iss\":\"x\"", "/**/", "1e400", "NaN", "\t", "\n", "[".repeat(254), "9".repeat(30));

	private static final TokenPresentCheck PRESENT = new TokenPresentCheck(
			new TokenSettings(true, List.of(TokenSource.AUTHORIZATION_HEADER), "access_token", "access_token", "bearer",
					JwtReference.MAX_SIZE, true, TokenForm.SIGNED_JWT));

	private static final TokenValidCheck VALID = new TokenValidCheck(verifier());

	private JwtFuzzing() {
	}

	/**
	 * Return what is fuzzed in this package.
	 */
	public static List<FuzzTarget> targets() {
		Set<String> kinds = Set.of(Verdict.ADMITTED, "TOKEN_TOO_LARGE", "TOKEN_MALFORMED", "TOKEN_ALG_NOT_ALLOWED",
				"TOKEN_ISSUER_INVALID", "TOKEN_TYPE_INVALID", "TOKEN_CLAIM_MISSING", "TOKEN_CLAIM_INVALID",
				"TOKEN_EXPIRED", "TOKEN_NOT_YET_VALID", "TOKEN_LIFETIME_TOO_LONG", "TOKEN_AUDIENCE_INVALID",
				"TOKEN_KEY_UNKNOWN", "TOKEN_SIGNATURE_INVALID");
		JwtReference reference = new JwtReference(KEYS);
		return List.of(new FuzzTarget("jwt", (choices) -> Sample.of("token", token(choices)),
				(sample) -> verdict(sample.first("token", "")),
				(sample) -> expected(reference.examine(sample.first("token", ""))), kinds, 3_000));
	}

	private static JwtVerifier verifier() {
		JwtReference.Trusted a = JwtReference.ISSUERS.get(0);
		JwtReference.Trusted b = JwtReference.ISSUERS.get(1);
		return new JwtVerifier(
				List.of(new IssuerSettings("a", a.iss(), KeySource.jwkSet(KEYS.json()), Set.copyOf(a.audiences()),
						false, Set.copyOf(a.algorithms()), Set.of("JWT", "at+jwt"), "sub", "", null, ""),
						new IssuerSettings("b", b.iss(), KeySource.secret(JoseKeys.SECRET), Set.of(), true,
								Set.of("HS256"), Set.of("JWT", "x/y"), "email", "", "roles", "")),
				Duration.ofSeconds(JwtReference.SKEW), Duration.ofSeconds(JwtReference.MAX_LIFETIME),
				Clock.fixed(Instant.ofEpochSecond(JwtReference.NOW), ZoneOffset.UTC));
	}

	private static Verdict verdict(String token) {
		HandshakeAttempt attempt = HandshakeAttempts.handshake().with("Authorization", "Bearer " + token).attempt();
		Decision decision = PRESENT.evaluate(attempt);
		if (decision instanceof Decision.Proceed) {
			decision = VALID.evaluate(attempt);
		}
		if (decision instanceof Decision.Reject) {
			return Verdict.of(decision);
		}
		TokenPrincipal principal = attempt.principal().orElseThrow();
		return Verdict.of(Verdict.ADMITTED)
			.with("%s of %s may %s".formatted(principal.getName(), principal.getIssuer(),
					new TreeSet<>(principal.getAuthorities())));
	}

	private static Set<Verdict> expected(JwtReference.Finding finding) {
		return finding.faults().isEmpty() ? Set.of(Verdict.of(Verdict.ADMITTED).with(finding.principal()))
				: finding.faults().stream().map(Verdict::of).collect(Collectors.toSet());
	}

	private static String token(Choices choices) {
		String algorithm = choices.pick("HS256", "HS256", "HS256", "HS256", "HS256", "EdDSA", "ES256", "ES256");
		String input = encode(bytes(header(algorithm, choices), choices)) + "."
				+ encode(bytes(claims("HS256".equals(algorithm) != choices.oneIn(40), choices), choices));
		String signature = encode(KEYS.sign(algorithm, input.getBytes(StandardCharsets.US_ASCII)));
		return input + "." + (choices.oneIn(12) ? otherSignature(signature, choices) : signature);
	}

	private static String otherSignature(String signature, Choices choices) {
		return switch (choices.below(5)) {
			case 0 -> "";
			case 1 -> encode(new byte[choices.pick(1, 32, 64, 256)]);
			case 2 -> signature.substring(4);
			case 3 -> signature + signature;
			default -> signature.substring(4) + signature.substring(0, 4);
		};
	}

	private static String encode(byte[] octets) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
	}

	// UTF-8, and now and then octets in it that are not
	private static byte[] bytes(String text, Choices choices) {
		byte[] octets = (choices.oneIn(12) ? DAMAGE.apply(text, choices) : text).getBytes(StandardCharsets.UTF_8);
		if (!choices.oneIn(40)) {
			return octets;
		}
		int position = choices.below(octets.length + 1);
		ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
		spoilt.write(octets, 0, position);
		spoilt.writeBytes(choices.pick(new byte[] { (byte) 0xff }, new byte[] { (byte) 0xc0, (byte) 0xaf },
				new byte[] { (byte) 0xed, (byte) 0xa0, (byte) 0x80 },
				new byte[] { (byte) 0xef, (byte) 0xbb, (byte) 0xbf }, new byte[] { (byte) 0xc3 }));
		spoilt.write(octets, position, octets.length - position);
		return spoilt.toByteArray();
	}

	private static String header(String algorithm, Choices choices) {
		List<String> members = new ArrayList<>();
		members.add("\"alg\":" + (choices.oneIn(20) ? choices.pick("\"none\"", "\"RS256\"", "\"HS256\"", "\"HS512\"",
				"\"rs256\"", "1", "null", "[\"HS256\"]", "\"\\u0048S256\"") : "\"" + algorithm + "\""));
		if (choices.oneIn(3)) {
			members.add("\"typ\":" + choices.pick("\"JWT\"", "\"jwt\"", "\"application/jwt\"", "\"application/x/y\"",
					"\"x/y\"", "\"at+jwt\"", "\"at+JWT\"", "\"JOSE\"", "1", "null", "\"APPLICATION/at+jwt\""));
		}
		if (choices.oneIn(3)) {
			members.add("\"kid\":"
					+ (choices.oneIn(4) ? choices.pick("\"unknown\"", "\"rsa\"", "\"ec\"", "1", "null", "\"\"")
							: "\"" + JoseKeys.keyId(algorithm) + "\""));
		}
		if (choices.oneIn(15)) {
			members.add(choices.pick("\"crit\":[\"exp\"]", "\"crit\":null", "\"b64\":false", "\"b64\":true",
					"\"b64\":null", "\"alg\":\"none\"", "\"zip\":\"DEF\"", "\"jwk\":{\"kty\":\"oct\",\"kty\":\"oct\"}",
					"\"x\":1e400", "\"a\\u006cg\":\"none\"", "\"cty\":\"JWT\"", "\"cty\":\"application/jwt\"",
					"\"cty\":\"x\"", "\"x\":\"\\ud800\""));
		}
		return object(members, choices);
	}

	private static String claims(boolean secondIssuer, Choices choices) {
		List<String> members = new ArrayList<>();
		add(members, "iss", secondIssuer ? "\"https://b.example\"" : "\"https://a.example\"", choices,
				"\"https://c.example\"", "[\"https://a.example\"]", "null", "1");
		add(members, secondIssuer ? "email" : "sub",
				choices.pick("\"alice\"", "\"b\u00f6b\"", "\"\ud83d\ude00\"", "\"\\ud83d\\ude00\"", "\"a b\""), choices,
				"\" \"", "\"\\u2003\"", "1", "null", "\"\"", "{}");
		add(members, "aud", choices.pick("\"ws\"", "[\"x\",\"api\"]", "[\"ws\"]"), choices, "\"other\"", "[]",
				"[\"ws\",1]", "{\"ws\":1}", "null", "\"WS\"");
		addDates(members, choices);
		if (choices.oneIn(2)) {
			add(members, secondIssuer ? "roles" : choices.pick("scope", "scp"),
					choices.pick("\"read  write\"", "[\"read\",\"write\"]", "\"\"", "[]"), choices, "1", "[1]", "null",
					"{}");
		}
		if (choices.oneIn(12)) {
			members.add(choices.pick("\"sub\":\"twin\"", "\"x\":{\"y\":1,\"y\":2}", "\"x\":[null,{}]", "\"x\":1e400",
					"\"x\":-0", "\"\":1", "\"s\\u0075b\":\"twin\"", "\"x\":" + "[".repeat(100) + "]".repeat(100),
					"\"x\":" + nested(choices.between(252, 257)), "\"x\":" + nested(2000)));
		}
		return object(members, choices);
	}

	private static void addDates(List<String> members, Choices choices) {
		// Now and then all of them within a second of each other
		boolean near = choices.oneIn(12);
		long expiry = JwtReference.NOW + (near ? 1 : 300);
		long start = near ? expiry + choices.between(-1, 1) : JwtReference.NOW - 60;
		add(members, "exp", date(expiry, choices), choices, "null", "\"1900000300\"", "true", "1900000300000",
				"[1900000300]");
		if (near || choices.oneIn(2)) {
			add(members, "iat", date(start, choices), choices, "null", "\"x\"", "-1");
		}
		if (choices.oneIn(3)) {
			add(members, "nbf", date(start, choices), choices, "null", "\"x\"", "{}");
		}
	}

	private static String nested(int depth) {
		return "{\"x\":".repeat(depth) + "1" + "}".repeat(depth);
	}

	private static void add(List<String> members, String name, String value, Choices choices, String... faults) {
		if (!choices.oneIn(40)) {
			members.add("\"" + name + "\":" + (choices.oneIn(25) ? choices.pick(faults) : value));
		}
	}

	private static String date(long usual, Choices choices) {
		long boundary = choices.pick(JwtReference.NOW - JwtReference.SKEW, JwtReference.NOW + JwtReference.SKEW,
				JwtReference.NOW, JwtReference.NOW + JwtReference.MAX_LIFETIME,
				JwtReference.NOW - 60 + JwtReference.MAX_LIFETIME, 0L, 253_402_300_800L, usual);
		return switch (choices.below(10)) {
			case 8 -> choices.pick("", "-") + boundary
					+ choices.pick("", ".0", ".5", ".000001", "e0", "E+0", ".999999", ".0000000001");
			case 9 -> (boundary + choices.between(-1, 1)) + choices.pick("", ".25", "0e-1", "000E-3");
			default -> String.valueOf(usual);
		};
	}

	private static String object(List<String> members, Choices choices) {
		return choices.pick("{", "{", "{", " {\n") + String.join(choices.pick(",", ",", " ,\t"), members) + "}";
	}

}
