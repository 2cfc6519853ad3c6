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

package io.github.wsguard.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The opening handshake by the words of RFC 6455 4.2.1 and 9.1, RFC 7692 7.1 and RFC 9110
 * 5.6.
 *
 * <p>
 * Narrower than the list rule of RFC 9110 5.6.1.2 in the lists of sub-protocols and
 * extensions: an empty element is a fault, since RFC 6455 4.1 wants elements that are not
 * empty. At most 64 sub-protocols are read.
 */
final class ProtocolReference {

	private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

	private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

	private static final String OWS = "[ \\t]*+";

	private static final Pattern PARAMETER = Pattern.compile(OWS + ";" + OWS + "(?<name>" + TOKEN + ")(?:" + OWS + "="
			+ OWS + "(?:(?<token>" + TOKEN + ")|(?<quoted>" + QUOTED + ")))?", Pattern.DOTALL);

	private static final Pattern NAME = Pattern.compile(OWS + "(?<name>" + TOKEN + ")");

	private static final Pattern COMMA = Pattern.compile(OWS + ",");

	private static final Pattern END = Pattern.compile(OWS);

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

	private ProtocolReference() {
	}

	/**
	 * One extension that a client offers; a parameter without a value has an empty one.
	 */
	record Offer(String name, List<Map.Entry<String, String>> parameters) {

		/**
		 * Whether RFC 7692 7.1 lets a server accept the offer.
		 */
		boolean isAcceptable() {
			if (!"permessage-deflate".equals(this.name)) {
				return true;
			}
			Map<String, String> unique = new LinkedHashMap<>();
			this.parameters.forEach((parameter) -> unique.put(parameter.getKey(), parameter.getValue()));
			return unique.size() == this.parameters.size() && unique.entrySet()
				.stream()
				.allMatch((parameter) -> (parameter.getKey() + "=" + parameter.getValue()).matches(
						"(server|client)_no_context_takeover=|client_max_window_bits=|(server|client)_max_window_bits=([89]|1[0-5])"));
		}

		@Override
		public String toString() {
			StringBuilder text = new StringBuilder(this.name);
			this.parameters.forEach((parameter) -> text.append("; ")
				.append(parameter.getKey())
				.append(parameter.getValue().isEmpty() ? "" : "=" + parameter.getValue()));
			return text.toString();
		}

	}

	/**
	 * Read a list of extensions, or nothing if it does not follow the grammar.
	 */
	static Optional<List<Offer>> extensions(List<String> lines) {
		List<Offer> offers = new ArrayList<>();
		for (String line : lines) {
			int position = 0;
			do {
				Matcher name = at(NAME, line, position);
				if (name == null) {
					return Optional.empty();
				}
				position = name.end();
				List<Map.Entry<String, String>> parameters = new ArrayList<>();
				for (Matcher parameter = at(PARAMETER, line, position); parameter != null; parameter = at(PARAMETER,
						line, position)) {
					String quoted = parameter.group("quoted");
					String value = (quoted != null) ? unquote(quoted) : parameter.group("token");
					if (quoted != null && !value.matches(TOKEN)) {
						return Optional.empty();
					}
					parameters.add(Map.entry(parameter.group("name"), (value != null) ? value : ""));
					position = parameter.end();
				}
				offers.add(new Offer(name.group("name"), parameters));
				Matcher comma = at(COMMA, line, position);
				position = (comma != null) ? comma.end() : -1 - position;
			}
			while (position >= 0);
			if (!END.matcher(line.substring(-1 - position)).matches()) {
				return Optional.empty();
			}
		}
		return Optional.of(offers);
	}

	private static @Nullable Matcher at(Pattern pattern, String line, int position) {
		Matcher matcher = pattern.matcher(line).region(position, line.length());
		return matcher.lookingAt() ? matcher : null;
	}

	private static String unquote(String quoted) {
		return quoted.substring(1, quoted.length() - 1).replaceAll("(?s)\\\\(.)", "$1");
	}

	/**
	 * The elements of a list (RFC 9110 5.6.1), those of all lines in order (5.3).
	 */
	static List<String> elements(List<String> lines) {
		return lines.isEmpty() ? List.of()
				: Arrays.stream(String.join(",", lines).split(",", -1))
					.map((element) -> element.replaceAll("^[ \\t]+|[ \\t]+$", ""))
					.toList();
	}

	private static boolean names(List<String> lines, String token) {
		return elements(lines).stream().anyMatch((element) -> element.matches("(?i)" + token));
	}

	/**
	 * A handshake, as far as RFC 6455 4.2.1 speaks of it.
	 */
	record Handshake(String method, String version, List<String> upgrade, List<String> connection,
			List<String> webSocketVersion, List<String> key, List<String> protocols, List<String> extensions,
			List<String> supported) {

		/**
		 * Everything that is wrong with it.
		 */
		Set<String> faults() {
			Set<String> faults = new HashSet<>();
			boolean newer = this.version.matches("HTTP/[2-9](\\.[0-9])?");
			boolean extendedConnect = "CONNECT".equals(this.method) && newer;
			if (!extendedConnect) {
				addIf(!"GET".equals(this.method), "METHOD_NOT_ALLOWED", faults);
				addIf(!newer && !this.version.matches("HTTP/1\\.[1-9]"), "HTTP_VERSION_UNSUPPORTED", faults);
				addUpgradeFaults(faults);
				addIf(this.key.size() != 1 || !KEY.matcher(this.key.get(0)).matches(), "WEBSOCKET_KEY_INVALID", faults);
			}
			addIf(!List.of("13").equals(this.webSocketVersion), "WEBSOCKET_VERSION_UNSUPPORTED", faults);
			addProtocolFaults(faults);
			addIf(!this.extensions.isEmpty() && ProtocolReference.extensions(this.extensions).isEmpty(),
					"EXTENSION_INVALID", faults);
			return faults;
		}

		private void addUpgradeFaults(Set<String> faults) {
			if (this.upgrade.isEmpty()) {
				boolean webSocket = !(this.webSocketVersion.isEmpty() && this.key.isEmpty() && this.protocols.isEmpty()
						&& this.extensions.isEmpty());
				faults.add(webSocket ? "UPGRADE_STRIPPED_BY_PROXY" : "NOT_A_WEBSOCKET_REQUEST");
				return;
			}
			addIf(!names(this.upgrade, "websocket"), "UPGRADE_HEADER_INVALID", faults);
			addIf(!names(this.connection, "upgrade"), "CONNECTION_HEADER_INVALID", faults);
		}

		private void addProtocolFaults(Set<String> faults) {
			List<String> names = new ArrayList<>();
			List<String> elements = elements(this.protocols);
			boolean invalid = elements.size() > 64
					|| (elements.size() == 1 && elements.get(0).matches("(?s)bearer\\..*"));
			boolean token = false;
			for (String element : elements) {
				invalid |= element.isEmpty();
				// The token itself obeys another grammar, and is judged by another check
				if (!token && !element.startsWith("bearer.")) {
					invalid |= !element.matches(TOKEN) || names.contains(element);
					names.add(element);
				}
				token = !token && "bearer".equals(element);
			}
			addIf(invalid, "SUBPROTOCOL_INVALID", faults);
			boolean spoken = names.isEmpty() || this.supported.isEmpty() || names.contains("bearer")
					|| names.stream().anyMatch((name) -> this.supported.stream().anyMatch(name::equalsIgnoreCase));
			addIf(!spoken, "SUBPROTOCOL_UNSUPPORTED", faults);
		}

		private static void addIf(boolean fault, String reason, Set<String> faults) {
			if (fault) {
				faults.add(reason);
			}
		}

	}

}
