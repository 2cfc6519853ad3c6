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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A row of a table of tokens.
 *
 * @param name its name
 * @param issuer the name of the issuer whose token it would be
 * @param steps what is special about it, as {@link TokenForge} reads it
 * @param path the endpoint that it is sent to
 * @param carriers where it stands, each list in a handshake of its own
 * @param expectation what may come of it, as {@link Expectation} reads it
 */
record HostileToken(String name, String issuer, List<String> steps, String path, List<List<Carrier>> carriers,
		String expectation) {

	static final List<List<Carrier>> EVERYWHERE = Stream.of(Carrier.values()).map(List::of).toList();

	/**
	 * Return a token to which nothing was done.
	 * @param issuer the name of the issuer
	 * @param expectation what may come of it
	 * @return the token
	 */
	static HostileToken good(String issuer, String expectation) {
		return new HostileToken("good", issuer, List.of(), "/ws/echo", EVERYWHERE, expectation);
	}

	/**
	 * Read a table: name, steps, expectation, and why. The first step is the issuer;
	 * {@code at <path>} and {@code on <carriers>} say where the token is sent.
	 * @param file the name of the file
	 * @return the rows
	 */
	static List<HostileToken> read(String file) {
		return HostileTable.read(file, 4).stream().map(HostileToken::of).toList();
	}

	private static HostileToken of(List<String> cells) {
		if (cells.get(2).isBlank() || cells.get(3).isBlank()) {
			throw new IllegalArgumentException("Say what is right, and why: " + cells.get(0));
		}
		List<String> steps = new ArrayList<>(Arrays.asList(cells.get(1).split(" ; ")));
		String issuer = steps.remove(0);
		String path = "/ws/echo";
		List<List<Carrier>> carriers = EVERYWHERE;
		for (String step : List.copyOf(steps)) {
			if (step.startsWith("at ")) {
				path = step.substring(3);
			}
			else if (step.startsWith("on ")) {
				carriers = Arrays.stream(step.substring(3).split(" or ")).map(HostileToken::carriers).toList();
			}
			else {
				continue;
			}
			steps.remove(step);
		}
		return new HostileToken(cells.get(0), issuer, steps, path, carriers, cells.get(2));
	}

	/**
	 * Return the same token for one handshake only.
	 * @param number chooses where it stands
	 */
	HostileToken onOneCarrier(int number) {
		return new HostileToken(this.name, this.issuer, this.steps, this.path,
				List.of(this.carriers.get(number % this.carriers.size())), this.expectation);
	}

	private static List<Carrier> carriers(String names) {
		return Arrays.stream(names.split(" and "))
			.map((name) -> Carrier.valueOf(name.toUpperCase(Locale.ROOT)))
			.toList();
	}

}
