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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;

import com.nimbusds.jose.jwk.Curve;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.RetryAdvice;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JwtVerifier}.
 */
class JwtVerifierTests {

	private static final String ISSUER = "https://issuer.example";

	private static final long NOW = 1_900_000_000L;

	private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";

	private static final String PAYLOAD = """
			{"iss":"https://issuer.example","sub":"alice","aud":"ws","iat":1900000000,"exp":1900000300,
			"scope":"read  write","nested":{"list":[1,null,"x"]},"absent":null,"jti":"t1"}""";

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(NOW));

	private int verifications;

	@Test
	void verifiesTokenAndMakesPrincipal() {
		TokenPrincipal principal = verified(token(HEADER, PAYLOAD));
		assertThat(principal.getName()).isEqualTo("alice");
		assertThat(principal.getIssuer()).isEqualTo(ISSUER);
		assertThat(principal.getSubject()).contains("alice");
		assertThat(principal.getTokenId()).contains("t1");
		assertThat(principal.getAuthorities()).containsExactlyInAnyOrder("SCOPE_read", "SCOPE_write");
		assertThat(principal.getExpiresAt()).isEqualTo(Instant.ofEpochSecond(NOW + 300));
		assertThat(principal.getIssuedAt()).contains(Instant.ofEpochSecond(NOW));
		assertThat(principal.getClaims()).containsEntry("exp", Instant.ofEpochSecond(NOW + 300))
			.containsEntry("iat", Instant.ofEpochSecond(NOW))
			.doesNotContainKeys("absent", "nbf");
		assertThat(verified(with("nbf", String.valueOf(NOW))).getClaims()).containsEntry("nbf",
				Instant.ofEpochSecond(NOW));
	}

	@Test
	@SuppressWarnings("unchecked")
	void handsOutClaimsThatNobodyCanChange() {
		Map<String, Object> nested = (Map<String, Object>) verified(token(HEADER, PAYLOAD)).getClaims().get("nested");
		assertThat(nested).isUnmodifiable();
		assertThat((List<Object>) nested.get("list")).isUnmodifiable().hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256",
			"HS384", "HS512", "EdDSA" })
	void verifiesEachAlgorithmAndNothingAltered(String algorithm) {
		String header = "{\"alg\":\"" + algorithm + "\"}";
		String token;
		KeySource source;
		if (algorithm.startsWith("HS")) {
			source = KeySource.secret(TestKeys.SECRET);
			token = TestKeys.sign(TestKeys.SECRET, header, PAYLOAD);
		}
		else {
			KeyPair pair = keyPairFor(algorithm);
			source = KeySource.publicKey(TestKeys.pem(pair.getPublic()));
			token = TestKeys.sign(pair.getPrivate(), header, PAYLOAD);
		}
		JwtVerifier verifier = verifier(new Settings().keys(source).algorithms(algorithm).build());
		assertThat(verifier.verify(token, HandshakeAttempts.CLIENT)).isInstanceOf(Verification.Verified.class);
		int middle = token.lastIndexOf('.') + 20;
		String altered = token.substring(0, middle) + ((token.charAt(middle) != 'A') ? 'A' : 'B')
				+ token.substring(middle + 1);
		assertThat(rejection(verifier, altered).reason()).isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
		String[] parts = token.split("\\.");
		String resigned = parts[0] + "." + TestKeys.base64(PAYLOAD.replace("alice", "admin")) + "." + parts[2];
		assertThat(rejection(verifier, resigned).reason()).isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@Test
	void verifiesByEd25519KeyOfASet() {
		JwtVerifier verifier = verifier(
				new Settings().keys(KeySource.jwkSet(TestKeys.jwkSet(TestKeys.ed25519Jwk(TestKeys.ED25519, "e"))))
					.algorithms("EdDSA")
					.build());
		String token = TestKeys.sign(TestKeys.ED25519.getPrivate(), "{\"alg\":\"EdDSA\",\"kid\":\"e\"}", PAYLOAD);
		assertThat(verifier.verify(token, HandshakeAttempts.CLIENT)).isInstanceOf(Verification.Verified.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "EdDSA", "ES256" })
	void refusesSignaturesThatNoKeyCanMake(String algorithm) {
		KeySource source = KeySource.publicKey(TestKeys.pem(keyPairFor(algorithm).getPublic()));
		JwtVerifier verifier = verifier(new Settings().keys(source).algorithms(algorithm).build());
		String input = TestKeys.base64("{\"alg\":\"" + algorithm + "\"}") + "." + TestKeys.base64(PAYLOAD) + ".";
		for (String octet : List.of("\0", "\u007f")) {
			String token = input + TestKeys.base64(octet.repeat(64));
			assertThat(rejection(verifier, token).reason()).isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
		}
		String invalid = input + "_".repeat(85) + "w";
		assertThat(rejection(verifier, invalid).reason()).isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@ParameterizedTest
	@CsvSource({ "3,true", "4,false" })
	void triesFourKeysForATokenThatNamesNone(int others, boolean verified) {
		List<String> keys = new ArrayList<>(Collections.nCopies(others, TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k")));
		for (int i = 0; i < others; i++) {
			keys.set(i, keys.get(i).replace("\"k\"", "\"other" + i + "\""));
		}
		keys.add(TestKeys.rsaJwk(TestKeys.RSA, "last"));
		JwtVerifier verifier = verifier(
				new Settings().keys(KeySource.jwkSet(TestKeys.jwkSet(keys.toArray(String[]::new)))).build());
		String token = TestKeys.sign(TestKeys.RSA.getPrivate(), "{\"alg\":\"RS256\"}", PAYLOAD);
		assertThat(verifier.verify(token, HandshakeAttempts.CLIENT) instanceof Verification.Verified)
			.isEqualTo(verified);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "None", "NONE", "nOnE", "", "RS512", "rs256", "HS256", "ES256", "RS256 " })
	void refusesAlgorithmThatIsNotAdmitted(String algorithm) {
		String input = TestKeys.base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"k1\"}") + "."
				+ TestKeys.base64(PAYLOAD);
		for (String signature : List.of("", "c2ln")) {
			assertRefused(input + "." + signature, RejectionReason.TOKEN_ALG_NOT_ALLOWED);
		}
	}

	@Test
	void refusesSymmetricSignatureByPublicKey() {
		byte[] pem = TestKeys.pem(TestKeys.RSA.getPublic());
		assertRefused(TestKeys.sign(pem, "{\"alg\":\"HS256\",\"kid\":\"k1\"}", PAYLOAD),
				RejectionReason.TOKEN_ALG_NOT_ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "x", "{\"alg\":\"RS256\"", "{\"alg\":1}", "{}", "{\"alg\":null}",
			"{\"alg\":\"RS256\",\"alg\":\"RS256\"}", "{\"alg\":\"RS256\",\"kid\":1}", "{\"alg\":\"RS256\",\"typ\":[]}",
			"{\"alg\":\"RS256\",\"crit\":[\"exp\"]}", "{\"alg\":\"RS256\",\"crit\":[]}",
			"{\"alg\":\"RS256\",\"crit\":null}", "{\"alg\":\"RS256\",\"b64\":false}",
			"{\"alg\":\"RS256\",\"b64\":\"true\"}", "{\"alg\":\"RS256\",\"kid\":null}",
			"{\"alg\":\"RS256\",\"typ\":null}", "{\"alg\":\"RS256\",\"cty\":\"JWT\"}",
			"{\"alg\":\"RS256\",\"cty\":\"application/jwt\"}" })
	void refusesMalformedHeader(String header) {
		String token = TestKeys.base64(header) + "." + TestKeys.base64(PAYLOAD) + ".c2ln";
		assertRefused(token, RejectionReason.TOKEN_MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "[[\"exp\",1]]", "\uFEFF{}", "null", "x", "", " ", "{\"exp\":1,}", "{\"exp\":1}{}",
			"{\"exp\":1,\"exp\":2}", "{\"exp\":NaN}", "{exp:1}", "/**/{}" })
	void refusesMalformedPayload(String payload) {
		assertRefused(token(HEADER, payload), RejectionReason.TOKEN_MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"exp\":null,\"exp\":1}", "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":[{\"b\":1,\"\\u0062\":1}]}",
					"{\"a\":\"\\ud800\"}", "{\"a\":[\"\\udc00\\ud800\"]}", "{\"\\udfff\":1}" })
	void refusesPayloadThatCouldBeReadInTwoWays(String payload) {
		assertRefused(token(HEADER, payload), RejectionReason.TOKEN_MALFORMED);
	}

	@Test
	void refusesPayloadThatIsNotInUtf8() {
		for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE)) {
			byte[] payload = PAYLOAD.replace("alice", "j\u00f6rg").getBytes(charset);
			assertRefused(TestKeys.base64(HEADER) + "." + TestKeys.base64(payload) + ".c2ln",
					RejectionReason.TOKEN_MALFORMED);
		}
	}

	@Test
	void readsNamesThatAreUniqueInTheirObjects() {
		String member = "{\"iss\":[{\"sub\":\"\\\":\\ud83d\\ude42\"},{\"sub\":null}],\":\":\"{\\\\\"}";
		assertThat(
				verified(token(HEADER, PAYLOAD.replaceFirst("\\{", Matcher.quoteReplacement("{\"a\":" + member + ","))))
					.getClaims())
			.containsKey("a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d.e", "\u00e9.\u00e9.\u00e9", "!.!.!",
			"====.e30.e30" })
	void refusesWhatIsNoTokenAtAll(String token) {
		assertRefused(token, RejectionReason.TOKEN_MALFORMED);
	}

	@Test
	void refusesDeeplyNestedPayload() {
		assertRefused(token(HEADER, "{\"a\":" + "[".repeat(2500) + "]".repeat(2500) + "}"),
				RejectionReason.TOKEN_MALFORMED);
	}

	@Test
	void refusesOtherIssuer() {
		assertRefused(with("iss", "\"https://evil.example\""), RejectionReason.TOKEN_ISSUER_INVALID);
		assertRefused(with("iss", "\"https://issuer.example/\""), RejectionReason.TOKEN_ISSUER_INVALID);
		assertRefused(with("iss", "null"), RejectionReason.TOKEN_CLAIM_MISSING);
		assertRefused(with("iss", "[\"https://issuer.example\"]"), RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void choosesIssuerByTokenAndItsKeysAlone() {
		KeySource other = KeySource.publicKey(TestKeys.pem(TestKeys.OTHER_RSA.getPublic()));
		JwtVerifier verifier = verifier(settings(),
				new Settings().name("other")
					.issuer("https://other.example")
					.keys(other)
					.algorithms("RS256", "RS512")
					.prefix("other:")
					.build());
		String payload = PAYLOAD.replace(ISSUER, "https://other.example");
		PrivateKey key = TestKeys.OTHER_RSA.getPrivate();
		assertThat(
				((Verification.Verified) verifier.verify(TestKeys.sign(key, HEADER, payload), HandshakeAttempts.CLIENT))
					.principal()
					.getName())
			.isEqualTo("other:alice");
		assertThat(rejection(verifier, TestKeys.sign(key, HEADER, PAYLOAD)).reason())
			.isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
		assertThat(rejection(verifier, TestKeys.sign(key, HEADER.replace("RS256", "RS512"), PAYLOAD)).reason())
			.isEqualTo(RejectionReason.TOKEN_ALG_NOT_ALLOWED);
	}

	@ParameterizedTest
	@CsvSource({ "a:b,false", "a,true", "a;b,true", "b:,false", "b:c:d,false", "a:b:c,false", "b;,true", "'',true",
			"c,true" })
	void findsTheOnePrefixThatANameBeginsWith(String name, boolean free) {
		List<IssuerSettings> issuers = new ArrayList<>(List.of(settings()));
		for (String prefix : List.of("b:c:", "a:b:", "a:", "b:")) {
			issuers.add(new Settings().name("issuer " + prefix).issuer("https://" + prefix).prefix(prefix).build());
		}
		JwtVerifier verifier = verifier(issuers.toArray(IssuerSettings[]::new));
		assertThat(verifier.verify(with("sub", "\"" + name + "!\""),
				HandshakeAttempts.CLIENT) instanceof Verification.Verified)
			.isEqualTo(free);
	}

	@Test
	void givesNobodyTheNameOfAnotherIssuersUser() {
		KeySource other = KeySource.publicKey(TestKeys.pem(TestKeys.OTHER_RSA.getPublic()));
		JwtVerifier verifier = verifier(settings(),
				new Settings().name("other").issuer("https://other.example").keys(other).prefix("other:").build());
		assertThat(rejection(verifier, with("sub", "\"other:alice\"")).reason())
			.isEqualTo(RejectionReason.TOKEN_CLAIM_INVALID);
		assertThat(verifier.verify(with("sub", "\"other\""), HandshakeAttempts.CLIENT))
			.isInstanceOf(Verification.Verified.class);
		String own = PAYLOAD.replace(ISSUER, "https://other.example").replace("alice", "other:alice");
		assertThat(
				verifier.verify(TestKeys.sign(TestKeys.OTHER_RSA.getPrivate(), HEADER, own), HandshakeAttempts.CLIENT))
			.isInstanceOf(Verification.Verified.class);
	}

	@Test
	void takesIssuerWithoutExpectationForTheRest() {
		JwtVerifier verifier = verifier(new Settings().name("any").issuer(null).build());
		TokenPrincipal principal = ((Verification.Verified) verifier.verify(with("iss", "null"),
				HandshakeAttempts.CLIENT))
			.principal();
		assertThat(principal.getIssuer()).isEqualTo("any");
	}

	@Test
	void refusesIssuersThatCannotBeToldApart() {
		assertThatIllegalArgumentException().isThrownBy(() -> verifier(settings(), settings()));
		IssuerSettings any = new Settings().issuer(null).build();
		assertThatIllegalArgumentException().isThrownBy(() -> verifier(any, any));
		assertThatIllegalArgumentException().isThrownBy(() -> verifier());
	}

	@ParameterizedTest
	@CsvSource({ "JWT, true", "jwt, true", "at+jwt, true", "AT+JWT, true", "application/at+jwt, true",
			"application/jwt, true", "logout+jwt, false", "application/x/jwt, false", "'', false", "JOSE, false",
			"dpop+jwt, false" })
	void admitsTypesInAnySpelling(String type, boolean admitted) {
		String token = token("{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"" + type + "\"}", PAYLOAD);
		if (admitted) {
			verified(token);
		}
		else {
			assertRefused(token, RejectionReason.TOKEN_TYPE_INVALID);
		}
	}

	@Test
	void refusesAbsentTypeWhereJwtIsNotAdmitted() {
		JwtVerifier verifier = verifier(new Settings().types("at+jwt").build());
		assertThat(rejection(verifier, token(HEADER, PAYLOAD)).reason()).isEqualTo(RejectionReason.TOKEN_TYPE_INVALID);
	}

	@Test
	void acceptsTokenUntilExpiryPlusSkew() {
		String token = token(HEADER, PAYLOAD);
		this.clock.advance(Duration.ofSeconds(330).minusNanos(1));
		verified(token);
		this.clock.advance(Duration.ofNanos(1));
		assertRefused(token, RejectionReason.TOKEN_EXPIRED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nbf", "iat" })
	void acceptsTokenFromItsStartLessSkew(String claim) {
		verified(with(claim, String.valueOf(NOW + 30)));
		assertRefused(with(claim, NOW + 30 + ".5"), RejectionReason.TOKEN_NOT_YET_VALID);
		assertRefused(with(claim, String.valueOf(NOW + 31)), RejectionReason.TOKEN_NOT_YET_VALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nbf", "iat" })
	void refusesTokenToTheNanosecondBeforeItsStartLessSkew(String claim) {
		String token = with(claim, String.valueOf(NOW + 31));
		this.clock.advance(Duration.ofSeconds(1).minusNanos(1));
		assertRefused(token, RejectionReason.TOKEN_NOT_YET_VALID);
		this.clock.advance(Duration.ofNanos(1));
		verified(token);
	}

	@Test
	void countsLifetimeFromNowToTheNanosecondWhereTheTokenDoesNotSayWhenItBegan() {
		long longest = Duration.ofDays(31).toSeconds();
		String token = token(HEADER,
				PAYLOAD.replace("\"iat\":1900000000,", "").replace("1900000300", String.valueOf(NOW + longest + 1)));
		this.clock.advance(Duration.ofSeconds(1).minusNanos(1));
		assertRefused(token, RejectionReason.TOKEN_LIFETIME_TOO_LONG);
		this.clock.advance(Duration.ofNanos(1));
		verified(token);
	}

	@Test
	void acceptsTokenUpToTheLongestLifetime() {
		long longest = Duration.ofDays(31).toSeconds();
		verified(with("exp", String.valueOf(NOW + longest)));
		assertRefused(with("exp", String.valueOf(NOW + longest + 1)), RejectionReason.TOKEN_LIFETIME_TOO_LONG);
		String withoutIat = PAYLOAD.replace("\"iat\":1900000000,", "");
		verified(token(HEADER, withoutIat.replace("1900000300", String.valueOf(NOW + longest))));
		assertRefused(token(HEADER, withoutIat.replace("1900000300", String.valueOf(NOW + longest + 1))),
				RejectionReason.TOKEN_LIFETIME_TOO_LONG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"1900000300\"", "true", "[]", "{}", "-1", "1900000300000", "253402300800",
			"9223372036854775807", "9223372036854775808", "18446744073709551617", "1e300", "-1e300" })
	void refusesImpossibleDates(String date) {
		assertRefused(with("exp", date), RejectionReason.TOKEN_CLAIM_INVALID);
		assertRefused(with("nbf", date), RejectionReason.TOKEN_CLAIM_INVALID);
		assertRefused(with("iat", date), RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void refusesTokenThatExpiredBeforeItWasIssued() {
		String payload = PAYLOAD.replace("\"iat\":1900000000", "\"iat\":1900000020");
		verified(token(HEADER, payload.replace("1900000300", "1900000021")));
		assertRefused(token(HEADER, payload.replace("1900000300", "1900000020")), RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void refusesTokenThatNeverExpires() {
		assertRefused(with("exp", "null"), RejectionReason.TOKEN_CLAIM_MISSING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nbf", "iat" })
	void refusesDateThatIsNull(String claim) {
		assertRefused(with(claim, "null"), RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void readsFractionsOfSeconds() {
		assertThat(verified(with("exp", "1900000300.5")).getExpiresAt())
			.isEqualTo(Instant.ofEpochSecond(NOW + 300, 500_000_000));
		assertThat(verified(with("exp", "1.9000003e9")).getExpiresAt()).isEqualTo(Instant.ofEpochSecond(NOW + 300));
	}

	@Test
	void refusesOtherAudience() {
		verified(with("aud", "[\"x\",\"ws\"]"));
		assertRefused(with("aud", "\"other\""), RejectionReason.TOKEN_AUDIENCE_INVALID);
		assertRefused(with("aud", "\"ws \""), RejectionReason.TOKEN_AUDIENCE_INVALID);
		assertRefused(with("aud", "[]"), RejectionReason.TOKEN_AUDIENCE_INVALID);
		assertRefused(with("aud", "null"), RejectionReason.TOKEN_CLAIM_MISSING);
		assertRefused(with("aud", "[\"ws\",1]"), RejectionReason.TOKEN_CLAIM_INVALID);
		assertRefused(with("aud", "{\"ws\":1}"), RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void admitsAnyAudienceWhenToldSo() {
		JwtVerifier verifier = verifier(new Settings().anyAudience().build());
		assertThat(verifier.verify(with("aud", "\"other\""), HandshakeAttempts.CLIENT))
			.isInstanceOf(Verification.Verified.class);
		assertThat(verifier.verify(with("aud", "null"), HandshakeAttempts.CLIENT))
			.isInstanceOf(Verification.Verified.class);
	}

	@Test
	void refusesUnknownKeyWithoutVerifying() {
		assertRefused(token("{\"alg\":\"RS256\",\"kid\":\"k2\"}", PAYLOAD), RejectionReason.TOKEN_KEY_UNKNOWN);
	}

	@Test
	void refusesSignatureByKeyThatTheTokenBrings() {
		String header = "{\"alg\":\"RS256\",\"kid\":\"k1\",\"jku\":\"https://evil.example/jwks\",\"jwk\":"
				+ TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k1") + "}";
		String token = TestKeys.sign(TestKeys.OTHER_RSA.getPrivate(), header, PAYLOAD);
		assertThat(rejection(verifier(settings()), token).reason()).isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@Test
	void triesAllKeysThatFitWhenTheTokenNamesNone() {
		KeySource source = KeySource
			.jwkSet(TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "a"), TestKeys.rsaJwk(TestKeys.RSA, "b")));
		JwtVerifier verifier = verifier(new Settings().keys(source).build());
		assertThat(verifier.verify(token("{\"alg\":\"RS256\"}", PAYLOAD), HandshakeAttempts.CLIENT))
			.isInstanceOf(Verification.Verified.class);
	}

	@Test
	void refusesSignatureOfImpossibleLengthWithoutVerifying() {
		String token = token(HEADER, PAYLOAD);
		assertRefused(token.substring(0, token.length() - 4), RejectionReason.TOKEN_SIGNATURE_INVALID);
		assertRefused(token + "AAAA", RejectionReason.TOKEN_SIGNATURE_INVALID);
		assertRefused(token.substring(0, token.lastIndexOf('.') + 1), RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@Test
	void refusesEllipticSignatureOfZeros() {
		KeyPair pair = TestKeys.ec(Curve.P_256);
		JwtVerifier verifier = verifier(
				new Settings().keys(KeySource.publicKey(TestKeys.pem(pair.getPublic()))).algorithms("ES256").build());
		String input = TestKeys.base64("{\"alg\":\"ES256\"}") + "." + TestKeys.base64(PAYLOAD);
		assertThat(rejection(verifier, input + "." + TestKeys.base64(new byte[64])).reason())
			.isEqualTo(RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@Test
	void doesNotBlameTheTokenForAbsentKeys() {
		RemoteKeySource down = remote(new KeySetLoader.Loaded.Failed("The key set cannot be reached"));
		Rejection rejection = rejection(verifier(new Settings().keys(down).build()), token(HEADER, PAYLOAD));
		assertThat(rejection.reason()).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
		assertThat(rejection.retryAfter()).isPositive();
	}

	@Test
	void saysWhenUnknownKeyMayBeKnown() {
		RemoteKeySource keys = remote(new KeySetLoader.Loaded.Keys(new KeySet(List.of()), List.of()));
		JwtVerifier verifier = verifier(new Settings().keys(keys).build());
		for (int seconds : new int[] { 1, 30, 30 }) {
			Rejection rejection = rejection(verifier, token(HEADER, PAYLOAD));
			assertThat(rejection.reason()).isEqualTo(RejectionReason.TOKEN_KEY_UNKNOWN);
			assertThat(rejection.retry()).isEqualTo(RetryAdvice.LATER);
			assertThat(rejection.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
		}
	}

	@Test
	void refusesTokenThatNamesNobody() {
		Map<String, RejectionReason> values = Map.of("null", RejectionReason.TOKEN_CLAIM_MISSING, "\"\"",
				RejectionReason.TOKEN_CLAIM_INVALID, "\" \"", RejectionReason.TOKEN_CLAIM_INVALID, "7",
				RejectionReason.TOKEN_CLAIM_INVALID, "[\"alice\"]", RejectionReason.TOKEN_CLAIM_INVALID);
		values.forEach((value, reason) -> assertThat(rejection(verifier(settings()), with("sub", value)).reason())
			.isEqualTo(reason));
	}

	@Test
	void readsAuthoritiesOfScopeThenScp() {
		assertThat(verified(with("scope", "[\"a b\",\"c\"]")).getAuthorities()).containsExactlyInAnyOrder("SCOPE_a b",
				"SCOPE_c");
		assertThat(verified(token(HEADER, PAYLOAD.replace("\"scope\"", "\"scp\""))).getAuthorities())
			.containsExactlyInAnyOrder("SCOPE_read", "SCOPE_write");
		assertThat(verified(with("scope", "\"\"")).getAuthorities()).isEmpty();
		assertThat(verified(with("scope", "null")).getAuthorities()).isEmpty();
	}

	@Test
	void readsAuthoritiesOfTheClaimThatIsNamed() {
		JwtVerifier verifier = verifier(new Settings().authorities("roles", "ROLE_").build());
		TokenPrincipal principal = ((Verification.Verified) verifier.verify(with("roles", "[\"admin\"]"),
				HandshakeAttempts.CLIENT))
			.principal();
		assertThat(principal.getAuthorities()).containsExactly("ROLE_admin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "true", "{}", "[1]", "[null]", "[[\"a\"]]" })
	void refusesAuthoritiesOfAnotherType(String value) {
		assertThat(rejection(verifier(settings()), with("scope", value)).reason())
			.isEqualTo(RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void namesNoClaimValue() {
		for (String token : List.of(with("iss", "\"https://evil.example\""), with("aud", "\"secret-audience\""),
				with("exp", "\"12345\""), with("scope", "[77777]"), with("sub", "77777"))) {
			assertThat(rejection(verifier(settings()), token).detail()).doesNotContain("evil", "secret", "12345",
					"77777");
		}
	}

	@Test
	void refusesSettingsUnderWhichNoTokenIsGood() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings().algorithms("none").build())
			.withMessageContaining("'none'");
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings().algorithms("HS256").build());
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings().algorithms("ES256").build())
			.withMessageContaining("EC key");
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings().algorithms().build());
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings().types().build());
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings().audiences().build())
			.withMessageContaining("audience");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Settings().keys(KeySource.secret(new byte[47])).algorithms("HS384").build())
			.withMessageContaining("48 bytes");
		assertThat(new Settings().keys(KeySource.secret(new byte[48])).algorithms("HS384").build()).isNotNull();
	}

	private static KeyPair keyPairFor(String algorithm) {
		return switch (algorithm) {
			case "ES256" -> TestKeys.ec(Curve.P_256);
			case "ES384" -> TestKeys.ec(Curve.P_384);
			case "ES512" -> TestKeys.ec(Curve.P_521);
			case "EdDSA" -> TestKeys.ED25519;
			default -> TestKeys.RSA;
		};
	}

	private TokenPrincipal verified(String token) {
		Verification verification = verifier(settings()).verify(token, HandshakeAttempts.CLIENT);
		assertThat(verification).isInstanceOf(Verification.Verified.class);
		return ((Verification.Verified) verification).principal();
	}

	/**
	 * The token is refused, and no signature was verified for it.
	 */
	private void assertRefused(String token, RejectionReason reason) {
		assertThat(rejection(verifier(counting()), token).reason()).isEqualTo(reason);
		assertThat(this.verifications).isZero();
	}

	private static Rejection rejection(JwtVerifier verifier, String token) {
		Verification verification = verifier.verify(token, HandshakeAttempts.CLIENT);
		assertThat(verification).isInstanceOf(Verification.Failed.class);
		return ((Verification.Failed) verification).rejection();
	}

	private JwtVerifier verifier(IssuerSettings... issuers) {
		return new JwtVerifier(List.of(issuers), Duration.ofSeconds(30), Duration.ofDays(31), this.clock);
	}

	private static IssuerSettings settings() {
		return new Settings().build();
	}

	private IssuerSettings counting() {
		VerificationKey key = VerificationKey.rsa((RSAPublicKey) TestKeys.RSA.getPublic());
		SignatureVerifier counting = (algorithm, input, signature) -> {
			this.verifications++;
			return key.verifier().verify(algorithm, input, signature);
		};
		return new Settings()
			.keys(new StaticKeySource(
					new KeySet(List.of(new VerificationKey("k1", key.algorithms(), key.signatureLength(), counting)))))
			.build();
	}

	private RemoteKeySource remote(KeySetLoader.Loaded loaded) {
		Duration second = Duration.ofSeconds(1);
		return new RemoteKeySource(() -> CompletableFuture.completedFuture(loaded),
				new RemoteKeySettings(second, second, second, second, second, 1, Duration.ofSeconds(30)), this.clock,
				Runnable::run, "main", (fetch) -> {
				});
	}

	private static String token(String header, String payload) {
		return TestKeys.sign(TestKeys.RSA.getPrivate(), header, payload);
	}

	private static String with(String claim, String value) {
		String rest = PAYLOAD.replaceAll("\"" + claim + "\":(\"[^\"]*\"|\\d+),\\s*", "");
		return token(HEADER, "{\"" + claim + "\":" + value + "," + rest.substring(1));
	}

	/**
	 * Settings of one issuer with an RSA key named {@code k1}, to be changed by the test.
	 */
	private static final class Settings {

		private String name = "main";

		private @Nullable String issuer = ISSUER;

		private KeySource keys = KeySource.jwkSet(TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.RSA, "k1")));

		private Set<String> audiences = Set.of("ws");

		private boolean anyAudience;

		private Set<String> algorithms = Set.of("RS256");

		private Set<String> types = Set.of("JWT", "at+jwt");

		private String prefix = "";

		private @Nullable String authoritiesClaim;

		private String authorityPrefix = "SCOPE_";

		Settings name(String name) {
			this.name = name;
			return this;
		}

		Settings issuer(@Nullable String issuer) {
			this.issuer = issuer;
			return this;
		}

		Settings keys(KeySource keys) {
			this.keys = keys;
			return this;
		}

		Settings audiences(String... audiences) {
			this.audiences = Set.of(audiences);
			return this;
		}

		Settings anyAudience() {
			this.anyAudience = true;
			return this;
		}

		Settings algorithms(String... algorithms) {
			this.algorithms = Set.of(algorithms);
			return this;
		}

		Settings types(String... types) {
			this.types = Set.of(types);
			return this;
		}

		Settings prefix(String prefix) {
			this.prefix = prefix;
			return this;
		}

		Settings authorities(String claim, String prefix) {
			this.authoritiesClaim = claim;
			this.authorityPrefix = prefix;
			return this;
		}

		IssuerSettings build() {
			return new IssuerSettings(this.name, this.issuer, this.keys, this.audiences, this.anyAudience,
					this.algorithms, this.types, "sub", this.prefix, this.authoritiesClaim, this.authorityPrefix);
		}

	}

}
