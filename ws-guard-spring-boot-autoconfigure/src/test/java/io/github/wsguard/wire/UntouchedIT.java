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

package io.github.wsguard.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guard has no business with is answered as without it, byte by byte: every
 * request that is no handshake, and, where it only reports, handshakes, too.
 */
class UntouchedIT {

	private static final String[] COMPRESSION = { "server.compression.enabled=true",
			"server.compression.min-response-size=40" };

	@ParameterizedTest(name = "{0}")
	@EnumSource(mode = Mode.EXCLUDE, names = "FORWARDING_NONE") // as in PLAIN
	void everythingElseIsAnsweredAsWithoutTheGuard(MatrixApplication application) {
		Map<String, String> ordinary = ordinaryRequests();
		Map<String, String> all = new LinkedHashMap<>(ordinary);
		all.putAll(handshakes(application));
		Map<String, String> without = answers(application, all, "ws-guard.enabled=false");
		assertThat(differences(without, answers(application, ordinary))).as("no handshakes").isEmpty();
		assertThat(differences(without, answers(application, all, "ws-guard.mode=report-only"))).as("report-only")
			.isEmpty();
	}

	@Test
	void handshakesAreAnsweredOtherwiseWhereTheGuardEnforces() {
		Map<String, String> requests = handshakes(MatrixApplication.PLAIN);
		Map<String, String> without = answers(MatrixApplication.PLAIN, requests, "ws-guard.enabled=false");
		assertThat(differences(without, answers(MatrixApplication.PLAIN, requests)))
			.hasSizeGreaterThan(requests.size() / 2);
	}

	private static Map<String, String> ordinaryRequests() {
		Map<String, String> requests = new LinkedHashMap<>();
		Cause.rows("untouched.txt").forEach((cells) -> {
			String[] lines = cells[1].split(" ⏎ ", 2);
			String ordinary = lines[0] + " ⏎ (without all WebSocket headers) ⏎ (without Origin)";
			requests.put("ordinary " + cells[0], (lines.length > 1) ? ordinary + " ⏎ " + lines[1] : ordinary);
		});
		return requests;
	}

	private static Map<String, String> handshakes(MatrixApplication application) {
		Map<String, String> requests = new LinkedHashMap<>();
		Cause.of(application).forEach((cause) -> requests.put(cause.name(), cause.request()));
		return requests;
	}

	private static Map<String, String> answers(MatrixApplication application, Map<String, String> requests,
			String... properties) {
		String[] all = Stream.of(properties, COMPRESSION).flatMap(Stream::of).toArray(String[]::new);
		try (WireServer server = application.start(all)) {
			Visitors visitors = new Visitors(server, application.prefix());
			Map<String, String> answers = new LinkedHashMap<>();
			requests.forEach((name, request) -> {
				WireRequest filled = Cause.of(name, request, "", "").request(visitors::valueOf);
				answers.put(name, anonymous(server.client().exchange(filled.within(application.prefix()).toString())));
			});
			return answers;
		}
	}

	/**
	 * Take out what differs between any two answers of the same application.
	 */
	private static String anonymous(String answer) {
		return answer.replaceAll("Date: [^\r]+", "Date: now")
			.replaceAll("(?i)jsessionid=[0-9A-F]{32}", "session")
			.replaceAll("\"timestamp\":\"[^\"]+\"", "now")
			.replaceAll("<div id='created'>[^<]+", "now")
			.replaceAll("(name=\"_csrf\"[^>]*value=\")[^\"]+", "$1token")
			.replaceAll("Content-Length: [0-9]+(?=[^{]*\\{\"entropy\")", "length")
			.replaceAll("\"entropy\":-?[0-9]+", "entropy")
			.replaceAll("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+", "token")
			.replaceAll("Jwt (expired at|used before) [^\"]+", "Jwt $1 then");
	}

	private static List<String> differences(Map<String, String> without, Map<String, String> with) {
		List<String> differences = new ArrayList<>();
		with.forEach((name, answer) -> {
			if (!answer.equals(without.get(name))) {
				differences.add("## " + name + "\n-- without:\n" + without.get(name) + "\n-- with:\n" + answer);
			}
		});
		return differences;
	}

}
