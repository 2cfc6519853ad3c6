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

package io.github.wsguard.hostile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.context.annotation.Bean;

import io.github.wsguard.wire.WireServer;

/**
 * A guarded application that is attacked, and what it logs meanwhile.
 */
final class HostileServer implements AutoCloseable {

	/**
	 * Log everything, but not to the console.
	 */
	static final List<String> TRACE = List.of("logging.level.root=TRACE", "logging.threshold.console=OFF");

	/**
	 * Name what Tomcat refuses before any filter runs.
	 */
	static final String CONTAINER_ERRORS = "ws-guard.container-errors.enabled=true";

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final AtomicInteger numbers = new AtomicInteger();

	private final WireServer server;

	private final HostileLog log;

	private final boolean containerNamed;

	private final String token;

	private final String admittedToken;

	private HostileServer(WireServer server, boolean containerNamed) {
		this.server = server;
		this.containerNamed = containerNamed;
		this.token = server.token("good");
		this.admittedToken = server.token("bob");
		this.log = HostileLog.open();
	}

	/**
	 * Start the application of the wire tests.
	 * @param properties {@code name=value}, over those of the tests
	 * @return the running server
	 */
	static HostileServer start(List<String> properties) {
		List<String> all = new ArrayList<>(properties);
		all.add("server.tomcat.connection-timeout=2s");
		WireServer server = WireServer.start(List.of(EveryLine.class), all.toArray(String[]::new));
		return new HostileServer(server, properties.contains(CONTAINER_ERRORS));
	}

	/**
	 * Make a case of a row.
	 * @param name its name
	 * @param row the request as {@link HostileRequest} reads it; {@code {token}} is a
	 * good token, {@code {authority}} and {@code {port}} are the server's,
	 * {@code {canary}} is the case's own word, {@code {secret}} one that nobody may log
	 * @param expectation what may come of it
	 * @param secrets further words that may appear nowhere
	 * @return the case
	 */
	HostileCase hostile(String name, String row, String expectation, String... secrets) {
		String canary = HostileCase.canary(this.numbers.incrementAndGet());
		String secret = canary.replace("canary", "secret");
		Expectation outcome = Expectation.parse(expectation);
		// What the application does with the headers that it is given is its own affair
		String good = outcome.admits() ? this.admittedToken : this.token;
		String authority = "127.0.0.1:" + this.server.port();
		String inner = HostileRequest
			.parse("GET /ws/echo", (word) -> word.equals("token") ? this.admittedToken : authority)
			.bytes();
		HostileRequest request = HostileRequest.parse(row, (word) -> switch (word) {
			case "canary" -> canary;
			case "secret" -> secret;
			case "token" -> good;
			case "port" -> Integer.toString(this.server.port());
			case "authority" -> authority;
			case "inner" -> inner;
			case "inner-length" -> Integer.toString(inner.length());
			case "inner-chunk" -> Integer.toHexString(inner.length());
			default -> throw new IllegalArgumentException("Unknown word in " + name + ": " + word);
		});
		List<String> all = new ArrayList<>(List.of(secrets));
		all.add(this.token.substring(this.token.lastIndexOf('.') + 1));
		if (row.contains("{secret}")) {
			all.add(secret);
		}
		return new HostileCase(name, request, outcome, canary, List.copyOf(all));
	}

	/**
	 * Attack the server.
	 * @param cases the cases
	 * @return what is wrong with its answers, with its health and with what it logged;
	 * empty if nothing is
	 */
	List<String> faults(List<HostileCase> cases) {
		List<HostileCase> controls = List.of(hostile("control that is admitted", "GET /ws/echo", "101"), hostile(
				"control that is refused", "GET /ws/echo ⏎ Origin: https://evil.example", "403 ORIGIN_NOT_ALLOWED"));
		HostileRun run = new HostileRun(new HostileClient(this.server.port(), LIMIT), controls, this.containerNamed);
		List<String> faults = new ArrayList<>(run.faults(cases));
		faults.addAll(this.log.faults(cases));
		return faults;
	}

	WireServer application() {
		return this.server;
	}

	HostileLog log() {
		return this.log;
	}

	@Override
	public void close() {
		this.log.close();
		this.server.close();
	}

	/**
	 * Refusals are sampled in the log by a clock that leaps, so that none is left out.
	 */
	static final class EveryLine {

		@Bean
		Clock leapingClock() {
			return new LeapingClock(Clock.systemUTC(), new AtomicLong());
		}

	}

	private static final class LeapingClock extends Clock {

		private static final long LEAP = Duration.ofMinutes(1).toMillis();

		private final Clock clock;

		private final AtomicLong leaps;

		private LeapingClock(Clock clock, AtomicLong leaps) {
			this.clock = clock;
			this.leaps = leaps;
		}

		@Override
		public long millis() {
			return this.clock.millis() + LEAP * this.leaps.incrementAndGet();
		}

		@Override
		public Instant instant() {
			return this.clock.instant();
		}

		@Override
		public ZoneId getZone() {
			return this.clock.getZone();
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return new LeapingClock(this.clock.withZone(zone), this.leaps);
		}

	}

}
