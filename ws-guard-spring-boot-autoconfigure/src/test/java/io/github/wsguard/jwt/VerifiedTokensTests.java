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

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link VerifiedTokens}.
 */
class VerifiedTokensTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000L);

	private static final VerificationKey KEY = VerificationKey.secret(TestKeys.SECRET);

	private static final IssuerSettings ISSUER = new IssuerSettings("main", null,
			new StaticKeySource(new KeySet(List.of(KEY))), Set.of("ws"), false, Set.of("HS256"), Set.of("JWT"), "sub",
			"", null, "");

	@Test
	void findsWhatItKeeps() {
		VerifiedTokens tokens = VerifiedTokens.atMost(2);
		VerifiedToken token = token(tokens, "a");
		tokens.keep(token);
		assertThat(find(tokens, "a")).isSameAs(token);
		assertThat(find(tokens, "b")).isNull();
		assertThat(tokens.size()).isOne();
	}

	@Test
	void keepsNothingWithoutRoom() {
		VerifiedTokens tokens = VerifiedTokens.none();
		assertThat(tokens.hash("a")).isNull();
		tokens.keep(token(VerifiedTokens.atMost(1), "a"));
		assertThat(tokens.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void demandsRoom(int maxEntries) {
		assertThatIllegalArgumentException().isThrownBy(() -> VerifiedTokens.atMost(maxEntries))
			.withMessageContaining("maxEntries");
	}

	@Test
	void keepsAsManyAsItMayAndNoMore() {
		VerifiedTokens tokens = VerifiedTokens.atMost(1_000);
		keep(tokens, 0, 1_000);
		assertThat(tokens.size()).isEqualTo(1_000);
		assertThat(tokens.evictions()).isZero();
		assertThat(found(tokens, 0, 1_000)).isEqualTo(1_000);
		keep(tokens, 1_000, 50_000);
		assertThat(tokens.size()).isEqualTo(1_000);
		assertThat(tokens.evictions()).isEqualTo(49_000);
		assertThat(found(tokens, 0, 50_000)).isEqualTo(1_000);
	}

	@Test
	void forgetsTokensThatDoNotComeAgainBeforeThoseThatDo() {
		VerifiedTokens tokens = VerifiedTokens.atMost(100);
		keep(tokens, 0, 100);
		for (int i = 0; i < 20; i++) {
			tokens.hit(token(find(tokens, "t" + i)));
		}
		keep(tokens, 100, 180);
		assertThat(found(tokens, 0, 20)).isEqualTo(20);
		assertThat(found(tokens, 20, 100)).isZero();
		assertThat(found(tokens, 100, 180)).isEqualTo(80);
	}

	@Test
	void makesRoomWhenEachTokenCameAgain() {
		VerifiedTokens tokens = VerifiedTokens.atMost(1_000);
		keep(tokens, 0, 1_000);
		for (int i = 0; i < 1_000; i++) {
			tokens.hit(token(find(tokens, "t" + i)));
		}
		keep(tokens, 1_000, 1_001);
		assertThat(find(tokens, "t1000")).isNotNull();
		assertThat(tokens.size()).isEqualTo(1_000);
	}

	@Test
	void replacesTokenThatItKnowsInItsPlace() {
		VerifiedTokens tokens = VerifiedTokens.atMost(3);
		keep(tokens, 0, 3);
		VerifiedToken again = token(tokens, "t1");
		tokens.keep(again);
		assertThat(find(tokens, "t1")).isSameAs(again);
		assertThat(found(tokens, 0, 3)).isEqualTo(3);
		assertThat(tokens.evictions()).isZero();
	}

	@Test
	void forgetsOnRequest() {
		VerifiedTokens tokens = VerifiedTokens.atMost(3);
		keep(tokens, 0, 3);
		VerifiedToken gone = token(find(tokens, "t1"));
		tokens.forget(gone);
		tokens.forget(gone);
		assertThat(find(tokens, "t1")).isNull();
		assertThat(tokens.size()).isEqualTo(2);
		assertThat(tokens.evictions()).isZero();
		keep(tokens, 3, 6);
		assertThat(tokens.size()).isEqualTo(3);
	}

	@Test
	void forgetsNothingButTheVeryToken() {
		VerifiedTokens tokens = VerifiedTokens.atMost(3);
		VerifiedToken old = token(tokens, "a");
		tokens.keep(old);
		tokens.keep(token(tokens, "a"));
		tokens.forget(old);
		assertThat(find(tokens, "a")).isNotNull();
	}

	@Test
	void keepsNoTokenWithLargeClaims() {
		VerifiedTokens tokens = VerifiedTokens.atMost(3);
		tokens.keep(token(tokens, "long", Map.of("text", "x".repeat(VerifiedTokens.LARGEST_CLAIMS))));
		tokens.keep(token(tokens, "wide", Map.of("text", "\u0161".repeat(VerifiedTokens.LARGEST_CLAIMS / 2))));
		tokens.keep(token(tokens, "many", Map.of("list", Collections.nCopies(600, 1L))));
		tokens.keep(token(tokens, "deep", Map.of("map", Map.of("list", Collections.nCopies(80, Map.of())))));
		tokens.keep(token(tokens, "odd", Map.of("number", BigInteger.ONE)));
		assertThat(tokens.size()).isZero();
		tokens.keep(token(tokens, "fair", Map.of("text", "x".repeat(VerifiedTokens.LARGEST_CLAIMS / 2))));
		assertThat(tokens.size()).isOne();
	}

	@Test
	void neitherGrowsNorLosesTrackWithManyThreads() throws Exception {
		for (int room : new int[] { 1, 2, 7, 64 }) {
			VerifiedTokens tokens = VerifiedTokens.atMost(room);
			inParallel(() -> {
				ThreadLocalRandom random = ThreadLocalRandom.current();
				for (int i = 0; i < 20_000; i++) {
					String name = "t" + random.nextInt(3 * room);
					VerifiedToken found = find(tokens, name);
					if (found == null) {
						tokens.keep(token(tokens, name));
					}
					else if (random.nextInt(10) == 0) {
						tokens.forget(found);
					}
					else {
						tokens.hit(found);
					}
				}
				return null;
			});
			assertThat(tokens.size()).isLessThanOrEqualTo(room);
			keep(tokens, 1_000, 1_000 + 200 * room);
			assertThat(tokens.size()).as("room for %s", room).isEqualTo(room);
			assertThat(found(tokens, 1_000, 1_000 + 200 * room)).isEqualTo(room);
		}
	}

	private static void inParallel(Callable<@Nullable Void> task) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<@Nullable Void>> tasks = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				tasks.add(task);
			}
			for (Future<@Nullable Void> done : threads.invokeAll(tasks)) {
				done.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void keep(VerifiedTokens tokens, int from, int to) {
		for (int i = from; i < to; i++) {
			tokens.keep(token(tokens, "t" + i));
		}
	}

	private static int found(VerifiedTokens tokens, int from, int to) {
		int found = 0;
		for (int i = from; i < to; i++) {
			found += (find(tokens, "t" + i) != null) ? 1 : 0;
		}
		return found;
	}

	private static @Nullable VerifiedToken find(VerifiedTokens tokens, String name) {
		return tokens.find(hash(tokens, name));
	}

	private static VerifiedToken token(@Nullable VerifiedToken found) {
		assertThat(found).isNotNull();
		return found;
	}

	private static TokenHash hash(VerifiedTokens tokens, String name) {
		TokenHash hash = tokens.hash(name);
		assertThat(hash).isNotNull();
		return hash;
	}

	private static VerifiedToken token(VerifiedTokens tokens, String name) {
		return token(tokens, name, Map.of("sub", name));
	}

	private static VerifiedToken token(VerifiedTokens tokens, String name, Map<String, Object> claims) {
		TokenPrincipal principal = new TokenPrincipal(name, "main", claims, Set.of(), null, NOW);
		return new VerifiedToken(hash(tokens, name), ISSUER, KEY, new TokenTimes(NOW, null, null),
				new Verification.Verified(principal));
	}

}
