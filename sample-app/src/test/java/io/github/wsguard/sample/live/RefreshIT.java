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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import io.github.wsguard.sample.Chromium;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code refresh.js} in a real browser.
 */
@SampleTest
@TestPropertySource(
		properties = "ws-guard.origin.allowed=http://localhost:${server.port},http://127.0.0.1:${server.port}")
@ExtendWith(Chromium.class)
class RefreshIT {

	private static final Path SCRIPT = Path.of("src/main/resources/static/refresh.js");

	private static final String SCENE = """
			const { stayFresh } = await import('/refresh.js');
			const [expiresIn, answers] = args;
			const socket = { readyState: WebSocket.OPEN };
			const delays = [];
			const { setTimeout } = window;
			window.setTimeout = (task, delay) => {
				delays.push(delay);
				if (answers.length === 0) {
					socket.readyState = WebSocket.CLOSED;
				}
				queueMicrotask(task);
			};
			const renew = async () => {
				const answer = answers.shift();
				if (answer === 'refused') {
					throw new Error('401 TOKEN_EXPIRED');
				}
				return answer;
			};
			await stayFresh({ socket, expiresIn, renew });
			window.setTimeout = setTimeout;
			return delays;
			""";

	private static LivePage page;

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@BeforeAll
	static void useBrowser(ChromeDriver browser) {
		page = new LivePage(browser);
	}

	@Test
	void namesEachConnectionDifferently() {
		page.open(this.port);
		Object ids = page.run("""
				const { connectionId } = await import('/refresh.js');
				return Array.from({ length: 1000 }, connectionId);""");
		assertThat(ids).asInstanceOf(InstanceOfAssertFactories.list(String.class))
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.matches("[A-Za-z0-9_-]{32}"));
	}

	@Test
	void refreshesWhenAFifthOfTheTimeIsLeftUntilTheConnectionIsGone() {
		assertThat(delays(10, 300, 100)).isEqualTo(List.of(8000L, 240_000L, 80_000L));
	}

	@Test
	void triesAgainInTheTimeThatIsLeft() {
		assertThat(delays(100, "refused", 100)).isEqualTo(List.of(80_000L, 16_000L, 80_000L));
	}

	@Test
	void givesUpWhenHardlyAnyTimeIsLeft() {
		assertThat(delays(100, "refused", "refused", "refused", 100)).isEqualTo(List.of(80_000L, 16_000L, 3200L));
	}

	@Test
	void doesNotKnockWithATokenThatIsNoFresherThanTheLast() {
		assertThat(delays(100, 20, 4, 0, 0)).isEqualTo(List.of(80_000L, 16_000L, 3200L));
	}

	/**
	 * To a browser the other name of this machine is another origin. This is an answer of
	 * the guard, because the pages of the sample let a browser fetch nothing from
	 * elsewhere.
	 */
	@Test
	void needsNoCorsConfigurationForAPageOfAnotherOrigin() throws IOException {
		page.visit("http://127.0.0.1:" + this.port + "/ws/live");
		Object answers = page.run(Files.readString(SCRIPT).replace("export ", "") + """
				const [host, token, foreign] = args;
				const id = connectionId();
				const socket = new WebSocket(`ws://${host}/ws/live?ws_guard_connection=${id}`, ['bearer', token]);
				await new Promise((resolve) => socket.addEventListener('message', resolve));
				const url = `http://${host}/ws-guard/refresh/${id}`;
				return [await refresh(url, token), await refresh(url, foreign).catch((error) => error.message)];
				""", "localhost:" + this.port, this.issuer.issue(TokenKind.GOOD), this.issuer.issue(TokenKind.BANNED));
		assertThat(answers).asInstanceOf(InstanceOfAssertFactories.LIST)
			.satisfiesExactly((expiresIn) -> assertThat((Long) expiresIn).isPositive(),
					(refusal) -> assertThat(refusal).isEqualTo("403 REFRESH_SUBJECT_CHANGED"));
	}

	private Object delays(int expiresIn, Object... answers) {
		page.open(this.port);
		return page.run(SCENE, expiresIn, List.of(answers));
	}

}
