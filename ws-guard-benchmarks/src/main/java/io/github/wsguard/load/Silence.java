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

/**
 * What happens when many clients open a connection and never send the token that they are
 * to send first?
 */
final class Silence {

	private static final String EXPECTED = "close 4408 AUTH_TIMEOUT retry=never";

	private static final Duration QUIET = Duration.ofSeconds(2);

	private final CrowdFigures figures;

	private final int clients;

	private final Duration timeout;

	private final int inFlight;

	Silence(Figures figures, int clients, Duration timeout, int inFlight) {
		this.figures = new CrowdFigures(figures, Section.SILENCE);
		this.clients = (int) Math.min(clients, SystemLimits.connections());
		this.timeout = timeout;
		this.inFlight = inFlight;
	}

	/**
	 * Return what the application is told: it lets all of them wait, from one address.
	 */
	List<String> properties() {
		String first = "--ws-guard.token.first-message.";
		return List.of("--ws-guard.endpoints.all.path=/ws",
				"--ws-guard.endpoints.all.token.sources=query,first-message",
				first + "timeout=" + this.timeout.toSeconds() + "s", first + "max-waiting=" + this.clients,
				first + "max-waiting-per-address=" + this.clients);
	}

	/**
	 * Open connections without a token, and wait for their end.
	 */
	void measure(Subject subject) throws IOException {
		ChildApplication application = subject.application();
		LoadGenerator generator = subject.generator();
		long heap = application.heapAfterCollection();
		try (Bystanders others = Bystanders.start(subject)) {
			int threads = application.mostThreads();
			long quiet = System.nanoTime();
			others.talkFor(QUIET);
			long begin = System.nanoTime();
			subject.run(Load.held(TokenSource.NONE), Pace.closed(this.inFlight, this.clients));
			long opened = System.nanoTime();
			long due = begin + this.timeout.toNanos();
			generator.awaitEnds(opened + this.timeout.toNanos());
			long end = System.nanoTime();
			this.figures.closed(this.clients, generator.held().mostOpen(), EXPECTED, generator.held().farewells(),
					(farewell) -> farewell.startedAt() + this.timeout.toNanos());
			this.figures.threads(threads, application.mostThreads());
			Bystanders.Talk talk = others.stop();
			this.figures.echo("before", talk.tail(quiet, begin));
			this.figures.echo("while these connect", talk.tail(begin, opened));
			this.figures.echo("while these are closed", talk.tail(due, end));
		}
		generator.dropHeld();
		this.figures.heap(heap, application.heapAfterCollection());
	}

}
