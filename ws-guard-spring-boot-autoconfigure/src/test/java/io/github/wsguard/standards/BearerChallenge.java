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

package io.github.wsguard.standards;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.wsguard.wire.WireClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A challenge of the scheme {@code Bearer}, read by the grammar of RFC 9110 11.6.1: a
 * parameter that is repeated, or a value that is no quoted string, is a failure.
 *
 * @param parameters the parameters without quotes, by name
 */
record BearerChallenge(Map<String, String> parameters) {

	private static final Pattern CHALLENGE = Pattern.compile("Bearer( +)(?<parameters>.*)");

	private static final Pattern PARAMETER = Pattern.compile("\\G(?:, *)?([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	static BearerChallenge of(WireClient.Response response) {
		assertThat(response.headers().stream().filter((line) -> line.startsWith("WWW-Authenticate:")))
			.as(response.toString())
			.hasSize(1);
		Matcher challenge = CHALLENGE.matcher(response.header("WWW-Authenticate"));
		assertThat(challenge.matches()).as(response.header("WWW-Authenticate")).isTrue();
		String text = challenge.group("parameters");
		Map<String, String> parameters = new LinkedHashMap<>();
		Matcher parameter = PARAMETER.matcher(text);
		int end = 0;
		while (parameter.find()) {
			assertThat(parameters.put(parameter.group(1), parameter.group(2))).as(parameter.group(1)).isNull();
			end = parameter.end();
		}
		assertThat(text.substring(end)).isEmpty();
		return new BearerChallenge(parameters);
	}

	String error() {
		return this.parameters.getOrDefault("error", "none");
	}

}
