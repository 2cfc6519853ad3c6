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

package io.github.wsguard.sample.live;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.Chromium;
import io.github.wsguard.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code reconnect.js} in a real browser, with sockets, time and chance that the test
 * makes.
 */
@SampleTest
@ExtendWith(Chromium.class)
class ReconnectIT {

	private static final String SCENE = """
			const { stayConnected } = await import('/reconnect.js');
			const [ends, chance] = args;
			const delays = [];
			const used = [];
			let tokens = 0;
			let now = 1;
			const { setTimeout } = window;
			performance.now = () => now;
			Math.random = () => chance;
			window.setTimeout = (task, delay) => {
				delays.push(delay);
				queueMicrotask(task);
			};
			const open = (token) => {
				used.push(token);
				const socket = new EventTarget();
				const { code, reason, openFor } = ends.shift();
				queueMicrotask(() => {
					if (openFor !== undefined) {
						socket.dispatchEvent(new Event('open'));
						now += openFor;
					}
					socket.dispatchEvent(new CloseEvent('close', { code, reason }));
				});
				return socket;
			};
			const freshToken = async () => {
				tokens++;
				if (ends[0].noToken) {
					ends.shift();
					throw new Error('The issuer does not answer');
				}
				return tokens;
			};
			const end = await stayConnected({ open, freshToken });
			window.setTimeout = setTimeout;
			return { delays, used, end: `${end.code} ${end.reason}`.trim(), left: ends.length };
			""";

	private static final Map<String, Object> CLOSED_BY_PAGE = end(1000, "", 1);

	private static LivePage page;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void useBrowser(ChromeDriver browser) {
		page = new LivePage(browser);
	}

	@BeforeEach
	void openPage() {
		page.open(this.port);
	}

	@Test
	void waitsLongerEachTimeUpToHalfAMinute() {
		Outcome outcome = run(1, Collections.nCopies(9, end(1013, "SERVER_BUSY retry=later", 1)));
		assertThat(outcome.delays()).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
		assertThat(outcome.used()).containsOnly(1L);
		assertThat(outcome.end()).isEqualTo("1000");
	}

	@Test
	void waitsForAnyPartOfThatTime() {
		assertThat(run(0, Collections.nCopies(2, end(1006, "", 1))).delays()).containsExactly(0L, 0L);
		assertThat(run(0.25, Collections.nCopies(2, end(1006, "", 1))).delays()).containsExactly(125L, 250L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1001, 1006, 1011, 1012, 1013 })
	void waitsWhereNobodySaidWhy(int code) {
		Outcome outcome = run(1, List.of(end(code, "", 1)));
		assertThat(outcome.delays()).containsExactly(500L);
		assertThat(outcome.used()).containsExactly(1L, 1L);
	}

	@Test
	void beginsAnewAfterAWhile() {
		Outcome outcome = run(1, List.of(end(1006, "", 1), end(1006, "", 5000), end(1006, "", 5001)));
		assertThat(outcome.delays()).containsExactly(500L, 1000L, 500L);
	}

	@Test
	void takesAFreshTokenWhereThatHelps() {
		Outcome outcome = run(1, List.of(end(4401, "TOKEN_EXPIRED retry=new-token", 1)));
		assertThat(outcome.used()).containsExactly(1L, 2L);
		assertThat(outcome.delays()).containsExactly(500L);
	}

	@Test
	void takesAFreshTokenWhereTheReasonIsKeptBack() {
		assertThat(run(1, List.of(end(4401, "", 1))).used()).containsExactly(1L, 2L);
	}

	@Test
	void takesAFreshTokenWhenItWasNotLetInAndNobodySaidWhy() {
		Map<String, Object> neverOpen = Map.of("code", 1006, "reason", "");
		assertThat(run(1, List.of(neverOpen)).used()).containsExactly(1L, 2L);
	}

	@Test
	void givesUpAfterThreeTokens() {
		Outcome outcome = run(1, Collections.nCopies(3, end(4401, "TOKEN_EXPIRED retry=new-token", 1)));
		assertThat(outcome.used()).containsExactly(1L, 2L, 3L);
		assertThat(outcome.end()).isEqualTo("4401 TOKEN_EXPIRED retry=new-token");
	}

	@Test
	void doesNotCountTokensThatWereGoodForAWhile() {
		Outcome outcome = run(1, Collections.nCopies(9, end(4401, "TOKEN_EXPIRED retry=new-token", 60_000)));
		assertThat(outcome.used()).hasSize(10);
		assertThat(outcome.delays()).containsOnly(500L);
	}

	@Test
	void readsTheAdviceAndNotTheCode() {
		Outcome outcome = run(1, List.of(end(4401, "TOKEN_KEY_UNKNOWN retry=later", 1)));
		assertThat(outcome.used()).containsExactly(1L, 1L);
	}

	@Test
	void stopsWhereNothingHelps() {
		for (Map<String, Object> end : List.of(end(4403, "CLAIM_MISMATCH retry=never", 1), end(4403, "", 1),
				end(4401, "LOGGED_OUT retry=never", 60_000), end(1011, "INTERNAL_ERROR retry=never", 1),
				end(1008, "", 1))) {
			Outcome outcome = run(1, List.of(end));
			assertThat(outcome.delays()).isEmpty();
			assertThat(outcome.left()).isEqualTo(1);
		}
	}

	@Test
	void waitsForAnIssuerThatDoesNotAnswer() {
		Outcome outcome = run(1, Collections.nCopies(3, Map.of("noToken", true)));
		assertThat(outcome.delays()).containsExactly(500L, 1000L, 2000L);
		assertThat(outcome.used()).containsExactly(4L);
	}

	private static Map<String, Object> end(int code, String reason, int openFor) {
		return Map.of("code", code, "reason", reason, "openFor", openFor);
	}

	private static Outcome run(double chance, List<Map<String, Object>> ends) {
		Object outcome = page.run(SCENE, Stream.concat(ends.stream(), Stream.of(CLOSED_BY_PAGE)).toList(), chance);
		return Outcome.of(outcome);
	}

	/**
	 * What became of it.
	 *
	 * @param delays how long it waited, each time
	 * @param used which token each connection was made with
	 * @param end the last code and reason
	 * @param left how many ends were left over
	 */
	record Outcome(List<Object> delays, List<Object> used, String end, long left) {

		static Outcome of(Object outcome) {
			assertThat(outcome).isInstanceOf(Map.class);
			Map<?, ?> map = (Map<?, ?>) outcome;
			return new Outcome(List.copyOf((List<?>) map.get("delays")), List.copyOf((List<?>) map.get("used")),
					String.valueOf(map.get("end")), (Long) map.get("left"));
		}

	}

}
