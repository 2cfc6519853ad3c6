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

package io.github.wsguard.stomp;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DestinationPatternTests {

	@ParameterizedTest
	@CsvSource({ "/topic/a, /topic/a, true", "/topic/a, /topic/A, false", "/topic/a, /topic/a/, false",
			"/topic/a, /topic/a/b, false", "/topic/a, topic/a, false", "/topic/a, /topic/%61, false",
			"/topic/*, /topic/a, true", "/topic/*, /topic/, false", "/topic/*, /topic, false",
			"/topic/*, /topic/a/b, false", "/topic/room-*, /topic/room-1, true", "/topic/room-*, /topic/room-, false",
			"/topic/*-room, /topic/1-room, true", "/topic/*-room, /topic/room, false", "/topic/**, /topic, true",
			"/topic/**, /topic/, true", "/topic/**, /topic/a/b/c, true", "/topic/**, /topics, false",
			"/topic/*/b, /topic/a/b, true", "/topic/*/b, /topic/a/c, false", "**, anything/at/all, true",
			"a.b, a.b, true", "/topic/a*a, /topic/a, false" })
	void matchesSegmentBySegment(String pattern, String destination, boolean matches) {
		assertThat(DestinationPattern.parse(pattern).match(destination) != null).isEqualTo(matches);
	}

	@Test
	void findsVariables() {
		DestinationPattern pattern = DestinationPattern.parse("/topic/{tenant}/room.{room}.news/**");
		assertThat(pattern.variables()).containsExactlyInAnyOrder("tenant", "room");
		assertThat(pattern.match("/topic/acme/room.7.news/x")).isEqualTo(Map.of("tenant", "acme", "room", "7"));
		assertThat(pattern.match("/topic/acme/room.7/x")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/topic//a", "/topic/", "/topic/**/a", "/topic/a**", "/topic/?", "/topic/{a",
			"/topic/a}", "/topic/{}", "/topic/{ }", "/topic/{a:.*}", "/topic/{a}{b}", "/topic/*{b}", "/topic/{a}/{a}",
			"/topic/#", "/topic/a.>", "/topic/{*a}" })
	void refusesWhatIsNoPattern(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> DestinationPattern.parse(pattern));
	}

	@Test
	void putsTheMoreSpecificFirst() {
		Stream<String> patterns = Stream.of("/**", "/topic/**", "/topic/*", "/topic/room-{room}", "/topic/room",
				"/topic/*/x");
		assertThat(patterns.map(DestinationPattern::parse).sorted().map(DestinationPattern::toString))
			.containsExactly("/topic/room", "/topic/room-{room}", "/topic/*/x", "/topic/*", "/topic/**", "/**");
	}

	@Test
	void isEqualToOneThatMeansTheSame() {
		assertThat(DestinationPattern.parse("/a/{x}")).isEqualTo(DestinationPattern.parse("/a/*"))
			.hasSameHashCodeAs(DestinationPattern.parse("/a/*"))
			.isNotEqualTo(DestinationPattern.parse("/a/**"))
			.isNotEqualTo(DestinationPattern.parse("/a/x"));
	}

	@ParameterizedTest
	@CsvSource({ "/topic/**, /topic/*, true", "/topic/**, /topic/**, true", "/topic/**, /**, false",
			"/topic/**, /topi?/a, false", "/topic/*, /topic/*, true", "/topic/*, /topic/**, false",
			"/topic/*/a, /topic/**/a, false", "/topic/*, /topic/a.#, false", "/topic/**, /topic/a.#, true",
			"/topic/{room}, /topic/*, false", "/topic/{room}/*, /topic/7/*, true", "/topic/a*, /topic/a?, true",
			"/topic/a*, /topic/?a, false", "/topic/*a, /topic/?a, true", "/topic/a, /topic/?, false",
			"/topic/*/x, /topic/*, false" })
	void coversWildcardsOnlyIfEverythingTheyMeanMatches(String pattern, String destination, boolean covers) {
		assertThat(DestinationPattern.parse(pattern).covers(wildcards(destination))).isEqualTo(covers);
	}

	@ParameterizedTest
	@CsvSource({ "/topic/admin/**, /topic/**, true", "/topic/admin/**, /topic/*, true", "/topic/admin, /topic/*, true",
			"/topic/admin, /topic/a*, true", "/topic/admin, /topic/b*, false", "/topic/admin, /topic/*n, true",
			"/topic/admin, /topic/*x, false", "/topic/admin, /queue/**, false", "/topic/room-*, /topic/r?om-1, true",
			"/topic/room-*, /topic/x*, false", "/topic/admin/x, /topic/*, false", "/topic/admin, /topic/*/x, false",
			"/topic/**, /topic/a/*, true", "/topic/admin, /**, true", "/topic/admin, /topic/>, true",
			"/topic/admin, /topic/admin/**, true", "/topic/admin, /topic/admin/**/x, false",
			"/topic/admin, /topic/b.#, false", "/topic/{room}, /topic/admin/**, true",
			"/topic/admin, /topic/admin.#, true", "/topic/admin, /topic/admin.**, true" })
	void overlapsWildcardsThatMayMeanTheSame(String pattern, String destination, boolean overlaps) {
		assertThat(DestinationPattern.parse(pattern).overlaps(wildcards(destination))).isEqualTo(overlaps);
	}

	@ParameterizedTest
	@CsvSource({ "/topic/room/{room}, /topic/*, true", "/topic/room/{room}, /topic/r*, true",
			"/topic/room/{room}, /topic/news.*, false", "/topic/room/{room}, /topic/room?7, true",
			"/topic/room, /topic/*, true", "/topic/room, /queue/*, false" })
	void overlapsWildcardsThatReachOverSlashes(String pattern, String destination, boolean overlaps) {
		WildcardDestination wildcards = WildcardDestination.of(destination, true);
		assertThat(wildcards).isNotNull();
		assertThat(DestinationPattern.parse(pattern).overlaps(wildcards)).isEqualTo(overlaps);
	}

	private static WildcardDestination wildcards(String destination) {
		WildcardDestination wildcards = WildcardDestination.of(destination, false);
		assertThat(wildcards).isNotNull();
		return wildcards;
	}

	@Test
	void knowsDestinationsWithoutWildcards() {
		assertThat(WildcardDestination.of("/topic/a.b-c_d%20e", false)).isNull();
	}

}
