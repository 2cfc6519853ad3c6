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

package io.github.wsguard.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How thoroughly is measured, and what.
 */
final class LoadOptions {

	private static final Map<String, String> THOROUGH = Map.ofEntries(
			Map.entry("measure", "start-up,idle,handshakes,flood,storm"), Map.entry("forks", "5"),
			Map.entry("rounds", "5"), Map.entry("warm-up", "40000"), Map.entry("millis", "2000"),
			Map.entry("in-flight", "32"), Map.entry("new-tokens", "16384"), Map.entry("idle", "1000,4000,16000"),
			Map.entry("flood-seconds", "10"), Map.entry("storm", "6000"), Map.entry("bad-tokens", "1000000"),
			Map.entry("expiring", "5000"), Map.entry("silent", "10000"), Map.entry("first-message-seconds", "10"),
			Map.entry("jvm", "-Xms3g -Xmx3g -XX:+UseSerialGC"));

	private static final Map<String, String> QUICK = Map.ofEntries(Map.entry("forks", "1"), Map.entry("rounds", "3"),
			Map.entry("warm-up", "4000"), Map.entry("millis", "1000"), Map.entry("new-tokens", "11000"),
			Map.entry("idle", "1000,4000"), Map.entry("flood-seconds", "4"), Map.entry("storm", "2000"),
			Map.entry("bad-tokens", "50000"), Map.entry("expiring", "1000"), Map.entry("silent", "2000"),
			Map.entry("first-message-seconds", "4"));

	private final Map<String, String> values;

	private LoadOptions(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * Read options.
	 * @param text names with two hyphens, each with its value behind it; {@code --quick}
	 * stands alone and changes what the others default to
	 * @throws IllegalArgumentException if an option is unknown or has no value
	 */
	static LoadOptions parse(String text) {
		Map<String, String> chosen = new HashMap<>();
		boolean quick = false;
		Iterator<String> words = Arrays.stream(text.strip().split("\\s+(?=--)"))
			.filter((word) -> !word.isEmpty())
			.iterator();
		while (words.hasNext()) {
			String[] option = words.next().split("\\s+", 2);
			if (option[0].equals("--quick")) {
				quick = true;
			}
			else {
				chosen.put(knownName(option[0]), valueOf(option));
			}
		}
		Map<String, String> values = new HashMap<>(THOROUGH);
		values.putAll(quick ? QUICK : Map.of());
		values.putAll(chosen);
		return new LoadOptions(values);
	}

	private static String knownName(String option) {
		String name = option.startsWith("--") ? option.substring(2) : "";
		if (!THOROUGH.containsKey(name)) {
			throw new IllegalArgumentException("Unknown option " + option + ", known are " + THOROUGH.keySet());
		}
		return name;
	}

	private static String valueOf(String... option) {
		if (option.length < 2) {
			throw new IllegalArgumentException("Option " + option[0] + " has no value");
		}
		return option[1].strip();
	}

	/**
	 * Return what is measured.
	 */
	Set<Part> parts() {
		Set<Part> parts = EnumSet.noneOf(Part.class);
		for (String name : text("measure").split(",", -1)) {
			parts.add(Part.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT)));
		}
		return parts;
	}

	/**
	 * Return how many JVMs of each application are started one after the other.
	 */
	int forks() {
		return number("forks");
	}

	/**
	 * Return how often each kind of handshake is measured in a JVM.
	 */
	int rounds() {
		return number("rounds");
	}

	/**
	 * Return how many handshakes of each kind an application has answered before any is
	 * measured.
	 */
	int warmUp() {
		return number("warm-up");
	}

	/**
	 * Return how long a kind of handshake is measured in a round.
	 */
	Duration duration() {
		return Duration.ofMillis(number("millis"));
	}

	/**
	 * Return how many handshakes are unanswered at a time.
	 */
	int inFlight() {
		return number("in-flight");
	}

	/**
	 * Return how many tokens take turns as new ones.
	 */
	int newTokens() {
		return number("new-tokens");
	}

	/**
	 * Return how many connections are idle, in ascending order.
	 */
	List<Integer> idle() {
		return Arrays.stream(text("idle").split(",", -1)).map(Integer::valueOf).toList();
	}

	/**
	 * Return how long a flood lasts.
	 */
	Duration flood() {
		return Duration.ofSeconds(number("flood-seconds"));
	}

	/**
	 * Return how many connections are lost at once.
	 */
	int storm() {
		return number("storm");
	}

	/**
	 * Return how many bad tokens are presented that all differ.
	 */
	int badTokens() {
		return number("bad-tokens");
	}

	/**
	 * Return how many connections have tokens that expire at once.
	 */
	int expiring() {
		return number("expiring");
	}

	/**
	 * Return how many clients never send the token that they are to send.
	 */
	int silent() {
		return number("silent");
	}

	/**
	 * Return how long a client may take to send its token.
	 */
	Duration firstMessage() {
		return Duration.ofSeconds(number("first-message-seconds"));
	}

	/**
	 * Return what the JVM of each application is told.
	 */
	List<String> jvm() {
		return List.of(text("jvm").split("\\s+", -1));
	}

	private String text(String name) {
		return Objects.requireNonNull(this.values.get(name), name);
	}

	private int number(String name) {
		return Integer.parseInt(text(name));
	}

	@Override
	public String toString() {
		return "forks %d, rounds %d of %d ms, %d handshakes of each kind before, JVM %s".formatted(forks(), rounds(),
				duration().toMillis(), warmUp(), text("jvm"));
	}

	/**
	 * A part of what can be measured.
	 */
	enum Part {

		/**
		 * Classes that are loaded.
		 */
		START_UP,

		/**
		 * Heap of idle connections.
		 */
		IDLE,

		/**
		 * Handshakes of each kind.
		 */
		HANDSHAKES,

		/**
		 * Good handshakes beside a flood of bad ones.
		 */
		FLOOD,

		/**
		 * Connections that are lost and made again at once.
		 */
		STORM,

		/**
		 * What is left of bad tokens that all differ.
		 */
		BAD_TOKENS,

		/**
		 * Connections that end with their tokens, and clients that stay silent.
		 */
		CONNECTIONS

	}

}
