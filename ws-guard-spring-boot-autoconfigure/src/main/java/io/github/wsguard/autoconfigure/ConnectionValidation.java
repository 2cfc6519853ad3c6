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

package io.github.wsguard.autoconfigure;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Judges what bounds live connections, and those that wait for their token.
 */
final class ConnectionValidation {

	// Beyond, the end of a connection could not be reckoned in milliseconds
	private static final Duration LONGEST = Duration.ofDays(365_000);

	/*
	 * Segments of plain characters: what is matched here, by the container and by a proxy
	 * in front must be the same.
	 */
	private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

	private final WsGuardProperties properties;

	ConnectionValidation(WsGuardProperties properties) {
		this.properties = properties;
	}

	/**
	 * Judge the properties.
	 * @throws InvalidPropertyException if one of them cannot work
	 */
	void validate() {
		PropertyName name = PropertyName.ROOT.property("connection");
		ConnectionProperties connection = this.properties.connection();
		bound(name.property("max-duration"), connection.maxDuration(), "12h");
		bound(name.property("idle-timeout"), connection.idleTimeout(), "5m");
		size(name.property("max-message-size"), connection.maxMessageSize(), "64KB");
		name.property("drain")
			.require(!connection.drain().isNegative() && connection.drain().compareTo(LONGEST) <= 0,
					"it is negative or no time that anybody can wait for",
					"Set '%s' to a duration such as 10s, or to 0s to close all connections at once."
						.formatted(name.property("drain")));
		name.property("refresh.path")
			.require(PATH.matcher(connection.refresh().path()).matches(),
					"it is no plain path: a slash, letters, digits, hyphens, underscores or dots, and no slash at the end",
					"Set '%s' to a path such as /ws-guard/refresh.".formatted(name.property("refresh.path")));
		firstMessage(PropertyName.ROOT.property("token.first-message"), this.properties.token().firstMessage());
	}

	private static void firstMessage(PropertyName name, WsGuardProperties.FirstMessage firstMessage) {
		bound(name.property("timeout"), firstMessage.timeout(), "10s");
		size(name.property("max-size"), firstMessage.maxSize(), "16KB");
		atLeastOne(name.property("max-waiting"), firstMessage.maxWaiting(), 1000);
		atLeastOne(name.property("max-waiting-per-address"), firstMessage.maxWaitingPerAddress(), 20);
	}

	private static void bound(PropertyName name, @Nullable Duration duration, String example) {
		name.require(
				duration == null || (duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(LONGEST) <= 0),
				"every connection would end at once, or at a time that cannot be reckoned",
				"Set '%s' to a duration such as %s.".formatted(name, example));
	}

	private static void size(PropertyName name, @Nullable DataSize size, String example) {
		name.require(size == null || (size.toBytes() > 0 && size.toBytes() <= Integer.MAX_VALUE),
				"it is not between 1B and %dB".formatted(Integer.MAX_VALUE),
				"Set '%s' to a size such as %s.".formatted(name, example));
	}

	private static void atLeastOne(PropertyName name, int number, int example) {
		name.require(number > 0, "nobody could send a token then",
				"Set '%s' to a number such as %d.".formatted(name, example));
	}

}
