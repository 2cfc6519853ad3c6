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

package io.github.wsguard.observation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeFactsTests {

	@Test
	void plainTextIsKeptUpToTheBound() {
		String text = "/" + "x".repeat(199);
		assertThat(withPath(text).path()).isEqualTo(text);
	}

	@Test
	void longerTextIsCut() {
		assertThat(withPath("/" + "x".repeat(200)).path()).isEqualTo("/" + "x".repeat(199) + "...");
		assertThat(withPath("\u007f" + "x".repeat(200)).path()).isEqualTo("\\u007f" + "x".repeat(199) + "...");
	}

	@Test
	void textOfTheClientCannotForgeLinesOrLetters() {
		HandshakeFacts facts = new HandshakeFacts("id", "/ws", "/a\r\nb", "q=\u001b[31m", "https://ex\u00e4mple",
				"1.2.3.4\n", null, List.of(), null);
		assertThat(facts.path()).isEqualTo("/a\\u000d\\u000ab");
		assertThat(facts.query()).isEqualTo("q=\\u001b[31m");
		assertThat(facts.origin()).isEqualTo("https://ex\\u00e4mple");
		assertThat(facts.remoteAddress()).isEqualTo("1.2.3.4\\u000a");
	}

	private static HandshakeFacts withPath(String path) {
		return new HandshakeFacts("id", "/ws", path, null, null, "192.0.2.1", null, List.of(), null);
	}

}
