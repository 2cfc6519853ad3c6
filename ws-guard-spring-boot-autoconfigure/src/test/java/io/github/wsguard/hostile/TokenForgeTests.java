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

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TokenForge}, and for whether the rows say something.
 */
class TokenForgeTests {

	private static final String CANARY = "canary";

	/**
	 * Those of a megabyte take their time, and say what they do.
	 */
	private static final List<HostileToken> SHORT_ONES = HostileToken.read("tokens.txt")
		.stream()
		.filter((token) -> !token.path().equals("/own/echo"))
		.toList();

	private final TokenForge forge = new TokenForge(new ForgeKeys(), "http://127.0.0.1:9");

	@Test
	void everyRowIsATokenOfItsOwn() {
		Map<String, List<String>> tokens = new TreeMap<>();
		for (HostileToken token : SHORT_ONES) {
			String what = token.path() + token.carriers() + forge(token.issuer(), token.steps());
			tokens.computeIfAbsent(what, (key) -> new ArrayList<>()).add(token.name());
		}
		assertThat(tokens.values()).filteredOn((names) -> names.size() > 1).isEmpty();
	}

	@Test
	void everyStepOfARowDoesSomething() {
		List<String> idle = new ArrayList<>();
		for (HostileToken token : SHORT_ONES) {
			String forged = forge(token.issuer(), token.steps());
			token.steps()
				.stream()
				.filter((step) -> withoutStep(token, step).equals(forged))
				.forEach((step) -> idle.add(token.name() + ": " + step));
		}
		assertThat(idle).isEmpty();
	}

	private String withoutStep(HostileToken token, String step) {
		List<String> others = new ArrayList<>(token.steps());
		others.remove(step);
		try {
			return forge(token.issuer(), others);
		}
		// The step makes possible what another one demands
		catch (IllegalStateException ex) {
			return "";
		}
	}

	@Test
	void tokenIsAsLongAsItIsSaid() {
		for (int size = 8190; size < 8196; size++) {
			assertThat(forge("rsa", List.of("size " + size))).hasSize(size);
		}
	}

	@Test
	void bytesAndDotsStandForWhatTheTemplateSays() {
		assertThat(forge("rsa", List.of("token a<hex:c3>…"))).isEqualTo("a\u00c3" + forge("rsa", List.of()));
		assertThat(forge("rsa", List.of("token <3*ab><canary><iss:ec>")))
			.isEqualTo("ababab" + CANARY + "https://ec.issuer.example");
	}

	@Test
	void stepsAreWrittenInKnownWords() {
		for (String step : List.of("perhaps", "header without nothing", "sign with nobody", "token <nothing>",
				"signature perhaps")) {
			assertThatIllegalArgumentException().isThrownBy(() -> forge("rsa", List.of(step)));
		}
	}

	@Test
	void trapNoticesWhoeverConnects() throws IOException {
		try (TrapServer trap = new TrapServer()) {
			assertThat(trap.connections()).isZero();
			int port = Integer.parseInt(trap.address().substring(trap.address().lastIndexOf(':') + 1));
			try (Socket socket = new Socket("127.0.0.1", port)) {
				assertThat(socket.getInputStream().read()).isNegative();
			}
			assertThat(trap.connections()).isOne();
		}
	}

	private String forge(String issuer, List<String> steps) {
		return this.forge.forge(issuer, steps, CANARY);
	}

}
