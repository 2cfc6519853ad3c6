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

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that stand for placeholders in a table: tokens by their kind, and the
 * sessions of users who logged in by the form.
 */
final class Visitors {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final WireServer server;

	private final String prefix;

	private final Map<String, String> values = new HashMap<>();

	Visitors(WireServer server, String prefix) {
		this.server = server;
		this.prefix = prefix;
	}

	String valueOf(String placeholder) {
		String value = this.values.get(placeholder);
		if (value == null) {
			value = make(placeholder);
			this.values.put(placeholder, value);
		}
		return value;
	}

	private String make(String placeholder) {
		return switch (placeholder) {
			// The later login ends the session of the earlier one
			case "ended-session" -> {
				String session = login();
				this.values.put("session", login());
				yield session;
			}
			case "session" -> login();
			case "control-character" -> "\u0085";
			default -> this.server.token(placeholder);
		};
	}

	private String login() {
		WireClient.Response page = this.server.send(WireRequest.plain("GET", this.prefix + "/login"));
		Matcher token = CSRF.matcher(page.body());
		if (!token.find()) {
			throw new IllegalStateException("No login form: " + page);
		}
		String form = "username=bob&password=secret&_csrf=" + token.group(1);
		WireClient.Response loggedIn = this.server.send(WireRequest.plain("POST", this.prefix + "/login")
			.header("Cookie", page.header("Set-Cookie").replaceFirst(";.*", ""))
			.body("application/x-www-form-urlencoded", form));
		return loggedIn.header("Set-Cookie").replaceFirst(";.*", "").replaceFirst(".*=", "");
	}

}
