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

import java.io.IOException;
import java.util.List;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.load.Figures.Row;

/**
 * How many classes has an application loaded when it serves, and what does an idle
 * connection keep of its heap? Asked of an application that has done nothing else.
 */
final class IdleHeap {

	static final Row CLASSES_AT_START = new Row(Section.START_UP, "after the start");

	static final Row CLASSES_IN_USE = new Row(Section.START_UP, "after the first handshakes");

	static final Row OWN_TOKENS = new Row(Section.IDLE, "more of them, each with a token of its own");

	private static final int MOST_BESIDE = 1000;

	private static final int IN_FLIGHT = 64;

	private static final int FIRST_HANDSHAKES = 200;

	private final Figures figures;

	private final TokenStock stock;

	IdleHeap(Figures figures, TokenStock stock) {
		this.figures = figures;
		this.stock = stock;
	}

	/**
	 * Return where the heap of a connection stands.
	 * @param connections how many there are
	 */
	static Row row(int connections) {
		return new Row(Section.IDLE, "%,d connections".formatted(connections));
	}

	/**
	 * Count classes.
	 */
	void measureClasses(Subject subject) throws IOException {
		note(CLASSES_AT_START, subject, (double) subject.application().counters().classes());
		subject.awaitReadiness();
		subject.run(subject.load(HandshakeKind.RS256_KNOWN), Pace.closed(1, FIRST_HANDSHAKES));
		note(CLASSES_IN_USE, subject, (double) subject.application().counters().classes());
	}

	/**
	 * Count what connections keep, beside some that are there before: with those, the
	 * server makes what it keeps for the next requests. None is closed meanwhile, since
	 * it would keep the buffers, too.
	 * @param levels how many connections there are, in ascending order
	 */
	void measureHeap(Subject subject, List<Integer> levels) throws IOException {
		TokenSource known = subject.load(HandshakeKind.RS256_KNOWN).tokens();
		TokenSource own = subject.contender().asksForToken() ? this.stock.fresh(Algorithm.RS256) : TokenSource.NONE;
		int beside = Math.min(levels.get(0), MOST_BESIDE);
		long before = heapWith(subject, known, beside);
		long heap = before;
		int open = 0;
		for (int level : levels) {
			if (level + 2 * beside <= SystemLimits.connections()) {
				heap = heapWith(subject, known, level - open);
				subject.generator().held().requireOpen(beside + level);
				note(row(level), subject, (heap - before) / (double) level);
				open = level;
			}
		}
		note(OWN_TOKENS, subject, (heapWith(subject, own, beside) - heap) / (double) beside);
		subject.generator().dropHeld();
	}

	private static long heapWith(Subject subject, TokenSource tokens, int connections) throws IOException {
		subject.run(Load.held(tokens), Pace.closed(IN_FLIGHT, connections));
		return subject.application().heapAfterCollection();
	}

	private void note(Row row, Subject subject, double value) {
		this.figures.add(row, subject.contender(), value);
	}

}
