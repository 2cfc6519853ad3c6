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

package io.github.wsguard.origin;

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.origin.OriginCheck.Settings;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static io.github.wsguard.decision.HandshakeAttempts.handshakeFrom;

/**
 * Tests for {@link OriginCheck}.
 */
class OriginCheckTests {

	private static final Settings DEFAULTS = new Settings(true, false, MissingOrigin.REQUIRE_TOKEN,
			RegisteredOrigins.STRICTEST, true);

	private static final List<String> ALLOWED = List.of("https://app.example.com", "https://*.example.org");

	private final OriginCheck check = check(DEFAULTS, OriginPolicy.of(ALLOWED, false, false));

	@Test
	void acceptsListedOrigin() {
		assertThat(evaluate(handshakeFrom("https://app.example.com"))).proceeds();
	}

	@ParameterizedTest
	@CsvSource({ "https://evil.example, ORIGIN_NOT_ALLOWED", "http://app.example.com, ORIGIN_SCHEME_MISMATCH",
			"https://app.example.com:8443, ORIGIN_PORT_MISMATCH", "https://example.org, ORIGIN_NOT_ALLOWED",
			"null, ORIGIN_NULL", "*, ORIGIN_MALFORMED", "::::, ORIGIN_MALFORMED", "'', ORIGIN_MALFORMED",
			"https://app.example.com:99999, ORIGIN_MALFORMED", "https://evil.com#.example.org, ORIGIN_MALFORMED",
			"https://app.example.com/, ORIGIN_MALFORMED",
			"'https://app.example.com https://evil.example', ORIGIN_AMBIGUOUS",
			"'https://app.example.com,https://evil.example', ORIGIN_AMBIGUOUS",
			"'null, https://app.example.com', ORIGIN_AMBIGUOUS", "'https://app.example.com null', ORIGIN_AMBIGUOUS",
			"'https://app.example.com x', ORIGIN_MALFORMED" })
	void rejectsOtherOriginsWithTheReasonThatHelps(String origin, RejectionReason reason) {
		assertThat(evaluate(handshakeFrom(origin))).isRejectedBecause(reason);
	}

	@Test
	void rejectsTwoOriginHeadersEvenWhenBothAreAllowed() {
		assertThat(evaluate(handshake().with("Origin", "https://app.example.com", "https://app.example.com")))
			.isRejectedBecause(RejectionReason.ORIGIN_AMBIGUOUS);
	}

	@Test
	void saysThatAPatternDoesNotCoverTheBareDomain() {
		assertThat(evaluate(handshakeFrom("https://example.org"))).hasDetailContaining("bare domain");
	}

	@Test
	void repeatsNeitherTheOriginNorTheList() {
		assertThat(evaluate(handshakeFrom("https://evil.example"))).doesNotReveal("evil")
			.doesNotReveal("app.example.com");
	}

	@Test
	void admitsNullOnlyByItsOwnWord() {
		assertThat(check(DEFAULTS, OriginPolicy.of(List.of(), true, false)).evaluate(handshakeFrom("null").attempt()))
			.isRejectedBecause(RejectionReason.ORIGIN_NULL);
		assertThat(check(DEFAULTS, OriginPolicy.of(List.of(), false, true)).evaluate(handshakeFrom("null").attempt()))
			.proceeds();
	}

	@Nested
	class SameOrigin {

		@ParameterizedTest
		@ValueSource(strings = { "http://ws.example.com", "http://WS.EXAMPLE.COM:80" })
		void acceptsOwnOrigin(String origin) {
			assertThat(evaluate(handshakeFrom(origin))).proceeds();
		}

		@Test
		void comparesIpv6InAnyForm() {
			assertThat(evaluate(handshakeFrom("http://[0:0::1]:8080").to("http", "[::1]", 8080))).proceeds();
			assertThat(evaluate(handshakeFrom("http://[::1]:8080").to("http", "[0:0:0:0:0:0:0:1]", 8080))).proceeds();
		}

		@ParameterizedTest
		@CsvSource({ "https://ws.example.com, ORIGIN_SCHEME_MISMATCH",
				"http://ws.example.com:8080, ORIGIN_PORT_MISMATCH", "https://ws.example.com:8080, ORIGIN_NOT_ALLOWED",
				"http://sub.ws.example.com, ORIGIN_NOT_ALLOWED" })
		void namesTheNearestMissOfOwnOrigin(String origin, RejectionReason reason) {
			assertThat(evaluate(handshakeFrom(origin))).isRejectedBecause(reason);
		}

