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
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.wsguard.load.Figures.Row;

/**
 * What becomes of good handshakes while somebody sends bad signatures as fast as they are
 * answered? Those with known tokens and those with new ones come at a fixed rate, from
 * other addresses than the bad ones.
 */
final class Flood {

	static final Row QUIET_TAIL = row("known tokens, quiet: 99th percentile, ms");

	static final Row FLOOD_TAIL = row("known tokens, in the flood: 99th percentile, ms");

	static final Row GROWTH = row("known tokens: 99th percentile in the flood to quiet");

	static final Row KNOWN_ADMITTED = row("known tokens admitted in the flood, %");

	static final Row NEW_ADMITTED = row("new good tokens admitted in the flood, %");

	static final Row BAD_RATE = row("bad tokens answered in a second");

	private static final int GOOD_PER_SECOND = 100;

	private static final int BAD_IN_FLIGHT = 64;

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final Set<Integer> ANY_WORD = Set.of(SWITCHING_PROTOCOLS, 401, 429, 503);

	private final Figures figures;

	private final Duration duration;

	Flood(Figures figures, Duration duration) {
		this.figures = figures;
		this.duration = duration;
	}

	private static Row row(String title) {
		return new Row(Section.FLOOD, title);
	}

	/**
	 * Send good handshakes, first alone and then beside bad ones.
	 */
	void measure(Subject subject) throws IOException {
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			Outcome quiet = good(subject, threads).known().get();
			Future<Outcome> bad = threads.submit(stream(subject, 2, 1, tolerant(subject, HandshakeKind.BAD_SIGNATURE),
					Pace.closed(BAD_IN_FLIGHT, this.duration.plusSeconds(1))));
			Good good = good(subject, threads);
			note(subject, quiet, good.known().get(), good.fresh().get(), bad.get());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Good good(Subject subject, ExecutorService threads) {
		Pace pace = Pace.open(GOOD_PER_SECOND, this.duration);
		Future<Outcome> known = threads
			.submit(stream(subject, 10, 50, tolerant(subject, HandshakeKind.ES256_KNOWN), pace));
		Future<Outcome> fresh = threads
			.submit(stream(subject, 60, 50, tolerant(subject, HandshakeKind.ES256_NEW), pace));
		return new Good(known, fresh);
	}

	private static Load tolerant(Subject subject, HandshakeKind kind) {
		Load load = subject.load(kind);
		return new Load(load.origin(), load.tokens(), ANY_WORD, load.after());
	}

	private static Callable<Outcome> stream(Subject subject, int firstClient, int clients, Load load, Pace pace) {
		return () -> {
			try (LoadGenerator generator = LoadGenerator.at(subject.application().port(), firstClient, clients)) {
				Outcome outcome = generator.run(load, pace);
				outcome.require(load);
				return outcome;
			}
		};
	}

	private void note(Subject subject, Outcome quiet, Outcome known, Outcome fresh, Outcome bad) {
		double quietTail = quiet.latencies().percentile(0.99) / 1e6;
		double floodTail = known.latencies().percentile(0.99) / 1e6;
		this.figures.add(QUIET_TAIL, subject.contender(), quietTail);
		this.figures.add(FLOOD_TAIL, subject.contender(), floodTail);
		this.figures.add(GROWTH, subject.contender(), floodTail / quietTail);
		this.figures.add(KNOWN_ADMITTED, subject.contender(), admitted(known));
		this.figures.add(NEW_ADMITTED, subject.contender(), admitted(fresh));
		this.figures.add(BAD_RATE, subject.contender(), bad.rate());
	}

	private static double admitted(Outcome outcome) {
		return 100.0 * outcome.answers(SWITCHING_PROTOCOLS) / outcome.answers();
	}

	/**
	 * The two streams of good handshakes.
	 */
	private record Good(Future<Outcome> known, Future<Outcome> fresh) {

	}

}
