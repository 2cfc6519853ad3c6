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

package io.github.wsguard.fuzz.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import io.github.wsguard.fuzz.Campaign;
import io.github.wsguard.fuzz.Difference;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Sample;
import io.github.wsguard.fuzz.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Compares the guard with slow references on inputs made from seeds. The properties
 * {@code fuzz.target}, {@code fuzz.seed} and {@code fuzz.trials} choose others, and
 * {@code fuzz.report} prints what came of them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTests {

	private static final Path REGRESSIONS = Path.of("src/test/resources/fuzz/regressions.txt");

	private static final long SEED = Long.getLong("fuzz.seed", 1);

	static List<FuzzTarget> targets() {
		return Targets.chosen();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("targets")
	void noVerdictDiffersAndEachComesUp(FuzzTarget target) {
		int trials = Integer.getInteger("fuzz.trials", target.trials());
		Campaign campaign = new Campaign(target);
		long start = System.nanoTime();
		Optional<Difference> difference = campaign.run(SEED, trials);
		long nanoseconds = Math.max(1, System.nanoTime() - start);
		assertThat(difference).as("-Dfuzz.target=%s -Dfuzz.trials=1 -Dfuzz.seed=%d", target, campaign.seed()).isEmpty();
		if (Boolean.getBoolean("fuzz.report")) {
			LoggerFactory.getLogger(FuzzTests.class)
				.info("{}: {} inputs from seed {}, {} a second: {}", target, trials, SEED,
						trials * TimeUnit.SECONDS.toNanos(1) / nanoseconds, campaign.verdicts());
		}
		if (trials >= target.trials()) {
			assertThat(campaign.verdicts()).containsOnlyKeys(target.kinds());
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("wrongReferences")
	void noticesReferenceThatIsWrongAboutOneVerdict(FuzzTarget target, String kind) {
		FuzzTarget mistaken = target.against((sample) -> mistake(target.reference().apply(sample), kind));
		assertThat(new Campaign(mistaken).run(1, target.trials()))
			.hasValueSatisfying((difference) -> assertThat(difference.outcome().actual().kind()).isEqualTo(kind));
	}

	static Stream<Arguments> wrongReferences() {
		return Targets.all()
			.stream()
			.flatMap((target) -> target.kinds().stream().sorted().map((kind) -> arguments(target, kind)));
	}

	private static Set<Verdict> mistake(Set<Verdict> expected, String kind) {
		Set<Verdict> mistaken = new HashSet<>(expected);
		mistaken.removeIf((verdict) -> verdict.kind().equals(kind));
		return mistaken;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("targets")
	void noticesReferenceThatIsWrongAboutValues(FuzzTarget target) {
		FuzzTarget mistaken = target.against((sample) -> target.reference()
			.apply(sample)
			.stream()
			.map((verdict) -> verdict.with(verdict.value() + "?"))
			.collect(Collectors.toSet()));
		assertThat(new Campaign(mistaken).run(1, 1)).isPresent();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("targets")
	void noticesExceptionThatEscapes(FuzzTarget target) {
		FuzzTarget failing = new FuzzTarget(target.name(), target.samples(), (sample) -> {
			throw new IllegalStateException("escaped");
		}, target.reference(), target.kinds(), target.trials());
		assertThat(new Campaign(failing).run(1, 1))
			.hasValueSatisfying((difference) -> assertThat(difference.outcome().actual().value()).contains("escaped"));
	}

	@Test
	void reportsSmallInputThatCanBeKept() {
		FuzzTarget target = Targets.named("origin").against((sample) -> Set.of(Verdict.of("MALFORMED")));
		Difference difference = new Campaign(target).run(1, target.trials()).orElseThrow();
		String row = difference.toString().lines().toList().get(1);
		Sample smallest = Sample.parse(row.substring("origin\t".length()));
		assertThat(target.attempt(smallest).agrees()).isFalse();
		assertThat(smallest.first("origin", "").length()).isLessThan(12);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("regressions")
	void regressionsStayMended(FuzzTarget target, Sample sample) {
		FuzzTarget.Outcome outcome = target.attempt(sample);
		assertThat(outcome.expected()).contains(outcome.actual());
	}

	static Stream<Arguments> regressions() {
		return rows().map((row) -> {
			int tab = row.indexOf('\t');
			return arguments(Targets.named(row.substring(0, tab)), Sample.parse(row.substring(tab + 1)));
		});
	}

	private static Stream<String> rows() {
		try {
			return Files.readAllLines(REGRESSIONS).stream().filter((row) -> !row.isBlank() && !row.startsWith("#"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void samplesSurviveTheirFormOfOneLine() {
		Sample sample = Sample.of("a", " \t=\\u\u0000\ud800\u00e9 ", "a", "", "b-c", "x y");
		assertThat(Sample.parse(sample.toString())).isEqualTo(sample);
	}

}