		@Test
		void usesWhatATrustedProxySays() {
			HandshakeAttempt attempt = handshakeFrom("https://public.example").attempt();
			attempt.reachedBy(new ClientConnection("203.0.113.9", "https", "public.example", 443));
			assertThat(OriginCheckTests.this.check.evaluate(attempt)).proceeds();
		}

		@Test
		void countsForNothingWhenSwitchedOff() {
			OriginCheck strict = check(
					new Settings(false, false, MissingOrigin.REQUIRE_TOKEN, RegisteredOrigins.STRICTEST, true),
					OriginPolicy.of(ALLOWED, false, false));
			assertThat(strict.evaluate(handshakeFrom("http://ws.example.com").attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED);
			assertThat(strict.evaluate(handshakeFrom("https://ws.example.com").attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED);
		}

		@ParameterizedTest
		@CsvSource({ "evil.example, false", "localhost.evil.example, false", "localhost, true", "app.localhost, true",
				"127.0.0.1, true", "[::1], true", "1.evil.example, false" })
		void withstandsDnsRebindingWhenOnlyLocalHostsCount(String host, boolean proceeds) {
			OriginCheck local = check(
					new Settings(true, true, MissingOrigin.REQUIRE_TOKEN, RegisteredOrigins.STRICTEST, false),
					OriginPolicy.of(List.of(), false, false));
			Decision decision = local.evaluate(handshakeFrom("http://" + host).to("http", host, 80).attempt());
			if (proceeds) {
				assertThat(decision).proceeds();
			}
			else {
				assertThat(decision).isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED);
			}
		}

		@ParameterizedTest
		@CsvSource({ "http://localhost:5173, localhost, ORIGIN_PORT_MISMATCH",
				"https://localhost:8080, localhost, ORIGIN_SCHEME_MISMATCH",
				"http://127.0.0.1:5173, 127.0.0.1, ORIGIN_PORT_MISMATCH",
				"http://ws.example.com:5173, ws.example.com, ORIGIN_NOT_ALLOWED",
				"http://127.0.0.1:8080, localhost, ORIGIN_NOT_ALLOWED" })
		void namesTheNearestMissOfALocalHostWhenOnlyLocalHostsCount(String origin, String host,
				RejectionReason reason) {
			OriginCheck open = check(
					new Settings(true, true, MissingOrigin.REQUIRE_TOKEN, RegisteredOrigins.STRICTEST, false),
					OriginPolicy.of(List.of(), false, false));
			assertThat(open.evaluate(handshakeFrom(origin).to("http", host, 8080).attempt())).isRejectedBecause(reason);
		}

	}

	@Nested
	class ClaimsOfUntrustedProxies {

		@Test
		void namesIgnoredHeadersOfProxyThatEndsTls() {
			assertThat(evaluate("https://ws.example.com", "ws.example.com"))
				.isRejectedBecause(RejectionReason.PROXY_HEADERS_IGNORED);
		}

		@Test
		void doesNotBelieveForgedHost() {
			assertThat(evaluate("https://evil.example", "evil.example"))
				.isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED)
				.hasDetailContaining("untrusted peer");
		}

		@Test
		void leavesClaimAsideThatExplainsNothing() {
			assertThat(evaluate("https://evil.example", "ws.example.com"))
				.isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED);
		}

		@Test
		void neverAcceptsOnAClaim() {
			assertThat(evaluate("https://app.example.com", "evil.example")).proceeds();
			assertThat(evaluate("http://app.example.com", "app.example.com"))
				.isRejectedBecause(RejectionReason.ORIGIN_SCHEME_MISMATCH);
		}

