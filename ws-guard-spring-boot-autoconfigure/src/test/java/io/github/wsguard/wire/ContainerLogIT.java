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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Tomcat writes to the log of a request that it cannot read.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContainerLogIT {

	private static final String TOKEN = "eyJhbGciOiJub25lIn0";

	private static final List<String> REQUESTS = List.of("GET /ws/echo?access_token=" + TOKEN + "\" HTTP/1.1~Host: a",
			"GET /ws/echo HTTP/1.1~Host: a~Authorization Bearer " + TOKEN, "GET / HTTP/1.1~Host: " + TOKEN + "^",
			"GET / HTTP/1.1~Host: a~Cookie: access_token=" + TOKEN + "\"");

	@Test
	void hasNoToken(CapturedOutput output) {
		send();
		assertThat(output).contains("Started").doesNotContain(TOKEN);
	}

	@Test
	void hasNoTokenWhateverTheRootLevel(CapturedOutput output) {
		send("logging.level.root=INFO");
		assertThat(output).contains("Started").doesNotContain(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.coyote.http11", "org.apache.coyote.http11.Http11Processor", "org.apache" })
	void isWhatTheUserAskedFor(String logger, CapturedOutput output) {
		send("logging.level." + logger + "=INFO");
		assertThat(output).contains(TOKEN);
	}

	@Test
	void isWhatTheUserAskedForByAGroup(CapturedOutput output) {
		send("logging.group.tomcat=org.apache.catalina,org.apache.coyote", "logging.level.tomcat=INFO");
		assertThat(output).contains(TOKEN);
	}

	@Test
	void isWhatTheConfigurationOfTheLoggingSystemSays(CapturedOutput output) {
		send("logging.config=classpath:wire/logback-tomcat.xml");
		assertThat(output).contains(TOKEN);
	}

	@Test
	void isLeftAloneWhenTheGuardIsOff(CapturedOutput output) {
		send("ws-guard.enabled=false");
		assertThat(output).contains(TOKEN);
	}

	private static void send(String... properties) {
		try (WireServer server = WireServer.start(List.of(), properties)) {
			REQUESTS.forEach((request) -> server.client().send(ContainerRequests.parse(request)));
		}
	}

}
