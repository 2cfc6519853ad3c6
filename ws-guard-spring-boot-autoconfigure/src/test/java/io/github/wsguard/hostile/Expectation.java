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

package io.github.wsguard.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What may come of a case. Written as words: alternative statuses, alternative reasons (a
 * dash for none), {@code container} if it is for Tomcat to refuse, and {@code closed} if
 * the connection may end without a response. No words at all mean any refusal.
 *
 * @param statuses the statuses that are right; any from 400 to 499 if empty
 * @param reasons the reasons that are right; any if empty
 * @param container whether Tomcat's parser may answer
 * @param closed whether no response at all is right
 */
record Expectation(Set<Integer> statuses, Set<String> reasons, boolean container, boolean closed) {

	private static final Set<String> FLAGS = Set.of("container", "closed");

	static Expectation parse(String text) {
		List<String> words = Stream.of(text.trim().split("[ /]+")).filter((word) -> !word.isEmpty()).toList();
		Set<Integer> statuses = words.stream()
			.filter((word) -> word.matches("\\d{3}"))
			.map(Integer::valueOf)
			.collect(Collectors.toUnmodifiableSet());
		Set<String> reasons = words.stream()
			.filter((word) -> word.matches("[A-Z][A-Z0-9_]+|-"))
			.collect(Collectors.toUnmodifiableSet());
		if (statuses.size() + reasons.size()
				+ words.stream().filter(FLAGS::contains).distinct().count() != words.stream().distinct().count()) {
			throw new IllegalArgumentException("Not an expectation: " + text);
		}
		return new Expectation(statuses, reasons, words.contains("container"), words.contains("closed"));
	}

	boolean admits() {
		return this.statuses.contains(101);
	}

	/**
	 * Compare what came with what may come.
	 * @param exchange what came
	 * @param containerNamed whether Tomcat's own refusals have reasons, too
	 * @return what is wrong
	 */
	List<String> faults(Exchange exchange, boolean containerNamed) {
		List<Integer> received = exchange.statuses();
		if (received.isEmpty()) {
			return this.closed ? List.of() : List.of("no response");
		}
		List<String> faults = new ArrayList<>();
		for (int i = 0; i < received.size(); i++) {
			int status = received.get(i);
			if (status == 101 && !(this.admits() && i == 0)) {
				faults.add("admitted");
			}
			else if (status >= 500 && !this.statuses.contains(status)) {
				faults.add("answered " + status);
			}
		}
		if (!isRight(received.get(0))) {
			faults.add("status " + received.get(0) + " instead of " + this.statuses);
		}
		if (!isRight(exchange.reason(), containerNamed)) {
			faults.add("reason " + exchange.reason() + " instead of " + this.reasons);
		}
		return faults;
	}

	private boolean isRight(int status) {
		return this.statuses.isEmpty() ? status >= 400 && status <= 499 : this.statuses.contains(status);
	}

	private boolean isRight(@Nullable String reason, boolean containerNamed) {
		if (reason == null) {
			return admits() || this.reasons.contains("-") || (this.container && !containerNamed);
		}
		return this.reasons.isEmpty() || this.reasons.contains(reason);
	}

}
