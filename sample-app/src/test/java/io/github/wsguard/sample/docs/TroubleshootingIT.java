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

package io.github.wsguard.sample.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.github.wsguard.sample.docs.Recipe.Setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Each command of {@code docs/troubleshooting.md} that says what the sample answers is
 * answered so.
 */
class TroubleshootingIT {

	private static final Path PAGE = Path.of("../docs/troubleshooting.md");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

	private static final Pattern ANSWERED = Pattern.compile("(?m)^(.+?) +# (\\d{3})(?: ([A-Z0-9_]+))?$");

	private static final Pattern DEFINITION = Pattern.compile("(?ms)^url=[^\\n]+$|^\\w+\\(\\) \\{.*?^\\}$");

	private static final String GOOD_TOKEN = "token=$(curl -s 'http://localhost:8080/dev/tokens?kind=good'"
			+ " | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n";

	private static final RunningSample SAMPLE = new RunningSample();

	@TempDir
	private static Path directory;

	@BeforeAll
	static void needShell() throws InterruptedException {
		ShellOutput.assumePossible();
	}

	@AfterAll
	static void stop() {
		SAMPLE.close();
	}

	@TestFactory
	Stream<DynamicTest> eachCommandIsAnsweredAsItsCommentSays() throws IOException {
		List<MatchResult> commands = ANSWERED.matcher(commands()).results().toList();
		assertThat(commands).hasSizeGreaterThan(30);
		return commands.stream()
			.map((command) -> dynamicTest(command.group(1),
					() -> assertAnswered(command.group(1), command.group(2), Optional.ofNullable(command.group(3)))));
	}

	@Test
	void claimsAreReadWithoutAskingAnybody() throws Exception {
		assertThat(run("claims \"$token\" 1").text()).contains("\"alg\":\"RS256\"", "\"kid\":\"dev\"",
				"\"typ\":\"JWT\"");
		assertThat(run("claims \"$token\" 2").text()).contains("\"iss\":", "\"aud\":\"sample-app\"", "\"exp\":");
	}

	private static void assertAnswered(String command, String status, Optional<String> reason) throws Exception {
		ShellOutput output = run(command);
		assertThat(output.status()).as(output.text()).hasValue(status);
		assertThat(output.reason()).as(output.text()).isEqualTo(reason);
	}

	private static ShellOutput run(String command) throws Exception {
		String definitions = DEFINITION.matcher(commands())
			.results()
			.map(MatchResult::group)
			.collect(Collectors.joining("\n"));
		String port = Integer.toString(SAMPLE.with(Setup.NONE));
		String script = GOOD_TOKEN + definitions + "\n" + command + "\n";
		return ShellOutput.of(script.replace("localhost:8080", "localhost:" + port), directory);
	}

	private static String commands() throws IOException {
		return BLOCK.matcher(Files.readString(PAGE))
			.results()
			.map((block) -> block.group(1))
			.collect(Collectors.joining());
	}

}
