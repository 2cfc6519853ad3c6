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

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import io.github.wsguard.load.Figures.Row;
import io.github.wsguard.load.Target.Bound;

/**
 * What ws-guard sets out to cost at most, beside what it costs.
 */
final class Targets {

	private static final int KILOBYTE = 1024;

	private static final int LATEST_MILLIS = 5000;

	private static final HandshakeKind[] KNOWN = { HandshakeKind.RS256_KNOWN, HandshakeKind.ES256_KNOWN };

	private static final HandshakeKind[] NEW = { HandshakeKind.RS256_NEW, HandshakeKind.ES256_NEW };

	/**
	 * Without bad signatures, which nobody can refuse without the arithmetic.
	 */
	private static final HandshakeKind[] EARLY_REFUSALS = { HandshakeKind.BAD_ORIGIN, HandshakeKind.GARBAGE,
			HandshakeKind.EXPIRED, HandshakeKind.UNKNOWN_KEY };

	private final Figures figures;

	Targets(Figures figures) {
		this.figures = figures;
	}

	/**
	 * Write a table of the targets whose numbers were measured.
	 * @return the table, each line with its end, empty if there are none
	 */
	String toMarkdown() {
		String rows = all().filter(Target::isMeasured).map(Target::toMarkdown).collect(Collectors.joining());
		return rows.isEmpty() ? ""
				: "\n### Targets\n\n|  | of | target | measured |  |\n| --- | --- | ---: | ---: | --- |\n" + rows;
	}

	private Stream<Target> all() {
		return Stream.of(bytes(), signatures(), memory(), speed(), pressure(), ends()).flatMap(List::stream);
	}

	private List<Target> bytes() {
		return List.of(
				atMost("G3", "accepted, known token: bytes over plain", 2 * KILOBYTE,
						against(Contender.PLAIN, Section.ALLOCATED, Targets::difference, KNOWN)),
				atMost("G3", "accepted, new token: bytes over plain", 22 * KILOBYTE,
						against(Contender.PLAIN, Section.ALLOCATED, Targets::difference, NEW)),
				atMost("G4", "refused, bad origin: bytes, to plain's refusal of a bad origin", 1,
						toPlainRefusal(HandshakeKind.BAD_ORIGIN)),
				atMost("G4", "refused, garbage token: bytes, to plain's refusal of a bad origin", 1,
						toPlainRefusal(HandshakeKind.GARBAGE)));
	}

	private List<Target> signatures() {
		return List.of(
				atMost("G5", "refused before the signature, and known tokens: signatures verified", 0,
						DoubleStream.concat(verified(EARLY_REFUSALS), verified(KNOWN))),
				atMost("G5", "storm of known tokens: signatures verified", 0, number(Storm.VERIFICATIONS)),
				atMost("G5", "storm of known tokens: key sets fetched", 1, number(Storm.FETCHES)));
	}

	private List<Target> memory() {
		double[] sessions = this.figures.rows(Section.IDLE)
			.stream()
			.filter((row) -> !row.equals(IdleHeap.OWN_TOKENS))
			.flatMapToDouble(this::number)
			.toArray();
		return List.of(
				atMost("G6", "idle connection: bytes of the heap over plain", 384,
						this.figures.rows(Section.IDLE)
							.stream()
							.filter((row) -> !row.equals(IdleHeap.OWN_TOKENS))
							.flatMapToDouble((row) -> against(Contender.PLAIN, row, Targets::difference))),
				atMost("G6", "idle connection: most of the heap to least, by number of connections", 1.01,
						(sessions.length > 1) ? DoubleStream.of(Arrays.stream(sessions).max().orElseThrow()
								/ Arrays.stream(sessions).min().orElseThrow()) : DoubleStream.empty()),
				atMost("G7", "classes over plain, after the first handshakes", 300,
						against(Contender.PLAIN, IdleHeap.CLASSES_IN_USE, Targets::difference)));
	}

