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

package io.github.wsguard.origin;

/**
 * Reads the entries of an allow-list, and says of each bad one what would work.
 */
final class OriginPatternParser {

	private static final String ANY_SUBDOMAIN = "*.";

	private final String entry;

	private OriginPatternParser(String entry) {
		this.entry = entry;
	}

	/**
	 * Read an entry.
	 * @param entry the entry
	 * @return the pattern
	 * @throws IllegalArgumentException if the entry cannot work, with a message that says
	 * why
	 */
	static OriginPattern parse(String entry) {
		return new OriginPatternParser(entry).parse();
	}

	private OriginPattern parse() {
		refuseWords();
		int schemeEnd = this.entry.indexOf("://");
		String scheme = scheme(schemeEnd);
		String authority = this.entry.substring(schemeEnd + 3);
		refuseUrlParts(scheme, authority);
		int hostEnd = OriginParser.hostEnd(authority, 0);
		if (hostEnd < 0) {
			throw fault("it has no host and port that can be told apart", scheme + "://[::1]:8080");
		}
		String host = authority.substring(0, hostEnd);
		Ports ports = ports(scheme, host, authority.substring(hostEnd));
		if (host.startsWith(ANY_SUBDOMAIN)) {
			return new OriginPattern(scheme, parent(scheme, host.substring(ANY_SUBDOMAIN.length())), true, ports);
		}
		return new OriginPattern(scheme, host(scheme, host), false, ports);
	}

	private void refuseWords() {
		if (this.entry.isBlank()) {
			throw fault("it is empty", "https://app.example.com");
		}
		if ("*".equals(this.entry)) {
			throw new IllegalArgumentException("'*' is not an origin; to admit every origin, remove it and set "
					+ "ws-guard.origin.allow-any to true");
		}
		if ("null".equals(this.entry)) {
			throw new IllegalArgumentException("'null' is not listed as an origin; to admit it, remove it and set "
					+ "ws-guard.origin.allow-null to true");
		}
		if (this.entry.chars().anyMatch((character) -> character <= ' ' || character == 0x7f)) {
			throw fault("it holds white space or a control character", "https://app.example.com");
		}
	}

	private String scheme(int end) {
		if (end < 0) {
			throw fault("it has no scheme",
					"https://" + (this.entry.matches("[\\w.*:-]+") ? this.entry : "app.example.com"));
		}
		String scheme = OriginParser.scheme(this.entry.substring(0, end));
		if (scheme == null) {
			throw fault("its scheme must be written out", "https" + this.entry.substring(end));
		}
		if ("ws".equals(scheme) || "wss".equals(scheme)) {
			throw fault("an origin is that of the page, not of the socket",
					("ws".equals(scheme) ? "http" : "https") + this.entry.substring(end));
		}
		return scheme;
	}

	private void refuseUrlParts(String scheme, String authority) {
		int userInfo = authority.lastIndexOf('@');
		if (userInfo >= 0) {
			// Not quoted: it may be a password
			throw new IllegalArgumentException("'" + scheme + "://...@" + authority.substring(userInfo + 1)
					+ "' is not an origin: it has user information");
		}
		for (int i = 0; i < authority.length(); i++) {
			String part = switch (authority.charAt(i)) {
				case '/' -> (i == authority.length() - 1) ? "a trailing slash" : "a path";
				case '?' -> "a query";
				case '#' -> "a fragment";
				case '\\' -> "a backslash";
				case '%' -> "a percent sign";
				default -> null;
			};
			if (part != null) {
				throw fault("it has " + part, scheme + "://" + authority.substring(0, i));
			}
		}
	}

	private Ports ports(String scheme, String host, String suffix) {
		if (suffix.isEmpty()) {
			return Ports.of(Origin.defaultPort(scheme));
		}
		String port = suffix.substring(1);
		boolean bracketed = port.startsWith("[") && port.endsWith("]");
		String list = bracketed ? port.substring(1, port.length() - 1) : port;
		if ("*".equals(list)) {
			return Ports.any();
		}
		if (port.startsWith("[") && !bracketed) {
			throw fault("its list of ports does not end: a comma may have split it, so write one entry for each port",
					scheme + "://" + host + ":8080");
		}
		Ports ports = Ports.of(port(scheme, host, list, 0));
		for (int comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', comma + 1)) {
			ports.addAll(Ports.of(port(scheme, host, list, comma + 1)));
		}
		if (!bracketed && list.indexOf(',') >= 0) {
			throw fault("a list of ports stands in brackets", scheme + "://" + host + ":[" + list + "]");
		}
		return ports;
	}

	private int port(String scheme, String host, String list, int start) {
		int comma = list.indexOf(',', start);
		int port = OriginParser.port(list, start, (comma >= 0) ? comma : list.length());
		if (port < 0) {
			throw fault("a port is a number from 1 to 65535, or * for any", scheme + "://" + host + ":8443");
		}
		return port;
	}

	private String parent(String scheme, String parent) {
		String host = host(scheme, parent);
		if (HostName.isIpLiteral(host)) {
			throw fault("an IP address has no names below it", scheme + "://" + host);
		}
		return host;
	}

	private String host(String scheme, String host) {
		if ("*".equals(host)) {
			throw fault("it would admit every host: set ws-guard.origin.allow-any to true, or name a domain",
					scheme + "://*.example.com");
		}
		if (host.indexOf('*') >= 0) {
			throw fault("a * stands for whole labels in front of a domain, or for the port",
					scheme + "://*.example.com:*");
		}
		if (HostName.holdsDeviation(host)) {
			throw fault("the letters \u00df and \u03c2 and zero-width joiners have more than one ASCII form, so the "
					+ "name must be written as the browser sends it", scheme + "://xn--...");
		}
		String normalised = HostName.normalise(host);
		if (normalised == null) {
			throw fault(host.isEmpty() ? "it has no host" : "its host is not valid", scheme + "://app.example.com");
		}
		return normalised;
	}

	private IllegalArgumentException fault(String fault, String example) {
		return new IllegalArgumentException(
				"'" + this.entry + "' is not an origin: " + fault + ". Write for example '" + example + "'");
	}

}
