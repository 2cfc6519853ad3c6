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

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.jwk.Curve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RemoteKeySets} against a server.
 */
class RemoteKeySetsTests {

	private static final byte[] OLD = TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.RSA, "old"));

	private static final byte[] NEW = TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.RSA, "old"),
			TestKeys.rsaJwk(TestKeys.OTHER_RSA, "new"));

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(1_900_000_000L));

	private final KeyServer server = new KeyServer();

	private final HttpClient client = RemoteKeySets.client(TIMEOUT);

	private final List<KeySetFetch> fetches = new CopyOnWriteArrayList<>();

	private final RemoteKeySets keySets = new RemoteKeySets(this.clock, this.fetches::add);

	private final RemoteKeySource keys = source(Runnable::run, TIMEOUT);

	@AfterEach
	void stopServer() {
		this.server.close();
		this.keySets.close();
	}

	@Test
	void fetchesAheadOfTheEndOfTheInterval() {
		this.server.answer("/jwks", 200, OLD);
		assertThat(this.server.requests()).isEmpty();
		assertFound("old");
		tickAfter(Duration.ofMinutes(10).minusNanos(1));
		assertThat(this.server.requests()).hasSize(1);
		tickAfter(Duration.ofNanos(1));
		assertThat(this.server.requests()).hasSize(2);
		assertFound("old");
	}

	@Test
	void fetchesAtHalfTheIntervalAtTheEarliest() {
		assertThat(settings(TIMEOUT).refreshAge()).isEqualTo(Duration.ofMinutes(10));
		Duration minute = Duration.ofMinutes(1);
		assertThat(new RemoteKeySettings(minute, TIMEOUT.multipliedBy(30), minute, TIMEOUT, TIMEOUT, 1, minute)
			.refreshAge()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void answersWithoutWaitingForAFetch() {
		this.server.answer("/jwks", 200, OLD);
		Deque<Runnable> background = new ArrayDeque<>();
		RemoteKeySource source = source(background::add, TIMEOUT);
		for (int i = 0; i < 10; i++) {
			KeyLookup.Unavailable unavailable = (KeyLookup.Unavailable) source.find(SignatureAlgorithm.RS256, "old");
			assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(1));
			assertThat(unavailable.detail()).contains("being fetched");
		}
		assertThat(background).hasSize(1);
		while (!background.isEmpty()) {
			background.remove().run();
		}
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		for (int i = 0; i < 10; i++) {
			KeyLookup.Unknown unknown = (KeyLookup.Unknown) source.find(SignatureAlgorithm.RS256, "new" + i);
			assertThat(unknown.retryAfter()).isEqualTo(Duration.ofSeconds(1));
			assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		}
		assertThat(background).hasSize(1);
	}

	@Test
	void learnsRotatedKeyWithItsFirstToken() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 200, NEW);
		assertFound("new");
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void fetchesOnceInAnIntervalForAllUnknownKeys() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		for (int i = 0; i <= 20; i++) {
			assertThat(unknown("x" + i).retryAfter()).isEqualTo(Duration.ofSeconds(30));
		}
		assertThat(this.server.requests()).hasSize(2);
		this.clock.advance(Duration.ofSeconds(30).minusNanos(1));
		assertThat(unknown("y").retryAfter()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.server.requests()).hasSize(2);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(unknown("z").retryAfter()).isEqualTo(Duration.ofSeconds(30));
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void keepsOldKeysThroughAnOutageUpToItsTolerance() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 500, "");
		tickAfter(Duration.ofMinutes(75).minusNanos(1));
		assertFound("old");
		assertThat(this.server.requests()).hasSize(2);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(unavailable("old").detail()).contains("500");
	}

	@Test
	void asksServerInTroubleLessAndLessOften() {
		this.server.answer("/jwks", 500, "");
		int requests = 0;
		for (int pause : new int[] { 1, 2, 4, 8, 16, 30, 30, 30 }) {
			assertThat(unavailable("old").retryAfter()).isEqualTo(Duration.ofSeconds(pause));
			assertThat(this.server.requests()).hasSize(++requests);
			tickAfter(Duration.ofSeconds(pause).minusNanos(1));
			assertThat(unavailable("old").retryAfter()).isEqualTo(Duration.ofSeconds(1));
			assertThat(this.server.requests()).hasSize(requests);
			this.clock.advance(Duration.ofNanos(1));
		}
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
	}

	@Test
	void hasKeysToAskWhileTheOldOnesAreKept() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 503, "");
		for (int i = 0; i < 10; i++) {
			assertThat(unknown("new").retryAfter()).isEqualTo(Duration.ofSeconds(5));
		}
		assertThat(this.server.requests()).hasSize(2);
		assertFound("old");
		this.server.answer("/jwks", 200, NEW);
		tickAfter(Duration.ofSeconds(5));
		assertFound("new");
		assertThat(this.server.requests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void keepsKeysAndRecoversWhenTheIssuerFails(Fault fault) {
		this.server.answer("/jwks", 200, OLD);
		RemoteKeySource source = source(Runnable::run, Duration.ofMillis(300));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		CountDownLatch gate = fault.begin(this.server);
		int before = this.server.requests().size();
		for (int i = 0; i < 10_000; i++) {
			this.clock.advance(Duration.ofMillis(6));
			source.fetchIfDue();
			KeyLookup.Unknown unknown = (KeyLookup.Unknown) source.find(SignatureAlgorithm.RS256, "x" + i);
			assertThat(unknown.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
			assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		}
		assertThat(this.server.requests().size() - before).isBetween(1, 6);
		gate.countDown();
		this.server.drop(false);
		this.server.answer("/jwks", 200, NEW);
		this.clock.advance(Duration.ofSeconds(30));
		source.fetchIfDue();
		assertThat(source.find(SignatureAlgorithm.RS256, "new")).isInstanceOf(KeyLookup.Found.class);
	}

	@ParameterizedTest
	@EnumSource
	void startsWithoutKeysAndRecoversWhenTheIssuerFails(Fault fault) {
		this.server.answer("/jwks", 200, OLD);
		CountDownLatch gate = fault.begin(this.server);
		RemoteKeySource source = source(Runnable::run, Duration.ofMillis(300));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Unavailable.class);
		gate.countDown();
		this.server.drop(false);
		this.server.answer("/jwks", 200, OLD);
		this.clock.advance(Duration.ofSeconds(1));
		source.fetchIfDue();
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
	}

	@Test
	void forgetsKeyThatTheIssuerTookAway() {
		this.server.answer("/jwks", 200, NEW);
		assertFound("old");
		this.server.answer("/jwks", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "new")));
		tickAfter(Duration.ofMinutes(10));
		assertFound("new");
		unknown("old");
	}

	@Test
	void doesNotGiveUpAllKeysForTheWordOfOneAnswer() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "new")));
		assertFound("new");
		assertFound("old");
		tickAfter(Duration.ofSeconds(30).minusNanos(1));
		assertThat(this.server.requests()).hasSize(2);
		tickAfter(Duration.ofNanos(1));
		assertThat(this.server.requests()).hasSize(3);
		assertFound("new");
		unknown("old");
	}

	@Test
	void triesOldAndNewKeyWhenBothHaveTheSameId() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "old")));
		tickAfter(Duration.ofMinutes(10));
		assertThat(found("old")).hasSize(2);
		tickAfter(Duration.ofSeconds(30));
		assertThat(found("old")).hasSize(1);
	}

	@Test
	void takesNoKeyOfAnAnswerFromBeforeAnOutageForGood() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.clock.advance(Duration.ofMinutes(75));
		this.server.answer("/jwks", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "new")));
		assertFound("new");
		unknown("old");
	}

	@Test
	void keepsTheObjectsOfUnchangedKeys() {
		String ec = TestKeys.ecJwk(TestKeys.ec(Curve.P_256), "ec");
		String ed25519 = TestKeys.ed25519Jwk(TestKeys.ED25519, "ed");
		String rsa = TestKeys.rsaJwk(TestKeys.RSA, "old");
		this.server.answer("/jwks", 200, TestKeys.jwkSet(rsa, ec, ed25519));
		VerificationKey old = found("old").get(0);
		VerificationKey first = found(SignatureAlgorithm.ES256, "ec").get(0);
		VerificationKey second = found(SignatureAlgorithm.EDDSA, "ed").get(0);
		this.server.answer("/jwks", 200, TestKeys.jwkSet(ed25519, ec, rsa.replace("{", "{\"alg\":\"RS256\",")));
		tickAfter(Duration.ofMinutes(10));
		assertThat(found(SignatureAlgorithm.ES256, "ec").get(0)).isSameAs(first);
		assertThat(found(SignatureAlgorithm.EDDSA, "ed").get(0)).isSameAs(second);
		assertThat(found("old").get(0)).isNotSameAs(old);
	}

	@Test
	void doesNotMixKeysOfTwoIssuersUnderOneId() {
		this.server.answer("/jwks", 200, OLD);
		this.server.answer("/other", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.OTHER_RSA, "old")));
		RemoteKeySource other = source("/other", Runnable::run, TIMEOUT);
		KeyLookup.Found lookup = (KeyLookup.Found) other.find(SignatureAlgorithm.RS256, "old");
		assertThat(found("old")).hasSize(1).doesNotContainAnyElementsOf(lookup.keys());
	}

	@ParameterizedTest
	@ValueSource(longs = { -3600, 3600 })
	void keepsKeysWhenTheClockIsPut(long seconds) {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.clock.advance(Duration.ofSeconds(seconds));
		assertFound("old");
		this.keys.fetchIfDue();
		assertThat(this.server.requests()).hasSize(2);
		this.server.answer("/jwks", 200, NEW);
		assertFound("new");
	}

	@Test
	void tellsWhatBecameOfEveryFetch() {
		this.server.answer("/jwks", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.RSA, "old"), "{}"));
		assertFound("old");
		tickAfter(Duration.ofMinutes(10));
		this.server.answer("/jwks", 500, "");
		tickAfter(Duration.ofMinutes(10));
		tickAfter(Duration.ofSeconds(5));
		this.server.answer("/jwks", 200, NEW);
		tickAfter(Duration.ofSeconds(10));
		String failure = "The key set was answered with status 500";
		assertThat(this.fetches).containsExactly(
				new KeySetFetch("main", true, 1, 1, 0, List.of("key 2 has no kty"), null, 0),
				new KeySetFetch("main", false, 1, 0, 0, List.of(), null, 0),
				new KeySetFetch("main", false, 1, 0, 0, List.of(), failure, 1),
				new KeySetFetch("main", false, 1, 0, 0, List.of(), failure, 2),
				new KeySetFetch("main", false, 2, 1, 0, List.of(), null, 2));
	}

	@Test
	void tellsHowItIs() {
		assertThat(this.keys.status()).isEqualTo(new KeySetStatus("main", false, 0, null, 0, null, 0, 0));
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		Instant fetchedAt = this.clock.instant();
		assertThat(this.keys.status()).isEqualTo(new KeySetStatus("main", true, 1, fetchedAt, 0, null, 1, 0));
		this.server.answer("/jwks", 404, "");
		tickAfter(Duration.ofMinutes(75));
		assertThat(this.keys.status())
			.isEqualTo(new KeySetStatus("main", false, 1, fetchedAt, 1, "There is no key set at its address", 1, 1));
	}

	@Test
	void asksAgainWhenLoadingFailsInAnUnplannedWay() {
		Deque<KeySetLoader.Loaded> outcomes = new ArrayDeque<>();
		RemoteKeySource source = new RemoteKeySource(() -> CompletableFuture.completedFuture(outcomes.remove()),
				settings(TIMEOUT), this.clock, Runnable::run, "main", this.fetches::add);
		assertThat(source.find(SignatureAlgorithm.RS256, "a")).isInstanceOf(KeyLookup.Unavailable.class);
		outcomes.add(new KeySetLoader.Loaded.Keys(JwkSetParser.PUBLISHED.parse(OLD).orElseThrow().keys(), List.of()));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html><body>Log in</body></html>", "{}", "{\"keys\":[]}", "[]",
			"{\"keys\":[{\"kty\":\"RSA\"}]}" })
	void takesWhatHoldsNoKeyForUnavailable(String body) {
		this.server.answer("/jwks", 200, body);
		assertThat(unavailable("old").retryAfter()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 401, 403, 404, 500, 503 })
	void takesOtherStatusForUnavailable(int status) {
		this.server.answer("/jwks", status, "");
		unavailable("old");
	}

	@Test
	void givesUpOnBodyThatIsTooLarge() {
		this.server.answer("/jwks", 200, " ".repeat(4096 - OLD.length) + new String(OLD, StandardCharsets.UTF_8));
		assertFound("old");
		this.server.answer("/jwks", 200, " ".repeat(4097 - OLD.length) + new String(OLD, StandardCharsets.UTF_8));
		KeySource other = source(Runnable::run, TIMEOUT);
		assertThat(((KeyLookup.Unavailable) other.find(SignatureAlgorithm.RS256, "old")).detail())
			.contains("keys.max-size");
	}

	@Test
	void givesUpOnBodyThatDoesNotEnd() {
		this.server.answer("/jwks", 200, OLD);
		CountDownLatch gate = this.server.stall();
		KeySource impatient = source(Runnable::run, Duration.ofMillis(300));
		assertThat(((KeyLookup.Unavailable) impatient.find(SignatureAlgorithm.RS256, "old")).detail())
			.contains("in time");
		gate.countDown();
	}

	@ParameterizedTest
	@CsvSource({ "DRIPS,in time", "HANGS,in time", "REDIRECTS_IN_A_CIRCLE,status 302",
			"REDIRECTS_NOWHERE,cannot be reached", "COMPRESSES,no JWK set", "REFUSES,cannot be reached" })
	void saysWhatServerDidInsteadOfAnswering(FaultyKeyServer.Fault fault, String detail) {
		try (FaultyKeyServer faulty = new FaultyKeyServer()) {
			faulty.publish("/jwks", new String(OLD, StandardCharsets.UTF_8));
			faulty.begin(fault);
			Duration timeout = Duration.ofMillis(300);
			RemoteKeySource source = source(new JwkSetLoader(URI.create(faulty.address() + "/jwks"), fetcher(timeout)),
					Runnable::run, timeout);
			KeyLookup lookup = source.find(SignatureAlgorithm.RS256, "old");
			assertThat(((KeyLookup.Unavailable) lookup).detail()).contains(detail);
		}
	}

	@Test
	void fetchesKeysOfOneIssuerWhileManyOthersHang() {
		try (FaultyKeyServer hanging = new FaultyKeyServer()) {
			hanging.begin(FaultyKeyServer.Fault.HANGS);
			for (int i = 0; i < 20; i++) {
				this.keySets.jwkSet("hanging" + i, URI.create(hanging.address() + "/" + i), settings(TIMEOUT));
				this.keySets.discovery("undiscovered" + i, hanging.address(), settings(TIMEOUT));
			}
			this.server.answer("/jwks", 200, OLD);
			KeySource source = this.keySets.jwkSet("main", this.server.uri("/jwks"), settings(TIMEOUT));
			this.keySets.start(Duration.ZERO);
			Instant end = Instant.now().plus(TIMEOUT);
			while (!(source.find(SignatureAlgorithm.RS256, "old") instanceof KeyLookup.Found)) {
				assertThat(Instant.now()).isBefore(end);
			}
			while (hanging.requests().size() < 40) {
				assertThat(Instant.now()).isBefore(end);
			}
		}
	}

	@Test
	void keepsKeysFreshAfterTheClockFailed() {
		AtomicBoolean broken = new AtomicBoolean();
		Clock fragile = new Clock() {

			@Override
			public Instant instant() {
				if (broken.getAndSet(false)) {
					throw new IllegalStateException("The clock has stopped");
				}
				return RemoteKeySetsTests.this.clock.instant();
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
		this.server.answer("/jwks", 200, OLD);
		try (RemoteKeySets fragileKeySets = new RemoteKeySets(fragile)) {
			fragileKeySets.jwkSet("main", this.server.uri("/jwks"), settings(TIMEOUT));
			fragileKeySets.start(TIMEOUT);
			broken.set(true);
			while (broken.get()) {
				Thread.onSpinWait();
			}
			this.clock.advance(Duration.ofMinutes(10));
			while (this.server.requests().size() < 2) {
				Thread.onSpinWait();
			}
		}
	}

	@Test
	void tellsClientsToComeBackSoonWhenTheClockWasPutBackInAnOutage() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 500, "");
		tickAfter(Duration.ofMinutes(10));
		this.clock.advance(Duration.ofHours(-1));
		assertThat(unknown("new").retryAfter()).isEqualTo(Duration.ofSeconds(1));
		assertFound("old");
		this.keys.fetchIfDue();
		assertThat(unknown("new").retryAfter()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void mayFetchAgainWhileItTellsOfTheFetchBefore() {
		AtomicReference<RemoteKeySource> source = new AtomicReference<>();
		Deque<KeyLookup> during = new ArrayDeque<>();
		source.set(new RemoteKeySource(
				() -> CompletableFuture.completedFuture(new KeySetLoader.Loaded.Failed("It is away")),
				settings(TIMEOUT), this.clock, Runnable::run, "main", (fetch) -> {
					if (fetch.failures() == 1) {
						this.clock.advance(Duration.ofSeconds(1));
						during.add(source.get().find(SignatureAlgorithm.RS256, "old"));
					}
				}));
		source.get().fetchIfDue();
		assertThat(((KeyLookup.Unavailable) during.remove()).retryAfter()).isEqualTo(Duration.ofSeconds(2));
		assertThat(source.get().status().failures()).isEqualTo(2);
	}

	@Test
	void takesServerThatIsNotThereForUnavailable() {
		this.server.close();
		assertThat(unavailable("old").detail()).contains("cannot be reached");
	}

	@Test
	void fetchesInTheBackgroundFromTheStartOn() {
		this.server.answer("/jwks", 200, OLD);
		KeySource source = this.keySets.jwkSet("main", this.server.uri("/jwks"), settings(TIMEOUT));
		assertThat(this.server.requests()).isEmpty();
		this.keySets.start(TIMEOUT);
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		this.clock.advance(Duration.ofMinutes(10));
		while (this.server.requests().size() < 2) {
			Thread.onSpinWait();
		}
	}

	@Test
	void startsWithoutServersThatHang() {
		this.server.answer("/jwks", 200, OLD);
		CountDownLatch gate = this.server.stall();
		KeySource source = this.keySets.jwkSet("main", this.server.uri("/jwks"), settings(TIMEOUT));
		this.keySets.start(Duration.ofMillis(1));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Unavailable.class);
		gate.countDown();
		while (!(source.find(SignatureAlgorithm.RS256, "old") instanceof KeyLookup.Found)) {
			Thread.onSpinWait();
		}
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void answersAfterTheEnd() {
		KeySource source = this.keySets.jwkSet("main", this.server.uri("/jwks"), settings(TIMEOUT));
		this.keySets.start(Duration.ZERO);
		this.keySets.close();
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Unavailable.class);
	}

	@Test
	void usesOldKeysWhileAFetchRuns() {
		this.server.answer("/jwks", 200, OLD);
		KeySource source = this.keySets.jwkSet("main", this.server.uri("/jwks"), settings(TIMEOUT));
		this.keySets.start(TIMEOUT);
		CountDownLatch gate = this.server.stall();
		for (int i = 0; i < 100; i++) {
			KeyLookup.Unknown unknown = (KeyLookup.Unknown) source.find(SignatureAlgorithm.RS256, "new");
			assertThat(unknown.retryAfter()).isEqualTo(Duration.ofSeconds(1));
			assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		}
		gate.countDown();
		while (this.server.requests().size() < 2) {
			Thread.onSpinWait();
		}
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void admitsNoSymmetricAlgorithm() {
		assertThat(this.keys.objectionTo(SignatureAlgorithm.HS256)).isPresent();
		assertThat(this.keys.objectionTo(SignatureAlgorithm.RS256)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///etc/keys.json", "classpath:keys.json", "keys.json", "ftp://example.com/keys",
			"http:keys" })
	void refusesAddressesThatAreNotOfHttp(String address) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.keySets.jwkSet("main", URI.create(address), settings(TIMEOUT)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.keySets.discovery("main", address, settings(TIMEOUT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/realms/main", "/realms/main/" })
	void discoversKeySetByOpenIdMetadata(String path) {
		String issuer = this.server.address() + path;
		String metadata = (path.endsWith("/") ? path : path + "/") + ".well-known/openid-configuration";
		this.server.answer(metadata, 200, metadata(issuer));
		this.server.answer("/jwks", 200, OLD);
		RemoteKeySource source = discovery(issuer);
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		this.clock.advance(Duration.ofMinutes(10));
		source.fetchIfDue();
		assertThat(this.server.requests()).containsExactly(metadata, "/jwks", "/jwks");
	}

	@Test
	void discoversKeySetByOauthMetadata() {
		String issuer = this.server.address() + "/tenant";
		this.server.answer("/.well-known/oauth-authorization-server/tenant", 200, metadata(issuer));
		this.server.answer("/jwks", 200, OLD);
		RemoteKeySource source = discovery(issuer);
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
	}

	@Test
	void refusesMetadataOfAnotherIssuer() {
		this.server.answer("/.well-known/openid-configuration", 200, metadata(this.server.address() + "/"));
		this.server.answer("/jwks", 200, OLD);
		RemoteKeySource source = discovery(this.server.address());
		assertThat(((KeyLookup.Unavailable) source.find(SignatureAlgorithm.RS256, "old")).detail())
			.contains("another issuer");
		assertThat(this.server.requests()).doesNotContain("/jwks");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "{\"issuer\":\"%s\"}", "{\"issuer\":\"%s\",\"jwks_uri\":1}",
			"{\"issuer\":\"%s\",\"jwks_uri\":\"file:///etc/passwd\"}", "{\"issuer\":\"%s\",\"jwks_uri\":\"/jwks\"}",
			"{\"issuer\":\"%s\",\"jwks_uri\":\"http://[\"}" })
	void takesUselessMetadataForUnavailable(String metadata) {
		this.server.answer("/.well-known/openid-configuration", 200, metadata.formatted(this.server.address()));
		RemoteKeySource source = discovery(this.server.address());
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Unavailable.class);
	}

	@Test
	void discoversAgainWhenKeySetIsGone() {
		this.server.answer("/.well-known/openid-configuration", 200, metadata(this.server.address()));
		this.server.answer("/jwks", 404, "");
		RemoteKeySource source = discovery(this.server.address());
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Unavailable.class);
		this.server.answer("/moved", 200, OLD);
		this.server.answer("/.well-known/openid-configuration", 200,
				metadata(this.server.address()).replace("/jwks", "/moved"));
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
	}

	private String metadata(String issuer) {
		return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, this.server.uri("/jwks"));
	}

	private RemoteKeySource source(Executor background, Duration timeout) {
		return source("/jwks", background, timeout);
	}

	private RemoteKeySource source(String path, Executor background, Duration timeout) {
		return source(new JwkSetLoader(this.server.uri(path), fetcher(timeout)), background, timeout);
	}

	private RemoteKeySource discovery(String issuer) {
		return source(new DiscoveryLoader(issuer, fetcher(TIMEOUT)), Runnable::run, TIMEOUT);
	}

	/**
	 * A source that has done when it returns what it began, where nothing is in the
	 * background.
	 */
	private RemoteKeySource source(KeySetLoader loader, Executor background, Duration timeout) {
		KeySetLoader waiting = () -> CompletableFuture.completedFuture(loader.load().join());
		return new RemoteKeySource(waiting, settings(timeout), this.clock, background, "main", this.fetches::add);
	}

	private HttpFetcher fetcher(Duration timeout) {
		return new HttpFetcher(() -> this.client, settings(timeout));
	}

	private static RemoteKeySettings settings(Duration timeout) {
		return new RemoteKeySettings(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofHours(1), timeout,
				timeout, 4096, Duration.ofSeconds(30));
	}

	private void tickAfter(Duration duration) {
		this.clock.advance(duration);
		this.keys.fetchIfDue();
	}

	private List<VerificationKey> found(String id) {
		return found(SignatureAlgorithm.RS256, id);
	}

	private List<VerificationKey> found(SignatureAlgorithm algorithm, String id) {
		return ((KeyLookup.Found) this.keys.find(algorithm, id)).keys();
	}

	private void assertFound(String id) {
		assertThat(this.keys.find(SignatureAlgorithm.RS256, id)).isInstanceOf(KeyLookup.Found.class);
	}

	private KeyLookup.Unknown unknown(String id) {
		return (KeyLookup.Unknown) this.keys.find(SignatureAlgorithm.RS256, id);
	}

	private KeyLookup.Unavailable unavailable(String id) {
		return (KeyLookup.Unavailable) this.keys.find(SignatureAlgorithm.RS256, id);
	}

	/**
	 * What an issuer does instead of publishing its keys.
	 */
	enum Fault {

		HANGS {
			@Override
			CountDownLatch begin(KeyServer server) {
				return server.stall();
			}
		},

		DROPS_HALF_WAY {
			@Override
			CountDownLatch begin(KeyServer server) {
				server.drop(true);
				return new CountDownLatch(0);
			}
		},

		FAILS(500, "out of order"), SHOWS_LOGIN(200, "<html><body>Log in</body></html>"),
		IS_EMPTY(200, "{\"keys\":[]}"),

		IS_FIVE_MEGABYTES(200, "{\"keys\":[" + " ".repeat(5_000_000) + "]}"),

		HAS_BAD_KEYS(200, "{\"keys\":[{\"kty\":\"RSA\"},null]}");

		private final int status;

		private final String body;

		Fault() {
			this(200, "");
		}

		Fault(int status, String body) {
			this.status = status;
			this.body = body;
		}

		/**
		 * Begin to fail, until the returned gate is opened.
		 */
		CountDownLatch begin(KeyServer server) {
			server.answer("/jwks", this.status, this.body);
			return new CountDownLatch(0);
		}

	}

}