	private List<Target> speed() {
		return List.of(
				atLeast("R1", "known token: rate to plain", 0.95,
						against(Contender.PLAIN, Section.RATE, Targets::ratio, KNOWN)),
				atMost("R1", "known token: CPU to plain", 1.05,
						against(Contender.PLAIN, Section.CPU, Targets::ratio, KNOWN)),
				atLeast("R2", "known token, RS256: rate to Spring Security", 1.4,
						against(Contender.SECURITY, Section.RATE, Targets::ratio, HandshakeKind.RS256_KNOWN)),
				atLeast("R2", "known token, ES256: rate to Spring Security", 5,
						against(Contender.SECURITY, Section.RATE, Targets::ratio, HandshakeKind.ES256_KNOWN)),
				atMost("R4", "refused before the signature: CPU to Spring Security", 0.35,
						against(Contender.SECURITY, Section.CPU, Targets::ratio, EARLY_REFUSALS)));
	}

	private List<Target> pressure() {
		return List.of(atMost("R5", "flood: 99th percentile of known tokens to quiet", 4, number(Flood.GROWTH)),
				atLeast("R5", "flood: new good tokens admitted, %", 90, number(Flood.NEW_ADMITTED)),
				atMost("R6", "storm: time to plain", 1.2, against(Contender.PLAIN, Storm.SECONDS, Targets::ratio)),
				atMost("R6", "storm: time to Spring Security", 0.25,
						against(Contender.SECURITY, Storm.SECONDS, Targets::ratio)),
				atMost("", "bad tokens that all differ: growth of the heap, MB", 50,
						growth(ManyBadTokens.HEAP_BEFORE, ManyBadTokens.HEAP_AFTER)),
				atMost("", "bad tokens that all differ: growth of the series of metrics", 0,
						growth(ManyBadTokens.SERIES_BEFORE, ManyBadTokens.SERIES_AFTER)));
	}

	private List<Target> ends() {
		return List.of(atLeast("", "tokens that expire at once: clients told why, %", 100, told(Section.EXPIRY)),
				atMost("", "tokens that expire at once: the last was told, ms after the time", LATEST_MILLIS,
						number(CrowdFigures.last(Section.EXPIRY))),
				atLeast("", "silent clients: told why, %", 100, told(Section.SILENCE)),
				atMost("", "silent clients: the last was told, ms after the time", LATEST_MILLIS,
						number(CrowdFigures.last(Section.SILENCE))));
	}

	private DoubleStream told(Section section) {
		return compare(CrowdFigures.told(section), Contender.WS_GUARD, CrowdFigures.clients(section),
				Contender.WS_GUARD, (told, all) -> 100 * told / all);
	}

	private static Target atMost(String name, String demand, double limit, DoubleStream values) {
		return new Target(name, demand, Bound.AT_MOST, limit, values.boxed().toList());
	}

	private static Target atLeast(String name, String demand, double limit, DoubleStream values) {
		return new Target(name, demand, Bound.AT_LEAST, limit, values.boxed().toList());
	}

	private static double difference(double own, double other) {
		return own - other;
	}

	private static double ratio(double own, double other) {
		return own / other;
	}

	private DoubleStream against(Contender other, Section section, DoubleBinaryOperator comparison,
			HandshakeKind... kinds) {
		return Arrays.stream(kinds).flatMapToDouble((kind) -> against(other, kind.row(section), comparison));
	}

	private DoubleStream against(Contender other, Row row, DoubleBinaryOperator comparison) {
		return compare(row, Contender.WS_GUARD, row, other, comparison);
	}

	private DoubleStream toPlainRefusal(HandshakeKind kind) {
		return compare(kind.row(Section.ALLOCATED), Contender.WS_GUARD, HandshakeKind.BAD_ORIGIN.row(Section.ALLOCATED),
				Contender.PLAIN, Targets::ratio);
	}

	private DoubleStream growth(Row before, Row after) {
		return compare(after, Contender.WS_GUARD_WITH_METRICS, before, Contender.WS_GUARD_WITH_METRICS,
				Targets::difference);
	}

	private DoubleStream compare(Row row, Contender contender, Row otherRow, Contender other,
			DoubleBinaryOperator comparison) {
		return this.figures.get(row, contender)
			.stream()
			.flatMap((own) -> this.figures.get(otherRow, other)
				.stream()
				.map((reference) -> comparison.applyAsDouble(own, reference)));
	}

	private DoubleStream verified(HandshakeKind... kinds) {
		return Arrays.stream(kinds).flatMapToDouble((kind) -> number(kind.row(Section.VERIFIED)));
	}

	private DoubleStream number(Row row) {
		return this.figures.get(row, Contender.WS_GUARD).stream();
	}

}
