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

import io.github.wsguard.load.Figures.Row;

/**
 * What does an application keep of bad tokens that all differ?
 */
final class ManyBadTokens {

	static final Row HEAP_BEFORE = row("heap before, MB");

	static final Row HEAP_AFTER = row("heap after, MB");

	static final Row SERIES_BEFORE = row("series of metrics before");

	static final Row SERIES_AFTER = row("series of metrics after");

	private static final Row TOKENS = row("bad tokens");

	private static final Row LOG_LINES = row("lines of the log");

	private static final double MEGABYTE = 1024 * 1024;

	private static final int MOST_BEFORE = 20_000;

	private static final int IN_FLIGHT = 32;

	private final Figures figures;

	private final TokenStock stock;

	private final int count;

	ManyBadTokens(Figures figures, TokenStock stock, int count) {
		this.figures = figures;
		this.stock = stock;
		this.count = count;
	}

	private static Row row(String title) {
		return new Row(Section.BAD_TOKENS, title);
	}

	/**
	 * Present bad tokens to an application that has seen some, and some good ones.
	 */
	void measure(Subject subject) throws IOException {
		Load load = Load.refused(Load.ALLOWED_ORIGIN, new DistinctBadTokens(this.stock), 401);
		Pace first = Pace.closed(IN_FLIGHT, Math.min(this.count, MOST_BEFORE));
		subject.run(subject.load(HandshakeKind.RS256_NEW), first);
		subject.run(load, first);
		Counters before = subject.application().counters();
		note(TOKENS, subject, this.count);
		note(HEAP_BEFORE, subject, subject.application().heapAfterCollection() / MEGABYTE);
		subject.run(load, Pace.closed(IN_FLIGHT, this.count));
		note(HEAP_AFTER, subject, subject.application().heapAfterCollection() / MEGABYTE);
		Counters after = subject.application().counters();
		note(SERIES_BEFORE, subject, (double) before.series());
		note(SERIES_AFTER, subject, (double) after.series());
		note(LOG_LINES, subject, (double) (after.logLines() - before.logLines()));
	}

	private void note(Row row, Subject subject, double value) {
		this.figures.add(row, subject.contender(), value);
	}

}
