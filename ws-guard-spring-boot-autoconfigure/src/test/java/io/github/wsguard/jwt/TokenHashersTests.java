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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenHashers}.
 */
class TokenHashersTests {

	private final TokenHashers hashers = new TokenHashers(3);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 55, 56, 63, 64, 65, 255, 256, 257, 511, 512, 513, 8192 })
	void hashesBySha256(int length) throws Exception {
		assertThat(hex("a".repeat(length))).isEqualTo(sha256("a".repeat(length)));
		String mixed = "eyJ-_.09".repeat(1024).substring(0, length);
		assertThat(hex(mixed)).isEqualTo(sha256(mixed));
	}

	@Test
	void hashesNothingButOctets() throws Exception {
		assertThat(this.hashers.hash("a\u00ff")).isNotNull().isNotEqualTo(this.hashers.hash("a?"));
		for (String other : List.of("\u0100", "\u0161", "\uff41", "\ud83d", "\ud83d\ude00")) {
			assertThat(this.hashers.hash("a".repeat(300) + other)).isNull();
			assertThat(this.hashers.hash(other + "a".repeat(300))).isNull();
			assertThat(this.hashers.hash("a".repeat(255) + other)).isNull();
		}
		assertThat(hex("a")).isEqualTo(sha256("a"));
	}

	/**
	 * The low byte of this letter is the one of "a".
	 */
	@Test
	void doesNotTakeLetterForAnotherThatSharesItsLowByte() {
		assertThat((byte) '\u0161').isEqualTo((byte) 'a');
		assertThat(this.hashers.hash("b\u0161")).isNull();
	}

	@Test
	void hashesForManyThreadsAtOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			List<Callable<List<String>>> tasks = new ArrayList<>();
			for (int task = 0; task < 64; task++) {
				String token = Integer.toString(task).repeat(400);
				tasks.add(() -> {
					List<String> hashes = new ArrayList<>();
					for (int i = 0; i < 500; i++) {
						hashes.add(hex(token));
					}
					return hashes;
				});
			}
			int task = 0;
			for (Future<List<String>> hashes : threads.invokeAll(tasks)) {
				assertThat(hashes.get()).containsOnly(sha256(Integer.toString(task++).repeat(400)));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private String hex(String token) {
		TokenHash hash = this.hashers.hash(token);
		assertThat(hash).isNotNull();
		return "%016x%016x%016x%016x".formatted(hash.first(), hash.second(), hash.third(), hash.fourth());
	}

	private static String sha256(String token) throws Exception {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
	}

}
