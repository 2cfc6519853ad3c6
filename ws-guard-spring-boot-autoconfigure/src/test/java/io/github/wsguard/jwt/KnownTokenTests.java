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

import java.lang.management.ManagementFactory;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JwtVerifier} with tokens that it knows.
 */
class KnownTokenTests {

	private static final long NOW = 1_900_000_000L;

	private static final Duration SKEW = Duration.ofSeconds(30);

	private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";

	private static final String TOKEN = token("a", "alice", NOW, NOW + 300);

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(NOW));

	private final VerifiedTokens known = VerifiedTokens.atMost(100);

	private final VerificationBulkhead bulkhead = new VerificationBulkhead(1, 0, Duration.ZERO);

	private final List<SignatureAlgorithm> verifications = new ArrayList<>();

	private final KeySource keys = new StaticKeySource(new KeySet(List.of(counting("k1"))));

	private final IssuerSettings issuer = issuer("a", "");

	private KeySetLoader.Loaded published = new KeySetLoader.Loaded.Failed("not published");

	@Test
	void verifiesSignatureOnce() {
		JwtVerifier verifier = verifier(this.issuer);
		TokenPrincipal first = verified(verifier, TOKEN);
		for (int i = 0; i < 20; i++) {
			assertThat(verified(verifier, TOKEN)).isSameAs(first);
		}
		assertThat(this.verifications).hasSize(1);
		assertThat(this.known.misses()).isOne();
		assertThat(this.known.hits()).isEqualTo(20);
		assertThat(this.known.size()).isOne();
	}

	@Test
	void verifiesSignatureOnceForAllVerifiersThatAdmitTheIssuer() {
		verified(verifier(this.issuer), TOKEN);
		verified(verifier(this.issuer, issuer("b", "b:")), TOKEN);
		assertThat(this.verifications).hasSize(1);
	}

	@Test
	void verifiesEachSignatureWithoutMemory() {
		JwtVerifier verifier = new JwtVerifier(List.of(this.issuer), SKEW, Duration.ofDays(31), this.clock);
		verified(verifier, TOKEN);
		verified(verifier, TOKEN);
		assertThat(this.verifications).hasSize(2);
	}

	@Test
	void refusesKnownTokenFromItsExpiryOn() {
		JwtVerifier verifier = verifier(this.issuer);
		verified(verifier, TOKEN);
		this.clock.advance(Duration.ofSeconds(330).minusNanos(1));
		verified(verifier, TOKEN);
		this.clock.advance(Duration.ofNanos(1));
		assertRefused(verifier, TOKEN, RejectionReason.TOKEN_EXPIRED);
		assertThat(this.verifications).hasSize(1);
	}

	@Test
	void refusesKnownTokenWhenTheClockWasSetBack() {
		JwtVerifier verifier = verifier(this.issuer);
		verified(verifier, TOKEN);
		this.clock.advance(Duration.ofSeconds(-30));
		verified(verifier, TOKEN);
		this.clock.advance(Duration.ofNanos(-1));
		assertRefused(verifier, TOKEN, RejectionReason.TOKEN_NOT_YET_VALID);
	}

	@Test
	void refusesKnownTokenBeforeItsStartWhenTheClockWasSetBack() {
		JwtVerifier verifier = verifier(this.issuer);
		String token = without("iat", "nbf");
		verified(verifier, token);
		this.clock.advance(Duration.ofSeconds(-30));
		verified(verifier, token);
		this.clock.advance(Duration.ofNanos(-1));
		assertRefused(verifier, token, RejectionReason.TOKEN_NOT_YET_VALID);
		assertThat(this.verifications).hasSize(1);
	}

	@Test
	void countsLifetimeOfKnownTokenFromNowWhereItDoesNotSayWhenItBegan() {
		JwtVerifier verifier = new JwtVerifier(List.of(this.issuer), SKEW, Duration.ofMinutes(5), this.clock,
				this.known, VerificationBulkhead.unlimited());
		String token = without("iat", "at");
		verified(verifier, token);
		this.clock.advance(Duration.ofNanos(-1));
		assertRefused(verifier, token, RejectionReason.TOKEN_LIFETIME_TOO_LONG);
		this.clock.advance(Duration.ofNanos(1));
		verified(verifier, token);
		assertThat(this.verifications).hasSize(1);
	}

	@Test
	void judgesLifetimeByTheVerifierThatIsAsked() {
		verified(verifier(this.issuer), TOKEN);
		verified(new JwtVerifier(List.of(this.issuer), SKEW, Duration.ofMinutes(5), this.clock, this.known,
				this.bulkhead), TOKEN);
		assertThat(this.verifications).hasSize(1);
		JwtVerifier strict = new JwtVerifier(List.of(this.issuer), SKEW, Duration.ofSeconds(299), this.clock,
				this.known, this.bulkhead);
		assertRefused(strict, TOKEN, RejectionReason.TOKEN_LIFETIME_TOO_LONG);
	}

	@Test
	void refusesKnownTokenOfAnIssuerThatIsNotAdmitted() {
		verified(verifier(this.issuer), TOKEN);
		assertRefused(verifier(issuer("b", "")), TOKEN, RejectionReason.TOKEN_ISSUER_INVALID);
	}

	@Test
	void verifiesKnownTokenAgainUnderOtherSettingsOfItsIssuer() {
		verified(verifier(this.issuer), TOKEN);
		JwtVerifier prefixing = verifier(issuer("a", "x:"));
		assertThat(verified(prefixing, TOKEN).getName()).isEqualTo("x:alice");
		assertThat(verified(prefixing, TOKEN).getName()).isEqualTo("x:alice");
		assertThat(this.verifications).hasSize(2);
		assertThat(this.known.size()).isOne();
	}

	@Test
	void verifiesKnownTokenAgainForAnIssuerThatMatchesAny() {
		verified(verifier(this.issuer), TOKEN);
		IssuerSettings any = new IssuerSettings("any", null,
				KeySource.jwkSet(TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k1"))), Set.of("ws"), false,
				Set.of("RS256"), Set.of("JWT"), "sub", "", null, "");
		assertRefused(verifier(any), TOKEN, RejectionReason.TOKEN_SIGNATURE_INVALID);
		verified(verifier(this.issuer), TOKEN);
	}

	@Test
	void refusesKnownTokenWhoseNameAnotherIssuerCouldGive() {
		String token = token("a", "b:bob", NOW, NOW + 300);
		verified(verifier(this.issuer), token);
		JwtVerifier both = verifier(this.issuer, issuer("b", "b:"));
		assertRefused(both, token, RejectionReason.TOKEN_CLAIM_INVALID);
		assertThat(this.verifications).hasSize(1);
	}

	@Test
	void remembersNoRefusal() {
		JwtVerifier verifier = verifier(this.issuer);
		String forged = TestKeys.sign(TestKeys.OTHER_RSA.getPrivate(), HEADER, payload("a", "alice", NOW, NOW + 300));
		String early = token("a", "alice", NOW + 60, NOW + 300);
		for (int i = 1; i <= 3; i++) {
			assertRefused(verifier, forged, RejectionReason.TOKEN_SIGNATURE_INVALID);
			assertThat(this.verifications).hasSize(i);
			assertRefused(verifier, early, RejectionReason.TOKEN_NOT_YET_VALID);
		}
		assertThat(this.known.size()).isZero();
		this.clock.advance(Duration.ofSeconds(30));
		verified(verifier, early);
	}

	@Test
	void remembersNoTokenWhoseNameIsRefused() {
		String token = token("a", "b:bob", NOW, NOW + 300);
		JwtVerifier both = verifier(this.issuer, issuer("b", "b:"));
		assertRefused(both, token, RejectionReason.TOKEN_CLAIM_INVALID);
		assertThat(this.known.size()).isZero();
	}

	@Test
	void admitsKnownTokenWhileNoOtherCanBeVerified() {
		JwtVerifier verifier = verifier(this.issuer);
		TokenPrincipal alice = verified(verifier, TOKEN);
		String token = token("a", "bob", NOW, NOW + 300);
		this.bulkhead.run(HandshakeAttempts.CLIENT, () -> {
			assertThat(verified(verifier, TOKEN)).isSameAs(alice);
			assertRefused(verifier, token, RejectionReason.SERVER_BUSY);
			return verifier.verify(TOKEN, HandshakeAttempts.CLIENT);
		});
		assertThat(this.verifications).hasSize(1);
		assertThat(this.bulkhead.turnedAway()).isOne();
		verified(verifier, token);
	}

	@Test
	void refusesWithoutWaitingWhatNeedsNoVerification() {
		JwtVerifier verifier = verifier(this.issuer);
		String input = TOKEN.substring(0, TOKEN.lastIndexOf('.') + 1);
		this.bulkhead.run(HandshakeAttempts.CLIENT, () -> {
			assertRefused(verifier, token("a", "bob", NOW - 400, NOW - 30), RejectionReason.TOKEN_EXPIRED);
			assertRefused(verifier, token("b", "bob", NOW, NOW + 300), RejectionReason.TOKEN_ISSUER_INVALID);
			assertRefused(verifier, input + "AAAA", RejectionReason.TOKEN_SIGNATURE_INVALID);
			assertRefused(verifier, TOKEN.replaceFirst("^[^.]+", TestKeys.base64("{\"alg\":\"RS256\",\"kid\":\"k2\"}")),
					RejectionReason.TOKEN_KEY_UNKNOWN);
			return verifier.verify("a.b.c", HandshakeAttempts.CLIENT);
		});
		assertThat(this.bulkhead.turnedAway()).isZero();
		assertThat(this.verifications).isEmpty();
	}

	@Test
	void verifiesOnceWhatManyWaitFor() throws Exception {
		VerificationBulkhead patient = new VerificationBulkhead(1, 8, Duration.ofMinutes(1));
		JwtVerifier verifier = new JwtVerifier(List.of(this.issuer), SKEW, Duration.ofDays(31), this.clock, this.known,
				patient);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<TokenPrincipal>> waiting = new ArrayList<>();
			patient.run(HandshakeAttempts.CLIENT, () -> {
				for (int i = 0; i < 8; i++) {
					waiting.add(threads.submit(() -> verified(verifier, TOKEN)));
				}
				while (patient.waiting() < 8) {
					Thread.onSpinWait();
				}
				return verifier.verify("a.b.c", HandshakeAttempts.CLIENT);
			});
			for (Future<TokenPrincipal> principal : waiting) {
				assertThat(principal.get().getName()).isEqualTo("alice");
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.verifications).hasSize(1);
		assertThat(this.known.hits()).isEqualTo(7);
	}

	@Test
	void allocatesNextToNothingForKnownToken() {
		JwtVerifier verifier = verifier(this.issuer);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long thread = Thread.currentThread().getId();
		long allocated = Long.MAX_VALUE;
		for (int round = 0; round < 20; round++) {
			long before = threads.getThreadAllocatedBytes(thread);
			for (int i = 0; i < 1_000; i++) {
				verifier.verify(TOKEN, HandshakeAttempts.CLIENT);
			}
			allocated = Math.min(allocated, (threads.getThreadAllocatedBytes(thread) - before) / 1_000);
		}
		assertThat(allocated).isLessThan(1024);
	}

	@Test
	void takesNothingForKnownThatDiffersInOneCharacter() {
		JwtVerifier verifier = verifier(this.issuer);
		verified(verifier, TOKEN);
		// The last character has bits that count for nothing: its token is good, and
		// another
		for (int i = 0; i < TOKEN.length() - 1; i++) {
			for (char other : new char[] { (TOKEN.charAt(i) != 'A') ? 'A' : 'B', (char) (TOKEN.charAt(i) + 0x100) }) {
				String altered = TOKEN.substring(0, i) + other + TOKEN.substring(i + 1);
				assertThat(verifier.verify(altered, HandshakeAttempts.CLIENT)).as("%s at %s", other, i)
					.isInstanceOf(Verification.Failed.class);
			}
		}
		verifier.verify(TOKEN + "A", HandshakeAttempts.CLIENT);
		assertThat(this.known.hits()).isZero();
	}

	@Test
	void refusesKnownTokenAtOnceWhenItsKeyIsWithdrawn() {
		publish(TestKeys.rsaJwk(TestKeys.RSA, "k1"), TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k2"));
		KeySource remote = remote();
		JwtVerifier verifier = verifier(issuer(remote));
		verified(verifier, TOKEN);
		verified(verifier, TOKEN);
		assertThat(this.known.hits()).isOne();
		publish(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k2"));
		remote.find(SignatureAlgorithm.RS256, "unknown");
		assertRefused(verifier, TOKEN, RejectionReason.TOKEN_KEY_UNKNOWN);
		assertThat(this.known.hits()).isOne();
		assertThat(this.known.size()).isZero();
	}

	@Test
	void refusesKnownTokenWhenAnotherKeyTookTheNameOfItsKey() {
		publish(TestKeys.rsaJwk(TestKeys.RSA, "k1"), TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k2"));
		KeySource remote = remote();
		JwtVerifier verifier = verifier(issuer(remote));
		verified(verifier, TOKEN);
		publish(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k1"), TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k2"));
		remote.find(SignatureAlgorithm.RS256, "unknown");
		assertRefused(verifier, TOKEN, RejectionReason.TOKEN_SIGNATURE_INVALID);
	}

	@Test
	void knowsTokenThatKeptItsKeyWhenOthersChanged() {
		publish(TestKeys.rsaJwk(TestKeys.RSA, "k1"));
		KeySource remote = remote();
		JwtVerifier verifier = verifier(issuer(remote));
		verified(verifier, TOKEN);
		publish(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "k2"), TestKeys.rsaJwk(TestKeys.RSA, "k1"));
		assertThat(remote.find(SignatureAlgorithm.RS256, "k2")).isInstanceOf(KeyLookup.Found.class);
		verified(verifier, TOKEN);
		assertThat(this.known.hits()).isOne();
	}

	@Test
	void admitsKnownTokenThroughAnOutageAndNoLonger() {
		publish(TestKeys.rsaJwk(TestKeys.RSA, "k1"));
		RemoteKeySource remote = remote();
		JwtVerifier verifier = verifier(issuer(remote));
		String token = token("a", "alice", NOW, NOW + 86_400);
		verified(verifier, token);
		this.published = new KeySetLoader.Loaded.Failed("away");
		this.clock.advance(Duration.ofMinutes(75).minusNanos(1));
		remote.fetchIfDue();
		verified(verifier, token);
		assertThat(this.known.hits()).isOne();
		this.clock.advance(Duration.ofNanos(1));
		assertRefused(verifier, token, RejectionReason.KEYS_UNAVAILABLE);
		publish(TestKeys.rsaJwk(TestKeys.RSA, "k1"));
		this.clock.advance(Duration.ofSeconds(30));
		verified(verifier, token);
	}

	@Test
	void looksAtTheClockOnceForAKnownToken() {
		publish(TestKeys.rsaJwk(TestKeys.RSA, "k1"));
		AtomicInteger readings = new AtomicInteger();
		Clock counting = new Clock() {

			@Override
			public Instant instant() {
				readings.incrementAndGet();
				return KnownTokenTests.this.clock.instant();
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

		};
		JwtVerifier verifier = new JwtVerifier(List.of(issuer(remote(counting))), SKEW, Duration.ofDays(31), counting,
				this.known, VerificationBulkhead.unlimited());
		verified(verifier, TOKEN);
		readings.set(0);
		verified(verifier, TOKEN);
		assertThat(readings).hasValue(1);
	}

	/**
	 * Verifiers that remember and those that do not are asked the same, in an order that
	 * nobody thought of.
	 */
	@Test
	void answersLikeVerifiersThatRememberNothing() {
		IssuerSettings a = issuer("a", "");
		IssuerSettings b = issuer("b", "b:");
		IssuerSettings c = issuer("c", "b:c:");
		List<List<IssuerSettings>> endpoints = List.of(List.of(a), List.of(b), List.of(a, b), List.of(b, c),
				List.of(a, b, c));
		List<String> tokens = new ArrayList<>();
		for (String iss : List.of("a", "b", "c", "d")) {
			for (String sub : List.of("alice", "b:bob", "c:carol")) {
				tokens.add(token(iss, sub, NOW, NOW + 300));
				tokens.add(token(iss, sub, NOW + 100, NOW + 200));
			}
		}
		Random random = new Random(5);
		for (int i = 0; i < 3_000; i++) {
			String token = tokens.get(random.nextInt(tokens.size()));
			List<IssuerSettings> issuers = endpoints.get(random.nextInt(endpoints.size()));
			MutableClock time = new MutableClock(Instant.ofEpochSecond(NOW - 60 + random.nextInt(480)));
			JwtVerifier forgetful = new JwtVerifier(issuers, SKEW, Duration.ofSeconds(250), time);
			JwtVerifier remembering = new JwtVerifier(issuers, SKEW, Duration.ofSeconds(250), time, this.known,
					this.bulkhead);
			assertThat(remembering.verify(token, HandshakeAttempts.CLIENT)).usingRecursiveComparison()
				.isEqualTo(forgetful.verify(token, HandshakeAttempts.CLIENT));
		}
		assertThat(this.known.hits()).isGreaterThan(100);
	}

	private JwtVerifier verifier(IssuerSettings... issuers) {
		return new JwtVerifier(List.of(issuers), SKEW, Duration.ofDays(31), this.clock, this.known, this.bulkhead);
	}

	private VerificationKey counting(@Nullable String id) {
		VerificationKey key = VerificationKey.rsa((RSAPublicKey) TestKeys.RSA.getPublic());
		return new VerificationKey(id, key.algorithms(), key.signatureLength(), (algorithm, input, signature) -> {
			this.verifications.add(algorithm);
			return key.verifier().verify(algorithm, input, signature);
		});
	}

	private void publish(String... keys) {
		this.published = new KeySetLoader.Loaded.Keys(
				JwkSetParser.PUBLISHED.parse(TestKeys.jwkSet(keys)).orElseThrow().keys(), List.of());
	}

	private RemoteKeySource remote() {
		return remote(this.clock);
	}

	private RemoteKeySource remote(Clock clock) {
		Duration second = Duration.ofSeconds(1);
		RemoteKeySettings settings = new RemoteKeySettings(Duration.ofMinutes(15), Duration.ofMinutes(5),
				Duration.ofHours(1), second, second, 4096, Duration.ofSeconds(30));
		return new RemoteKeySource(() -> CompletableFuture.completedFuture(this.published), settings, clock,
				Runnable::run, "a", (fetch) -> {
				});
	}

	private IssuerSettings issuer(String name, String prefix) {
		return issuer(name, prefix, this.keys);
	}

	private static IssuerSettings issuer(KeySource keys) {
		return issuer("a", "", keys);
	}

	private static IssuerSettings issuer(String name, String prefix, KeySource keys) {
		return new IssuerSettings(name, "https://%s.example".formatted(name), keys, Set.of("ws"), false,
				Set.of("RS256"), Set.of("JWT"), "sub", prefix, null, "");
	}

	private static TokenPrincipal verified(JwtVerifier verifier, String token) {
		Verification verification = verifier.verify(token, HandshakeAttempts.CLIENT);
		assertThat(verification).isInstanceOf(Verification.Verified.class);
		return ((Verification.Verified) verification).principal();
	}

	private static void assertRefused(JwtVerifier verifier, String token, RejectionReason reason) {
		Verification verification = verifier.verify(token, HandshakeAttempts.CLIENT);
		assertThat(verification).isInstanceOf(Verification.Failed.class);
		assertThat(((Verification.Failed) verification).rejection().reason()).isEqualTo(reason);
	}

	/**
	 * Make the token with another claim in place of one.
	 */
	private static String without(String claim, String other) {
		String payload = payload("a", "alice", NOW, NOW + 300).replace(claim, other);
		return TestKeys.sign(TestKeys.RSA.getPrivate(), HEADER, payload);
	}

	private static String token(String iss, String sub, long iat, long exp) {
		return TestKeys.sign(TestKeys.RSA.getPrivate(), HEADER, payload(iss, sub, iat, exp));
	}

	private static String payload(String iss, String sub, long iat, long exp) {
		return "{\"iss\":\"https://%s.example\",\"sub\":\"%s\",\"aud\":\"ws\",\"iat\":%s,\"exp\":%s}".formatted(iss,
				sub, iat, exp);
	}

}
