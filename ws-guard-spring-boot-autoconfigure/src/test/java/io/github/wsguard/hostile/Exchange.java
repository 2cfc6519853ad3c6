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

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What came back on a connection.
 *
 * @param received every byte, a character each
 * @param ended whether the server ended the connection before time was up
 * @param took how long that was
 */
record Exchange(String received, boolean ended, Duration took) {

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");

	private static final Pattern REASON = Pattern.compile("(?im)^WS-Guard-Reason: (\\S+)");

	/**
	 * Return the statuses of all responses, in order, without those that ask to go on.
	 */
	List<Integer> statuses() {
		return STATUS_LINE.matcher(this.received)
			.results()
			.map((line) -> Integer.valueOf(line.group(1)))
			.filter((status) -> status != 100)
			.toList();
	}

	/**
	 * Return the reason of the first response that has one.
	 */
	@Nullable String reason() {
		Matcher reason = REASON.matcher(this.received);
		return reason.find() ? reason.group(1) : null;
	}

}
