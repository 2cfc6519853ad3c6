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

package io.github.wsguard.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestTemplate;

import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.RetryAdvice;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;
import io.github.wsguard.jwt.TokenLifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link DecoderTokenVerifier} with the decoder that Boot makes, and with some
 * that applications make.
 */
class DecoderTokenVerifierTests {

	private static final String ISSUER = "https://issuer.example";

	private static final DecoderExpectations OF_BOOT = new DecoderExpectations(Set.of("RS256"), ISSUER, List.of("chat"),
			true);

	private static final DecoderExpectations UNKNOWN = new DecoderExpectations(Set.of(), null, List.of(), false);

	private static RSAKey key;

	private static RSAKey otherKey;

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private final KeyHost host = new KeyHost();

	private Duration patience = Duration.ofSeconds(10);

	@BeforeAll
	static void makeKeys() throws JOSEException {
		key = new RSAKeyGenerator(2048).keyID("k1").generate();
		otherKey = new RSAKeyGenerator(2048).keyID("k1").generate();
	}

	@BeforeEach
	void publishKey() {
		this.host.answer(new JWKSet(key.toPublicJWK()).toString());
	}

	@AfterEach
	void stopHost() {
		this.host.close();
	}

	@Test
	void makesOfAGoodTokenWhatTheResourceServerWould() {
		TokenPrincipal principal = principal(verifier().verify(good(), HandshakeAttempts.CLIENT));
		assertThat(principal.getName()).isEqualTo("alice");
		assertThat(principal.getIssuer()).isEqualTo(ISSUER);
		assertThat(principal.getSubject()).contains("alice");
		assertThat(principal.getAuthorities()).contains("SCOPE_chat", "SCOPE_admin");
		assertThat(principal.getExpiresAt()).isEqualTo(this.now.plusSeconds(300));
		assertThat(principal.getIssuedAt()).contains(this.now.minusSeconds(10));
		assertThat(principal.getClaims()).containsEntry("aud", List.of("chat"))
			.containsEntry("exp", this.now.plusSeconds(300));
		assertThat(principal.getOriginal()).get()
			.isInstanceOfSatisfying(JwtAuthenticationToken.class,
					(authentication) -> assertThat(authentication.getToken().getTokenValue()).isEqualTo(good()));
	}

	@Test
	void takesNameAndAuthoritiesFromTheConverterOfTheApplication() {
		JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();
		authorities.setAuthorityPrefix("ROLE_");
		authorities.setAuthoritiesClaimName("groups");
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setJwtGrantedAuthoritiesConverter(authorities);
		converter.setPrincipalClaimName("email");
		DecoderTokenVerifier verifier = new DecoderTokenVerifier(ofBoot(), converter, refusals(OF_BOOT));
		TokenPrincipal principal = principal(verifier.verify(
				token((claims) -> claims.claim("groups", List.of("STAFF")).claim("email", "alice@example.com")),
				HandshakeAttempts.CLIENT));
		assertThat(principal.getName()).isEqualTo("alice@example.com");
		assertThat(principal.getAuthorities()).contains("ROLE_STAFF").doesNotContain("SCOPE_chat");
	}

	@Test
	void demandsAnExpiryThatTheDecoderDoesNot() {
		assertReason(token((claims) -> claims.expirationTime(null)), RejectionReason.TOKEN_CLAIM_MISSING);
	}

	@Test
	void demandsAName() {
		assertReason(token((claims) -> claims.subject(null)), RejectionReason.TOKEN_CLAIM_MISSING);
	}

	@ParameterizedTest
	@CsvSource({ "-3600, -7200, TOKEN_EXPIRED", "-61, -120, TOKEN_EXPIRED", "-20, -10, TOKEN_CLAIM_INVALID",
			"-3600, -3600, TOKEN_EXPIRED" })
	void namesExpiryAndContradictingDates(long exp, long iat, RejectionReason reason) {
		assertReason(token((claims) -> claims.expirationTime(at(exp)).issueTime(at(iat))), reason);
	}

