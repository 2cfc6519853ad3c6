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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Connections that stay open until the client drops them or the server closes them.
 */
final class HeldConnections {

	private static final String WITHOUT_A_WORD = "end";

	private final Deque<Attempt> all = new ArrayDeque<>();

	private final List<Farewell> farewells = new ArrayList<>();

	private int open;

	private int mostOpen;

	void add(Attempt attempt) {
		attempt.hold();
		this.all.push(attempt);
		this.open++;
		this.mostOpen = Math.max(this.mostOpen, this.open);
	}

	/**
	 * Read what the server sends to one of them. A client that is told farewell answers
	 * as it should, and waits for the server to end the connection.
	 */
	void ready(Attempt attempt) {
		try {
			switch (attempt.phase()) {
				case HELD -> listen(attempt);
				case DISMISSED -> {
					if (attempt.readEnd()) {
						end(attempt);
					}
				}
				default -> throw new IllegalStateException("Not held but " + attempt.phase());
			}
		}
		catch (IOException ex) {
			if (attempt.phase() == Attempt.Phase.HELD) {
				note(attempt, WITHOUT_A_WORD);
			}
			end(attempt);
		}
	}

	private void listen(Attempt attempt) throws IOException {
		Optional<String> text = attempt.readFrame();
		if (text.isPresent()) {
			note(attempt, text.get());
			attempt.answerClose();
		}
	}

	private void note(Attempt attempt, String text) {
		this.farewells.add(new Farewell(text, attempt.startedAt(), System.nanoTime()));
	}

	private void end(Attempt attempt) {
		attempt.drop();
		this.open--;
	}

	/**
	 * Return how many the server has not ended.
	 */
	int open() {
		return this.open;
	}

	/**
	 * Return how many were open at a time, at most.
	 */
	int mostOpen() {
		return this.mostOpen;
	}

	/**
	 * Return what clients were told so far.
	 */
	List<Farewell> farewells() {
		return List.copyOf(this.farewells);
	}

	/**
	 * Return all of them.
	 */
	List<Attempt> all() {
		return List.copyOf(this.all);
	}

	/**
	 * See to it that the server has closed none.
	 */
	void requireOpen(int count) {
		long found = this.all.stream().filter(Attempt::isOpen).count();
		if (found != count) {
			throw new IllegalStateException("Expected " + count + " open connections but found " + found);
		}
	}

	/**
	 * Reset all, and forget what clients were told.
	 * @param unused receives each
	 */
	void drop(Consumer<Attempt> unused) {
		this.all.forEach(Attempt::drop);
		this.all.forEach(unused);
		this.all.clear();
		this.farewells.clear();
		this.open = 0;
		this.mostOpen = 0;
	}

}
