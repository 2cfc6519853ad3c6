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
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.wsguard.load.EchoRun.RoundTrip;

/**
 * Clients who have nothing to do with what happens to others, and talk to the server all
 * the time.
 */
final class Bystanders implements AutoCloseable {

	private static final int FIRST_CLIENT = 10;

	private static final int CLIENTS = 50;

	private final LoadGenerator generator;

	private final EchoRun run;

	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final Future<List<RoundTrip>> roundTrips;

	private Bystanders(LoadGenerator generator) {
		this.generator = generator;
		this.run = new EchoRun(generator);
		this.roundTrips = this.thread.submit(this.run);
	}

	/**
	 * Connect them, and let them talk.
	 */
	static Bystanders start(Subject subject) throws IOException {
		LoadGenerator generator = LoadGenerator.at(subject.application().port(), FIRST_CLIENT, CLIENTS);
		Load load = Load.held(subject.load(HandshakeKind.RS256_KNOWN).tokens());
		generator.run(load, Pace.closed(1, CLIENTS)).require(load);
		return new Bystanders(generator);
	}

	/**
	 * Wait while they talk.
	 */
	void talkFor(Duration duration) throws IOException {
		try {
			TimeUnit.NANOSECONDS.sleep(duration.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * Let them be silent.
	 * @throws IOException if one of them did not get its answer
	 */
	Talk stop() throws IOException {
		this.run.stop();
		try {
			return new Talk(this.roundTrips.get());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
	}

	@Override
	public void close() throws IOException {
		this.run.stop();
		this.thread.shutdownNow();
		this.generator.close();
	}

	/**
	 * How long they waited for answers.
	 *
	 * @param roundTrips each answer
	 */
	record Talk(List<RoundTrip> roundTrips) {

		/**
		 * Return the 99th percentile within a time.
		 * @param from when it begins, by {@link System#nanoTime()}
		 * @param to when it is over
		 * @return microseconds, empty if nobody asked anything
		 */
		OptionalDouble tail(long from, long to) {
			Histogram histogram = new Histogram();
			for (RoundTrip roundTrip : this.roundTrips) {
				if (roundTrip.dueAt() >= from && roundTrip.dueAt() < to) {
					histogram.record(roundTrip.nanos());
				}
			}
			return (histogram.count() > 0) ? OptionalDouble.of(histogram.percentile(0.99) / 1000.0)
					: OptionalDouble.empty();
		}

	}

}
