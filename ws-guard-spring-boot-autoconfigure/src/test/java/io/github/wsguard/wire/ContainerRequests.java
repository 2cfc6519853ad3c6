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

import java.util.regex.Pattern;

/**
 * Requests that Tomcat refuses, in one line each.
 */
final class ContainerRequests {

	private static final Pattern FILLER = Pattern.compile("<(\\d+)>");

	private ContainerRequests() {
	}

	/**
	 * Return the request of one line. {@code ~} ends a line, {@code <n>} stands for that
	 * many letters {@code <lines>} for 150 header lines and {@code <nul>} for a NUL.
	 * @param line the line
	 * @return the request
	 */
	static String parse(String line) {
		String request = line.strip()
			.replace("~", "\r\n")
			.replace("<nul>", "\0")
			.replace("<lines>", "X: y\r\n".repeat(150));
		return FILLER.matcher(request).replaceAll((filler) -> "x".repeat(Integer.parseInt(filler.group(1))))
				+ "\r\n\r\n";
	}

}
