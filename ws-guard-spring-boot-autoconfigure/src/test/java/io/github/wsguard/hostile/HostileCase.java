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
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that an attacker sends, and what may come of it.
 *
 * @param name the name of the row
 * @param request what is sent
 * @param expectation what may come of it
 * @param canary a word of the case's own; may appear in the line of the refusal, where it
 * is bounded and escaped, and nowhere else
 * @param secrets words that may appear nowhere
 */
record HostileCase(String name, HostileRequest request, Expectation expectation, String canary, List<String> secrets) {

	private static final Pattern DISCLOSURE = Pattern
		.compile("Exception|\\bat [a-z]+\\.[\\w.$]+\\(|java\\.|jakarta\\.|javax\\.|org\\.apache|"
				+ "org\\.springframework|io\\.github\\.wsguard|com\\.nimbusds|Apache Tomcat|Tomcat/\\d|\\.java:\\d");

	/**
	 * Judge what came of the case.
	 * @param exchange what came back
	 * @param containerNamed whether Tomcat's own refusals have reasons, too
	 * @return what is wrong, each with the name of the case; empty if nothing is
	 */
	List<String> faults(Exchange exchange, boolean containerNamed) {
		List<String> faults = new ArrayList<>(this.expectation.faults(exchange, containerNamed));
		if (!exchange.ended()) {
			faults.add("hangs for " + exchange.took().toMillis() + " ms");
		}
		String response = exchange.received().toLowerCase(Locale.ROOT);
		// An admitted client is told what it sent by the application
		if (!this.expectation.admits()) {
			leaks(response)
				.forEach((word) -> faults.add("response holds " + word.substring(0, Math.min(word.length(), 20))));
		}
		DISCLOSURE.matcher(exchange.received())
			.results()
			.forEach((match) -> faults.add("response discloses " + match.group()));
		return faults.stream().map((fault) -> this.name + ": " + fault).toList();
	}

	private List<String> leaks(String response) {
		List<String> words = new ArrayList<>(this.secrets);
		words.add(this.canary);
		return words.stream().filter((word) -> response.contains(word.toLowerCase(Locale.ROOT))).toList();
	}

	/**
	 * Return a word that is in no other case.
	 * @param number the number of the case
	 */
	static String canary(int number) {
		StringBuilder letters = new StringBuilder("zqcanary");
		for (int rest = number + 26 * 26; rest > 0; rest /= 26) {
			letters.append((char) ('a' + rest % 26));
		}
		return letters.append("qz").toString();
	}

}
