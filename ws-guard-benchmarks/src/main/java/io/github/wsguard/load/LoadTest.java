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
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.wsguard.load.LoadOptions.Part;

/**
 * Puts three applications under load, side by side, and prints what their handshakes
 * cost.
 */
public final class LoadTest {

	private final LoadOptions options;

	private final PrintWriter progress;

	private final TokenStock stock;

	private final KeySetServer keys;

	private final Figures figures;

	private LoadTest(LoadOptions options, PrintWriter progress, TokenStock stock, KeySetServer keys, Figures figures) {
		this.options = options;
		this.progress = progress;
		this.stock = stock;
		this.keys = keys;
		this.figures = figures;
	}

	/**
	 * Measure what the system property {@code load.options} names.
	 * @param arguments none
	 * @throws IOException if an application cannot be reached
	 */
	public static void main(String[] arguments) throws IOException {
		LoadOptions options = LoadOptions.parse(System.getProperty("load.options", ""));
		PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
		Figures figures = new Figures();
		try {
			run(options, new PrintWriter(System.err, true, StandardCharsets.UTF_8), figures);
		}
		finally {
			print(options, figures, out);
		}
	}

	private static void print(LoadOptions options, Figures figures, PrintWriter out) {
		out.printf("%nOn %d processors with %s %s; %s%n", Runtime.getRuntime().availableProcessors(),
				System.getProperty("java.vm.name"), Runtime.version(), options);
		out.print(new ResultTables(figures).toMarkdown());
		out.print(new Targets(figures).toMarkdown());
		out.flush();
	}

	/**
	 * Measure.
	 * @param options what, and how thoroughly
	 * @param progress told what is going on
	 * @param figures what was measured goes here, also before a failure
	 */
	static void run(LoadOptions options, PrintWriter progress, Figures figures) throws IOException {
		progress.println("Signing tokens");
		TokenStock stock = TokenStock.make(options.newTokens());
		try (KeySetServer keys = KeySetServer.start(stock.keySet())) {
			LoadTest test = new LoadTest(options, progress, stock, keys, figures);
			for (int fork = 1; fork <= options.forks(); fork++) {
				progress.printf("Fork %d of %d%n", fork, options.forks());
				test.measureFresh();
				test.measureWarm();
			}
			test.measureBadTokens();
			test.measureConnections();
		}
	}

	/**
	 * Start each application by itself and measure what need not be warm.
	 */
	private void measureFresh() throws IOException {
		IdleHeap idle = new IdleHeap(this.figures, this.stock);
		if (!measures(Part.START_UP) && !measures(Part.IDLE)) {
			return;
		}
		for (Contender contender : Contender.COMPARED) {
			this.progress.println("Starting " + contender.title());
			try (Subject subject = start(contender)) {
				idle.measureClasses(subject);
				if (measures(Part.IDLE)) {
					idle.measureHeap(subject, this.options.idle());
				}
			}
		}
	}

	/**
	 * Start all applications and measure them in turn, when they are warm.
	 */
	private void measureWarm() throws IOException {
		if (!measures(Part.HANDSHAKES) && !measures(Part.FLOOD) && !measures(Part.STORM)) {
			return;
		}
		List<Subject> subjects = new ArrayList<>();
		try {
			for (Contender contender : Contender.COMPARED) {
				subjects.add(start(contender));
				subjects.get(subjects.size() - 1).awaitReadiness();
			}
			measureWarm(subjects);
		}
		finally {
			for (Subject subject : subjects) {
				subject.close();
			}
		}
	}

	private void measureWarm(List<Subject> subjects) throws IOException {
		Pace warmUp = Pace.warmUp(this.options.inFlight(), this.options.warmUp());
		inTurn(subjects, (subject, kind) -> subject.warmUp(kind, warmUp));
		if (measures(Part.HANDSHAKES)) {
			Pace pace = Pace.closed(this.options.inFlight(), this.options.duration());
			for (int round = 0; round < this.options.rounds(); round++) {
				inTurn(subjects, (subject, kind) -> subject.measure(kind, pace, this.figures));
			}
		}
		if (measures(Part.FLOOD)) {
			this.progress.println("Flood");
			Flood flood = new Flood(this.figures, this.options.flood());
			for (Subject subject : subjects) {
				if (subject.contender().asksForToken()) {
					flood.measure(subject);
				}
			}
		}
		if (measures(Part.STORM)) {
			this.progress.println("Storm");
			new Storm(this.figures, this.stock, this.keys, this.options.storm()).measure(subjects,
					this.options.rounds());
		}
	}

	private void inTurn(List<Subject> subjects, Step step) throws IOException {
		for (HandshakeKind kind : HandshakeKind.values()) {
			this.progress.println(kind);
			for (Subject subject : subjects) {
				if (kind.concerns(subject.contender())) {
					step.take(subject, kind);
				}
			}
		}
	}

	private void measureBadTokens() throws IOException {
		if (measures(Part.BAD_TOKENS)) {
			this.progress.println("Bad tokens");
			try (Subject subject = start(Contender.WS_GUARD_WITH_METRICS)) {
				subject.awaitReadiness();
				new ManyBadTokens(this.figures, this.stock, this.options.badTokens()).measure(subject);
			}
		}
	}

	private void measureConnections() throws IOException {
		if (!measures(Part.CONNECTIONS)) {
			return;
		}
		Expiry expiry = new Expiry(this.figures, this.stock, this.options.expiring(), this.options.inFlight());
		Silence silence = new Silence(this.figures, this.options.silent(), this.options.firstMessage(),
				this.options.inFlight());
		List<String> properties = new ArrayList<>(Expiry.PROPERTIES);
		properties.addAll(silence.properties());
		try (Subject subject = start(Contender.WS_GUARD_WITH_ECHO, properties)) {
			subject.awaitReadiness();
			subject.warmUp(HandshakeKind.RS256_KNOWN, Pace.warmUp(this.options.inFlight(), this.options.warmUp()));
			this.progress.println("Connections that expire");
			expiry.measure(subject);
			this.progress.println("Clients that stay silent");
			silence.measure(subject);
		}
	}

	private Subject start(Contender contender) throws IOException {
		return start(contender, List.of());
	}

	private Subject start(Contender contender, List<String> properties) throws IOException {
		return Subject.start(contender, this.options.jvm(), properties, this.stock, this.keys);
	}

	private boolean measures(Part part) {
		return this.options.parts().contains(part);
	}

	/**
	 * What is done with each application, for each kind of handshake.
	 */
	@FunctionalInterface
	private interface Step {

		void take(Subject subject, HandshakeKind kind) throws IOException;

	}

}
