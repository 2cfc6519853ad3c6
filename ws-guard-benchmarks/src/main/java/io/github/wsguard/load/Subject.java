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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.wsguard.benchmarks.SampleIssuer;

/**
 * An application that runs, and all that is needed to put it under load.
 */
final class Subject implements AutoCloseable {

	private final ChildApplication application;

	private final LoadGenerator generator;

	private final Map<HandshakeKind, Load> loads = new EnumMap<>(HandshakeKind.class);

	private Subject(ChildApplication application, LoadGenerator generator, TokenStock stock) {
		this.application = application;
		this.generator = generator;
		for (HandshakeKind kind : HandshakeKind.values()) {
			this.loads.put(kind, kind.load(application.contender(), stock));
		}
	}

	/**
	 * Start an application.
	 * @param contender which one
	 * @param jvmOptions what its JVM is told
	 * @param more what it is told beyond what all of its kind are told
	 * @param stock tokens for it
	 * @param keys where it finds the keys
	 */
	static Subject start(Contender contender, List<String> jvmOptions, List<String> more, TokenStock stock,
			KeySetServer keys) throws IOException {
		List<String> properties = properties(contender, keys);
		properties.addAll(more);
		ChildApplication application = ChildApplication.start(contender, jvmOptions, properties);
		return new Subject(application, LoadGenerator.at(application.port(), 1, 1), stock);
	}

	private static List<String> properties(Contender contender, KeySetServer keys) {
		List<String> properties = new ArrayList<>(
				List.of("--server.address=127.0.0.1", "--server.port=0", "--server.tomcat.max-keep-alive-requests=-1",
						"--server.tomcat.max-connections=20000", "--server.tomcat.accept-count=4096"));
		switch (contender) {
			case PLAIN -> {
			}
			case SECURITY -> {
				String prefix = "--spring.security.oauth2.resourceserver.jwt.";
				properties.addAll(List.of(prefix + "issuer-uri=" + TokenStock.ISSUER,
						prefix + "jwk-set-uri=" + keys.uri(contender), prefix + "jws-algorithms=RS256,ES256",
						prefix + "audiences=" + SampleIssuer.AUDIENCE));
			}
			case WS_GUARD, WS_GUARD_WITH_METRICS, WS_GUARD_WITH_ECHO -> {
				String prefix = "--ws-guard.jwt.issuers.main.";
				properties.addAll(List.of("--ws-guard.origin.allowed=" + Load.ALLOWED_ORIGIN,
						"--ws-guard.token.sources=query", prefix + "issuer-uri=" + TokenStock.ISSUER,
						prefix + "jwk-set-uri=" + keys.uri(contender), prefix + "jws-algorithms=RS256,ES256",
						prefix + "audiences=" + SampleIssuer.AUDIENCE));
			}
		}
		return properties;
	}

	ChildApplication application() {
		return this.application;
	}

	Contender contender() {
		return this.application.contender();
	}

	/**
	 * Return the handshakes of a kind. Their tokens go on where they were left.
	 */
	Load load(HandshakeKind kind) {
		return Objects.requireNonNull(this.loads.get(kind));
	}

	/**
	 * Make handshakes.
	 * @throws IllegalStateException if one was answered otherwise than it should be
	 */
	Outcome run(Load load, Pace pace) throws IOException {
		Outcome outcome = this.generator.run(load, pace);
		outcome.require(load);
		return outcome;
	}

	/**
	 * Make handshakes of a kind.
	 * @throws IllegalStateException if one was answered otherwise than it should be
	 */
	void warmUp(HandshakeKind kind, Pace pace) throws IOException {
		run(load(kind), pace);
	}

	/**
	 * Make handshakes and note what they cost.
	 * @throws IllegalStateException if one was answered otherwise than it should be
	 */
	void measure(HandshakeKind kind, Pace pace, Figures figures) throws IOException {
		Counters before = this.application.counters();
		Outcome outcome = run(load(kind), pace);
		Counters after = this.application.counters();
		double count = outcome.answers();
		note(figures, Section.RATE, kind, outcome.rate());
		note(figures, Section.CPU, kind, (after.cpuNanos() - before.cpuNanos()) / count / 1000);
		note(figures, Section.ALLOCATED, kind, (after.allocatedBytes() - before.allocatedBytes()) / count);
		note(figures, Section.MEDIAN, kind, outcome.latencies().percentile(0.5) / 1000.0);
		note(figures, Section.TAIL, kind, outcome.latencies().percentile(0.99) / 1000.0);
		if (contender() == Contender.WS_GUARD) {
			note(figures, Section.VERIFIED, kind, 100 * (after.verifications() - before.verifications()) / count);
		}
	}

	private void note(Figures figures, Section section, HandshakeKind kind, double value) {
		figures.add(kind.row(section), contender(), value);
	}

	/**
	 * Return what connects to it.
	 */
	LoadGenerator generator() {
		return this.generator;
	}

	/**
	 * Wait until it has fetched the keys.
	 */
	void awaitReadiness() throws IOException {
		Load load = load(HandshakeKind.RS256_KNOWN);
		long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (this.generator.run(load, Pace.closed(1, 1)).answers(101) == 0) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException(
						this.application.contender().title() + " admits nobody:\n" + this.application.log());
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.generator.close();
		this.application.close();
	}

}