		private Decision evaluate(String origin, String claimedHost) {
			HandshakeAttempt attempt = handshakeFrom(origin).attempt();
			attempt.claim(new ClientConnection("203.0.113.9", "https", claimedHost, 443));
			return OriginCheckTests.this.check.evaluate(attempt);
		}

	}

	@Nested
	class WithoutOrigin {

		@ParameterizedTest
		@CsvSource({ "ALLOW, false, false, true, true", "ALLOW, false, true, false, true",
				"REJECT, true, false, true, false", "REQUIRE_TOKEN, true, false, true, true",
				"REQUIRE_TOKEN, true, true, true, true", "REQUIRE_TOKEN, true, false, false, true",
				"REQUIRE_TOKEN, false, false, true, true", "REQUIRE_TOKEN, false, true, true, false",
				"REQUIRE_TOKEN, false, true, false, false", "REQUIRE_TOKEN, false, false, false, false" })
		void followsTheRule(MissingOrigin missing, boolean placed, boolean cookie, boolean required, boolean proceeds) {
			OriginCheck check = new OriginCheck(OriginPolicy.of(ALLOWED, false, false),
					new Settings(true, false, missing, RegisteredOrigins.STRICTEST, required), (attempt) -> placed,
					(attempt) -> cookie);
			Decision decision = check.evaluate(handshake().attempt());
			if (proceeds) {
				assertThat(decision).proceeds();
			}
			else {
				assertThat(decision).isRejectedBecause(RejectionReason.ORIGIN_MISSING);
			}
		}

		@Test
		void passesSockJsResource() {
			assertThat(rejecting().evaluate(HandshakeAttempts.sockJs(Kind.SOCKJS_RESOURCE, "GET").attempt()))
				.proceeds();
		}

		@ParameterizedTest
		@CsvSource({ "GET, same-origin, true", "GET, same-site, false", "GET, cross-site, false", "GET, none, false",
				"POST, same-origin, false" })
		void countsSameOriginFetchOfSockJsTransport(String method, String site, boolean proceeds) {
			Decision decision = rejecting().evaluate(
					HandshakeAttempts.sockJs(Kind.SOCKJS_TRANSPORT, method).with("Sec-Fetch-Site", site).attempt());
			if (proceeds) {
				assertThat(decision).proceeds();
			}
			else {
				assertThat(decision).isRejectedBecause(RejectionReason.ORIGIN_MISSING);
			}
		}

		@Test
		void rejectsSockJsTransportWithoutAnyHint() {
			assertThat(rejecting().evaluate(HandshakeAttempts.sockJs(Kind.SOCKJS_TRANSPORT, "GET").attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_MISSING);
			assertThat(rejecting().evaluate(handshake().with("Sec-Fetch-Site", "same-origin").attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_MISSING);
		}

		private OriginCheck rejecting() {
			return check(new Settings(true, false, MissingOrigin.REJECT, RegisteredOrigins.STRICTEST, true),
					OriginPolicy.of(ALLOWED, false, false));
		}

	}

	@Nested
	class OriginsInCode {

		@ParameterizedTest
		@CsvSource({ "STRICTEST, https://app.example.com, true, true",
				"STRICTEST, https://app.example.com, false, false", "STRICTEST, https://other.example, true, false",
				"STRICTEST, http://ws.example.com, false, true", "OVERRIDE, https://app.example.com, false, true",
				"OVERRIDE, https://other.example, true, false", "KEEP, https://app.example.com, false, false",
				"KEEP, https://other.example, true, true", "KEEP, http://ws.example.com, false, true" })
		void combineAsConfigured(RegisteredOrigins registered, String origin, boolean inCode, boolean proceeds) {
			Decision decision = registered(registered)
				.evaluate(handshakeFrom(origin).registeredOrigins((value) -> inCode).attempt());
			if (proceeds) {
				assertThat(decision).proceeds();
			}
			else {
				assertThat(decision).isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED);
			}
		}

		@Test
		void areNamedWhereTheyAloneRefuse() {
			assertThat(OriginCheckTests.this.check
				.evaluate(handshakeFrom("https://app.example.com").registeredOrigins((value) -> false).attempt()))
				.hasDetailContaining("in code");
		}

		@Test
		void leaveTheListAloneWhereThereAreNone() {
			assertThat(registered(RegisteredOrigins.KEEP).evaluate(handshakeFrom("https://evil.example").attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_NOT_ALLOWED);
			assertThat(registered(RegisteredOrigins.KEEP).evaluate(handshakeFrom("https://app.example.com").attempt()))
				.proceeds();
		}

		@Test
		void doNotAdmitNullAlone() {
			assertThat(registered(RegisteredOrigins.KEEP)
				.evaluate(handshakeFrom("null").registeredOrigins((value) -> true).attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_NULL);
		}

		@Test
		void mayRefuseNull() {
			assertThat(check(DEFAULTS, OriginPolicy.of(List.of(), false, true))
				.evaluate(handshakeFrom("null").registeredOrigins((value) -> false).attempt()))
				.isRejectedBecause(RejectionReason.ORIGIN_NULL);
		}

		private OriginCheck registered(RegisteredOrigins registered) {
			return check(new Settings(true, false, MissingOrigin.REQUIRE_TOKEN, registered, true),
					OriginPolicy.of(ALLOWED, false, false));
		}

	}

	private Decision evaluate(FakeHandshakeRequest request) {
		return this.check.evaluate(request.attempt());
	}

	private static OriginCheck check(Settings settings, OriginPolicy policy) {
		return new OriginCheck(policy, settings, (attempt) -> false, (attempt) -> false);
	}

}
