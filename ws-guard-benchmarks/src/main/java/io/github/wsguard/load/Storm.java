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
import java.util.concurrent.TimeUnit;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.load.Figures.Row;

/**
 * How long does it take until all clients are back that lost their connections at once?
 * Each has an ES256 token of its own, which the server has seen before.
 */
final class Storm {

	static final Row SECONDS = new Row(Section.STORM, "seconds until all are back");

	static final Row VERIFICATIONS = new Row(Section.STORM, "signatures verified");

	static final Row FETCHES = new Row(Section.STORM, "key sets fetched");

	private static final int IN_FLIGHT_BEFORE = 64;

	private static final long PAUSE_MILLIS = 500;

	private final Figures figures;

	private final TokenStock stock;

	private final KeySetServer keys;

	private final int connections;

	Storm(Figures figures, TokenStock stock, KeySetServer keys, int connections) {
		this.figures = figures;
		this.stock = stock;
		this.keys = keys;
		this.connections = (int) Math.min(connections, SystemLimits.connections());
	}

	/**
	 * Let the clients of each application lose their connections, one application after
	 * the other.
	 */
	void measure(List<Subject> subjects, int rounds) throws IOException {
		for (int round = 0; round < rounds; round++) {
			for (Subject subject : subjects) {
				measure(subject);
			}
		}
	}

	private void measure(Subject subject) throws IOException {
		connect(subject, IN_FLIGHT_BEFORE);
		subject.generator().dropHeld();
		pause();
		Counters before = subject.application().counters();
		int fetches = this.keys.fetches(subject.contender());
		Outcome outcome = connect(subject, this.connections);
		note(SECONDS, subject, outcome.nanos() / 1e9);
		if (subject.contender() == Contender.WS_GUARD) {
			note(VERIFICATIONS, subject,
					(double) (subject.application().counters().verifications() - before.verifications()));
		}
		note(FETCHES, subject, this.keys.fetches(subject.contender()) - fetches);
		subject.generator().held().requireOpen(this.connections);
		subject.generator().dropHeld();
		pause();
	}

	private Outcome connect(Subject subject, int inFlight) throws IOException {
		TokenSource tokens = subject.contender().asksForToken() ? this.stock.some(Algorithm.ES256, this.connections)
				: TokenSource.NONE;
		return subject.run(Load.held(tokens), Pace.closed(inFlight, this.connections));
	}

	/**
	 * Let the server notice that its clients are gone.
	 */
	private static void pause() throws IOException {
		try {
			TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private void note(Row row, Subject subject, double value) {
		this.figures.add(row, subject.contender(), value);
	}

}
