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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

	private final RemoteKeySets keySets = new RemoteKeySets(this.clock);

	private final KeySource keys = this.keySets.jwkSet(this.server.uri("/jwks"), settings(TIMEOUT));

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void fetchesOnceUntilRefreshIsDue() {
		this.server.answer("/jwks", 200, OLD);
		assertThat(this.server.requests()).isEmpty();
		assertFound("old");
		this.clock.advance(Duration.ofMinutes(15).minusNanos(1));
		assertFound("old");
		assertThat(this.server.requests()).hasSize(1);
		this.clock.advance(Duration.ofNanos(1));
		assertFound("old");
		assertThat(this.server.requests()).hasSize(2);
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
		assertThat(unknown("x0").retryAfter()).isNull();
		for (int i = 1; i <= 20; i++) {
			assertThat(unknown("x" + i).retryAfter()).isEqualTo(Duration.ofSeconds(30));
		}
		assertThat(this.server.requests()).hasSize(2);
		this.clock.advance(Duration.ofSeconds(30).minusNanos(1));
		assertThat(unknown("y").retryAfter()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.server.requests()).hasSize(2);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(unknown("z").retryAfter()).isNull();
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void doesNotFetchAgainForKeyThatTheFirstFetchDidNotBring() {
		this.server.answer("/jwks", 200, OLD);
		assertThat(unknown("x").retryAfter()).isNull();
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void keepsOldKeysThroughAnOutageUpToItsTolerance() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 500, "");
		this.clock.advance(Duration.ofMinutes(75).minusNanos(1));
		assertFound("old");
		assertThat(this.server.requests()).hasSize(2);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(unavailable("old").detail()).contains("500");
	}

	@Test
	void asksServerInTroubleOnlyNowAndThen() {
		this.server.answer("/jwks", 500, "");
		for (int i = 0; i < 10; i++) {
			assertThat(unavailable("old").retryAfter()).isEqualTo(Duration.ofSeconds(5));
		}
		assertThat(this.server.requests()).hasSize(1);
		this.server.answer("/jwks", 200, OLD);
		this.clock.advance(Duration.ofSeconds(5));
		assertFound("old");
	}

	@Test
	void takesOutageForOutageWhenKeyIsUnknown() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 503, "");
		for (int i = 0; i < 10; i++) {
			unavailable("new");
		}
		assertThat(this.server.requests()).hasSize(2);
		assertFound("old");
		this.server.answer("/jwks", 200, NEW);
		this.clock.advance(Duration.ofSeconds(30));
		assertFound("new");
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
	void keepsOldKeysWhenNoKeyIsLeft() {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.server.answer("/jwks", 200, "{\"keys\":[]}");
		this.clock.advance(Duration.ofMinutes(15));
		assertFound("old");
	}

	@Test
	void givesUpOnBodyThatIsTooLarge() {
		this.server.answer("/jwks", 200, " ".repeat(4096 - OLD.length) + new String(OLD, StandardCharsets.UTF_8));
		assertFound("old");
		this.server.answer("/jwks", 200, " ".repeat(4097 - OLD.length) + new String(OLD, StandardCharsets.UTF_8));
		KeySource other = this.keySets.jwkSet(this.server.uri("/jwks"), settings(TIMEOUT));
		assertThat(((KeyLookup.Unavailable) other.find(SignatureAlgorithm.RS256, "old")).detail())
			.contains("keys.max-size");
	}

	@Test
	void givesUpOnBodyThatDoesNotEnd() {
		this.server.answer("/jwks", 200, OLD);
		CountDownLatch gate = this.server.stall();
		KeySource impatient = this.keySets.jwkSet(this.server.uri("/jwks"), settings(Duration.ofMillis(100)));
		assertThat(((KeyLookup.Unavailable) impatient.find(SignatureAlgorithm.RS256, "old")).detail())
			.contains("in time");
		gate.countDown();
	}

	@Test
	void takesServerThatIsNotThereForUnavailable() {
		this.server.close();
		assertThat(unavailable("old").detail()).contains("cannot be reached");
	}

	@Test
	void fetchesOnceForAllThreadsThatWait() throws Exception {
		this.server.answer("/jwks", 200, OLD);
		CountDownLatch gate = this.server.stall();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<KeyLookup> lookup = () -> this.keys.find(SignatureAlgorithm.RS256, "old");
			List<Future<KeyLookup>> lookups = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				lookups.add(threads.submit(lookup));
			}
			gate.countDown();
			for (Future<KeyLookup> future : lookups) {
				assertThat(future.get(30, TimeUnit.SECONDS)).isInstanceOf(KeyLookup.Found.class);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void usesOldKeysWhileAnotherThreadFetches() throws Exception {
		this.server.answer("/jwks", 200, OLD);
		assertFound("old");
		this.clock.advance(Duration.ofMinutes(15));
		CountDownLatch gate = this.server.stall();
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<KeyLookup> fetching = thread.submit(() -> this.keys.find(SignatureAlgorithm.RS256, "old"));
			while (this.server.requests().size() < 2) {
				Thread.onSpinWait();
			}
			assertFound("old");
			assertThat(unknown("new").retryAfter()).isEqualTo(Duration.ofSeconds(1));
			gate.countDown();
			assertThat(fetching.get(30, TimeUnit.SECONDS)).isInstanceOf(KeyLookup.Found.class);
		}
		finally {
			thread.shutdownNow();
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
			.isThrownBy(() -> this.keySets.jwkSet(URI.create(address), settings(TIMEOUT)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.keySets.discovery(address, settings(TIMEOUT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/realms/main", "/realms/main/" })
	void discoversKeySetByOpenIdMetadata(String path) {
		String issuer = this.server.address() + path;
		String metadata = (path.endsWith("/") ? path : path + "/") + ".well-known/openid-configuration";
		this.server.answer(metadata, 200, metadata(issuer));
		this.server.answer("/jwks", 200, OLD);
		KeySource source = this.keySets.discovery(issuer, settings(TIMEOUT));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		this.clock.advance(Duration.ofMinutes(15));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
		assertThat(this.server.requests()).containsExactly(metadata, "/jwks", "/jwks");
	}

	@Test
	void discoversKeySetByOauthMetadata() {
		String issuer = this.server.address() + "/tenant";
		this.server.answer("/.well-known/oauth-authorization-server/tenant", 200, metadata(issuer));
		this.server.answer("/jwks", 200, OLD);
		KeySource source = this.keySets.discovery(issuer, settings(TIMEOUT));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Found.class);
	}

	@Test
	void refusesMetadataOfAnotherIssuer() {
		this.server.answer("/.well-known/openid-configuration", 200, metadata(this.server.address() + "/"));
		this.server.answer("/jwks", 200, OLD);
		KeySource source = this.keySets.discovery(this.server.address(), settings(TIMEOUT));
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
		KeySource source = this.keySets.discovery(this.server.address(), settings(TIMEOUT));
		assertThat(source.find(SignatureAlgorithm.RS256, "old")).isInstanceOf(KeyLookup.Unavailable.class);
	}

	@Test
	void discoversAgainWhenKeySetIsGone() {
		this.server.answer("/.well-known/openid-configuration", 200, metadata(this.server.address()));
		this.server.answer("/jwks", 404, "");
		KeySource source = this.keySets.discovery(this.server.address(), settings(TIMEOUT));
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

	private static RemoteKeySettings settings(Duration timeout) {
		return new RemoteKeySettings(Duration.ofMinutes(15), Duration.ofHours(1), timeout, timeout, 4096,
				Duration.ofSeconds(30));
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

}