	@Test
	void namesWhatElseIsWrongWithAClaim() {
		assertReason(token((claims) -> claims.notBeforeTime(at(120))), RejectionReason.TOKEN_NOT_YET_VALID);
		assertReason(token((claims) -> claims.issuer("https://other.example")), RejectionReason.TOKEN_ISSUER_INVALID);
		assertReason(token((claims) -> claims.issuer(null)), RejectionReason.TOKEN_CLAIM_MISSING);
		assertReason(token((claims) -> claims.audience("billing")), RejectionReason.TOKEN_AUDIENCE_INVALID);
		assertReason(token((claims) -> claims.audience((String) null)), RejectionReason.TOKEN_CLAIM_MISSING);
		assertReason(token((claims) -> claims.claim("exp", "tomorrow")), RejectionReason.TOKEN_CLAIM_INVALID);
		assertReason(token((claims) -> claims.claim("tenant", "other")), RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void namesExpiryWhereTheDecoderToleratesLessThanTheGuard() {
		String token = token((claims) -> claims.expirationTime(at(-90)).issueTime(at(-600)));
		TokenLifetime tolerant = new TokenLifetime(Duration.ofMinutes(5), Duration.ofDays(31),
				Clock.fixed(this.now, ZoneOffset.UTC));
		DecoderTokenVerifier verifier = new DecoderTokenVerifier(ofBoot(), new JwtAuthenticationConverter(),
				new DecoderRefusals(OF_BOOT, tolerant::fault, tolerant.withoutTolerance()::fault));
		assertThat(rejection(verifier.verify(token, HandshakeAttempts.CLIENT)).reason())
			.isEqualTo(RejectionReason.TOKEN_EXPIRED);
	}

	@Test
	void namesWhatIsWrongWithTheHeader() {
		assertReason(sign(key, header(JWSAlgorithm.RS256).type(new JOSEObjectType("logout+jwt"))),
				RejectionReason.TOKEN_TYPE_INVALID);
		assertReason(sign(key, header(JWSAlgorithm.RS512)), RejectionReason.TOKEN_ALG_NOT_ALLOWED);
		assertReason(sign(key, header(JWSAlgorithm.RS256).keyID("k9")), RejectionReason.TOKEN_KEY_UNKNOWN);
		assertReason(sign(key, header(JWSAlgorithm.RS256).customParam("x", 1).criticalParams(Set.of("x"))),
				RejectionReason.TOKEN_MALFORMED);
		assertReason(confused(), RejectionReason.TOKEN_ALG_NOT_ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "None", "NONE" })
	void namesMissingSignature(String algorithm) {
		String unsigned = encode("{\"alg\":\"" + algorithm + "\"}") + "." + good().split("\\.")[1] + ".";
		assertReason(unsigned, RejectionReason.TOKEN_ALG_NOT_ALLOWED);
		assertReason(unsigned + "c2ln", RejectionReason.TOKEN_ALG_NOT_ALLOWED);
	}

	@Test
	void namesSignatureOfAnotherKey() {
		assertReason(sign(otherKey, header(JWSAlgorithm.RS256)), RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@Test
	void namesWhatIsNoToken() {
		String[] parts = good().split("\\.");
		assertReason(encode("[]") + "." + parts[1] + "." + parts[2], RejectionReason.TOKEN_MALFORMED);
		assertReason(parts[0] + "." + encode("text") + "." + parts[2], RejectionReason.TOKEN_MALFORMED);
		assertReason(encode("{\"kid\":1}") + "." + parts[1] + "." + parts[2], RejectionReason.TOKEN_MALFORMED);
	}

	@Test
	void tellsUnknownKeyFromForbiddenAlgorithmOnlyWhereItKnows() {
		DecoderTokenVerifier verifier = new DecoderTokenVerifier(ofBoot(), new JwtAuthenticationConverter(),
				refusals(UNKNOWN));
		String unknownKey = sign(key, header(JWSAlgorithm.RS256).keyID("k9"));
		assertThat(reason(verifier, unknownKey)).isEqualTo(RejectionReason.TOKEN_REJECTED);
		principal(verifier.verify(good(), HandshakeAttempts.CLIENT));
		assertThat(reason(verifier, unknownKey)).isEqualTo(RejectionReason.TOKEN_KEY_UNKNOWN);
		assertThat(reason(verifier, sign(key, header(JWSAlgorithm.RS512)))).isEqualTo(RejectionReason.TOKEN_REJECTED);
	}

	@Test
	void saysThatItIsTheServerIfTheKeysCannotBeHad() {
		assertUnavailable(this.host.answer(500, "text/plain", "secret of the server"), "answered with an error");
		assertUnavailable(this.host.answer(200, "text/html", "<html>secret of the server</html>"),
				"answered with something that cannot be read");
		assertUnavailable(this.host.answer(204, "application/json", ""), "gave no usable answer");
		this.host.stop();
		assertUnavailable(this.host, "refused the connection");
	}

	@Test
	void saysThatItIsTheServerIfItDoesNotAnswer() {
		this.host.hang();
		this.patience = Duration.ofMillis(300);
		assertUnavailable(this.host, "did not answer in time");
	}

	@Test
	void saysThatItIsTheServerIfTheIssuerCannotBeDiscovered() {
		JwtDecoder lazy = new SupplierJwtDecoder(() -> NimbusJwtDecoder.withIssuerLocation(this.host.url()).build());
		this.host.answer(500, "text/plain", "");
		assertUnavailable(verifier(lazy), "answered with an error");
		this.host.stop();
		assertUnavailable(verifier(lazy), "refused the connection");
	}

	@Test
	void leavesAFailureThatIsNeitherToTheCaller() {
		assertThatThrownBy(() -> verifier((token) -> {
			throw new JwtException("no", new IllegalStateException());
		}).verify(good(), HandshakeAttempts.CLIENT)).isInstanceOf(JwtException.class);
		assertThatThrownBy(() -> verifier((token) -> null).verify(good(), HandshakeAttempts.CLIENT))
			.isInstanceOf(NullPointerException.class);
	}

	@Test
	void saysSoWhereADecoderGivesNoReason() {
		JwtDecoder decoder = (token) -> {
			throw new BadJwtException("TOKEN_EXPIRED");
		};
		assertThat(reason(verifier(decoder), good())).isEqualTo(RejectionReason.TOKEN_REJECTED);
	}

	@Test
	void believesTheTypeOfAnIoExceptionOnlyIfTheTokenIsNotBlamed() {
		assertThat(reason(verifier((token) -> {
			throw new HttpServerErrorException(HttpStatus.BAD_GATEWAY);
		}), good())).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
		assertThat(reason(verifier((token) -> {
			throw new IllegalStateException(new IOException("reset"));
		}), good())).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
		assertThat(reason(verifier((token) -> {
			throw new BadJwtException("unreadable", new IOException("json"));
		}), good())).isEqualTo(RejectionReason.TOKEN_REJECTED);
	}

	@Test
	void quotesNeitherTokenNorServerNorException() {
		String token = token((claims) -> claims.claim("tenant", "other"));
		Rejection rejection = rejection(verifier().verify(token, HandshakeAttempts.CLIENT));
		assertThat(rejection.detail() + rejection.hint()).doesNotContain("other", "Jwt", "Exception", token);
	}

	private void assertUnavailable(KeyHost host, String detail) {
		assertThat(host).isSameAs(this.host);
		assertUnavailable(verifier(), detail);
	}

	private void assertUnavailable(DecoderTokenVerifier verifier, String detail) {
		Rejection rejection = rejection(verifier.verify(good(), HandshakeAttempts.CLIENT));
		assertThat(rejection.reason()).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
		assertThat(rejection.retry()).isEqualTo(RetryAdvice.LATER);
		assertThat(rejection.detail()).endsWith(detail);
	}

	private void assertReason(String token, RejectionReason reason) {
		assertThat(reason(verifier(), token)).isEqualTo(reason);
	}

	private static RejectionReason reason(DecoderTokenVerifier verifier, String token) {
		return rejection(verifier.verify(token, HandshakeAttempts.CLIENT)).reason();
	}

	private static Rejection rejection(Verification verification) {
		assertThat(verification).isInstanceOf(Verification.Failed.class);
		return ((Verification.Failed) verification).rejection();
	}

	private static TokenPrincipal principal(Verification verification) {
		assertThat(verification).isInstanceOf(Verification.Verified.class);
		return ((Verification.Verified) verification).principal();
	}

	private DecoderTokenVerifier verifier() {
		return verifier(ofBoot());
	}

	private DecoderTokenVerifier verifier(JwtDecoder decoder) {
		return new DecoderTokenVerifier(decoder, new JwtAuthenticationConverter(), refusals(OF_BOOT));
	}

	private DecoderRefusals refusals(DecoderExpectations expectations) {
		TokenLifetime lifetime = new TokenLifetime(Duration.ofSeconds(30), Duration.ofDays(31),
				Clock.fixed(this.now, ZoneOffset.UTC));
		return new DecoderRefusals(expectations, lifetime::fault, lifetime.withoutTolerance()::fault);
	}

	/**
	 * Return the decoder that Boot makes of {@code jwk-set-uri}, {@code issuer-uri} and
	 * {@code audiences}, and of a validator of the application.
	 */
	private JwtDecoder ofBoot() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setReadTimeout(this.patience);
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(this.host.url())
			.jwsAlgorithms((algorithms) -> algorithms.add(SignatureAlgorithm.RS256))
			.restOperations(new RestTemplate(requests))
			.build();
		OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<List<String>>("aud",
				(aud) -> aud != null && aud.contains("chat"));
		OAuth2TokenValidator<Jwt> tenant = (jwt) -> jwt.hasClaim("tenant")
				? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "Another tenant", null))
				: OAuth2TokenValidatorResult.success();
		decoder.setJwtValidator(
				new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(ISSUER), audience, tenant));
		return decoder;
	}

	private String good() {
		return token((claims) -> claims);
	}

	private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
		return sign(key, header(JWSAlgorithm.RS256), change.apply(claims()));
	}

	private String sign(RSAKey signer, JWSHeader.Builder header) {
		return sign(signer, header, claims());
	}

	private static String sign(RSAKey signer, JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
		try {
			SignedJWT jwt = new SignedJWT(header.build(), claims.build());
			jwt.sign(new RSASSASigner(signer));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String confused() {
		try {
			SignedJWT jwt = new SignedJWT(header(JWSAlgorithm.HS256).build(), claims().build());
			jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
		return new JWSHeader.Builder(algorithm).keyID("k1");
	}

	private JWTClaimsSet.Builder claims() {
		return new JWTClaimsSet.Builder().issuer(ISSUER)
			.subject("alice")
			.audience("chat")
			.issueTime(at(-10))
			.expirationTime(at(300))
			.claim("scope", "chat admin");
	}

	private Date at(long seconds) {
		return Date.from(this.now.plusSeconds(seconds));
	}

	private static String encode(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}
