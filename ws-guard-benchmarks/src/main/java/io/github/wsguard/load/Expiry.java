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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What happens when the tokens of many connections expire at the same time? The
 * application tolerates no difference of clocks here, so that they end with {@code exp}.
 */
final class Expiry {

	/**
	 * What the application is told.
	 */
	static final List<String> PROPERTIES = List.of("--ws-guard.jwt.clock-skew=0s");

	private static final String EXPECTED = "close 4401 TOKEN_EXPIRED retry=new-token";

	private static final Duration LEAST_LEAD = Duration.ofSeconds(4);

	private static final int SLOWEST_PER_SECOND = 100;

	private final CrowdFigures figures;

	private final TokenStock stock;

	private final int connections;

	private final int inFlight;

	Expiry(Figures figures, TokenStock stock, int connections, int inFlight) {
		this.figures = new CrowdFigures(figures, Section.EXPIRY);
		this.stock = stock;
		this.connections = (int) Math.min(connections, SystemLimits.connections());
		this.inFlight = inFlight;
	}

	/**
	 * Open connections, each with a token of its own, and wait for their end.
	 */
	void measure(Subject subject) throws IOException {
		LoadGenerator generator = subject.generator();
		try (Bystanders others = Bystanders.start(subject)) {
			Instant expiry = Instant.now()
				.plus(LEAST_LEAD)
				.plusSeconds(this.connections / SLOWEST_PER_SECOND)
				.truncatedTo(ChronoUnit.SECONDS);
			TokenSource tokens = this.stock.expiring(this.connections, expiry);
			int threads = subject.application().mostThreads();
			subject.run(Load.held(tokens), Pace.closed(this.inFlight, this.connections));
			long opened = System.nanoTime();
			long due = opened + Instant.now().until(expiry, ChronoUnit.NANOS);
			generator.awaitEnds(due);
			long end = System.nanoTime();
			this.figures.closed(this.connections, generator.held().mostOpen(), EXPECTED, generator.held().farewells(),
					(farewell) -> due);
			this.figures.threads(threads, subject.application().mostThreads());
			Bystanders.Talk talk = others.stop();
			this.figures.echo("before", talk.tail(opened, due));
			this.figures.echo("while these are closed", talk.tail(due, end));
		}
		generator.dropHeld();
	}

}
