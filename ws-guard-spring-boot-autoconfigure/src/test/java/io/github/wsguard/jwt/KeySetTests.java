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
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeySet}.
 */
class KeySetTests {

	private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.RS256;

	@Test
	void findsKeysWithTheIdInTheirOrder() {
		VerificationKey first = key("a", ALGORITHM);
		VerificationKey second = key("a", ALGORITHM);
		KeySet keys = new KeySet(List.of(key("b", ALGORITHM), first, key(null, ALGORITHM), second));
		assertThat(found(keys, ALGORITHM, "a")).containsExactly(first, second);
	}

	@Test
	void findsKeysWithoutIdWhereNoneHasIt() {
		VerificationKey nameless = key(null, ALGORITHM);
		KeySet keys = new KeySet(List.of(key("a", ALGORITHM), nameless));
		assertThat(found(keys, ALGORITHM, "b")).containsExactly(nameless);
		assertThat(found(keys, ALGORITHM, "")).containsExactly(nameless);
	}

	@Test
	void findsAllKeysThatFitWithoutId() {
		List<VerificationKey> fitting = List.of(key("a", ALGORITHM), key(null, ALGORITHM), key("b", ALGORITHM));
		List<VerificationKey> all = new ArrayList<>(fitting);
		all.add(1, key("c", SignatureAlgorithm.ES256));
		assertThat(found(new KeySet(all), ALGORITHM, null)).isEqualTo(fitting);
	}

	@Test
	void findsNothingForAnotherAlgorithm() {
		KeySet keys = new KeySet(List.of(key("a", SignatureAlgorithm.ES256)));
		assertThat(keys.find(ALGORITHM, "a")).isNull();
		assertThat(keys.find(ALGORITHM, null)).isNull();
		assertThat(new KeySet(List.of()).find(ALGORITHM, null)).isNull();
	}

	@Test
	void holdsObjectsAndNoneThatIsEqual() {
		VerificationKey key = key("a", ALGORITHM);
		KeySet keys = new KeySet(List.of(key, key("b", ALGORITHM)));
		assertThat(keys.holds(key)).isTrue();
		VerificationKey equal = new VerificationKey(key.id(), key.algorithms(), key.signatureLength(), key.verifier());
		assertThat(equal).isEqualTo(key);
		assertThat(keys.holds(equal)).isFalse();
	}

	@Test
	void findsWhatAScanFinds() {
		Random random = new Random(5);
		String[] ids = { null, "", "a", "b", "c" };
		SignatureAlgorithm[] algorithms = SignatureAlgorithm.values();
		for (int round = 0; round < 500; round++) {
			List<VerificationKey> list = new ArrayList<>();
			for (int i = random.nextInt(8); i > 0; i--) {
				list.add(key(ids[random.nextInt(ids.length)], algorithms[random.nextInt(3)],
						algorithms[random.nextInt(3)]));
			}
			KeySet keys = new KeySet(list);
			for (SignatureAlgorithm algorithm : algorithms) {
				for (String id : ids) {
					assertThat(found(keys, algorithm, id)).isEqualTo(scan(list, algorithm, id));
				}
			}
		}
	}

	private static List<VerificationKey> scan(List<VerificationKey> keys, SignatureAlgorithm algorithm,
			@Nullable String id) {
		List<VerificationKey> fitting = keys.stream().filter((key) -> key.algorithms().contains(algorithm)).toList();
		List<VerificationKey> named = fitting.stream().filter((key) -> id == null || id.equals(key.id())).toList();
		return named.isEmpty() ? fitting.stream().filter((key) -> key.id() == null).toList() : named;
	}

	@Test
	void allocatesNothingForAKeyThatIsThere() {
		List<VerificationKey> list = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			list.add(key("k" + i, ALGORITHM));
		}
		KeySet keys = new KeySet(list);
		VerificationKey last = list.get(99);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long thread = Thread.currentThread().getId();
		long allocated = Long.MAX_VALUE;
		boolean there = true;
		for (int round = 0; round < 20; round++) {
			long before = threads.getThreadAllocatedBytes(thread);
			for (int i = 0; i < 1_000; i++) {
				there &= keys.find(ALGORITHM, "k99") != null && keys.holds(last);
			}
			allocated = Math.min(allocated, threads.getThreadAllocatedBytes(thread) - before);
		}
		assertThat(there).isTrue();
		assertThat(allocated).isLessThan(1_000);
	}

	private static List<VerificationKey> found(KeySet keys, SignatureAlgorithm algorithm, @Nullable String id) {
		KeyLookup.Found found = keys.find(algorithm, id);
		return (found != null) ? found.keys() : Collections.emptyList();
	}

	private static VerificationKey key(@Nullable String id, SignatureAlgorithm... algorithms) {
		Set<SignatureAlgorithm> set = EnumSet.noneOf(SignatureAlgorithm.class);
		Collections.addAll(set, algorithms);
		return new VerificationKey(id, set, 0, (algorithm, input, signature) -> false);
	}

}
