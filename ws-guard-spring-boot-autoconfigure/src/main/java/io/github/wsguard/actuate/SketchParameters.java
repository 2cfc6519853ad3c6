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

package io.github.wsguard.actuate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeSketch;
import io.github.wsguard.decision.IpAddress;

/**
 * What the caller says of a handshake that is to be explained. No parameter takes a
 * token, and what is refused is never quoted: it may be one all the same.
 *
 * @param path the raw path within the application
 * @param origin the {@code Origin} header, or {@code null} for a request without one
 * @param address the client's address
 * @param server under which address the client reaches the application
 * @param headers names of headers beside those of a correct handshake
 * @param without names of headers of a correct handshake that are lost on the way
 */
record SketchParameters(String path, @Nullable String origin, @Nullable String address, @Nullable String server,
		@Nullable List<String> headers, @Nullable List<String> without) {

	private static final int MAX_LENGTH = 2000;

	private static final String LOOPBACK = "127.0.0.1";

	private static final List<String> HANDSHAKE = List.of("Upgrade", "Connection", "Sec-WebSocket-Key",
			"Sec-WebSocket-Version");

	private static final Map<String, String> PARAMETERS = Map.of("origin", "origin", "host", "server", "forwarded",
			"address' and 'server", "x-forwarded-for", "address", "x-forwarded-host", "server", "x-forwarded-proto",
			"server", "x-forwarded-port", "server");

	/**
	 * Return the handshake that is described.
	 * @param defaultServer what is assumed if the caller does not say where the client
	 * reaches the application
	 * @throws InvalidEndpointRequestException if a parameter cannot be used
	 */
	HandshakeSketch sketch(String defaultServer) {
		checkPath();
		require(this.origin == null || isPrintable(this.origin), "'origin' holds what no header can hold");
		return new HandshakeSketch(this.path, this.origin, connection(defaultServer), headerNames());
	}

	/**
	 * Return what is assumed in place of absent parameters.
	 */
	Map<String, String> assumed(String defaultServer) {
		Map<String, String> assumed = new LinkedHashMap<>();
		if (this.origin == null) {
			assumed.put("origin", "none");
		}
		if (this.address == null) {
			assumed.put("address", LOOPBACK);
		}
		if (this.server == null) {
			assumed.put("server", defaultServer);
		}
		return assumed;
	}

	private void checkPath() {
		require(this.path.startsWith("/"), "'path' must start with a slash; it is the path behind the context path");
		require(this.path.indexOf('?') < 0 && this.path.indexOf('#') < 0,
				"'path' must not have a query or a fragment: a token may stand there, and none is taken");
		require(isPrintable(this.path) && this.path.indexOf(' ') < 0,
				"'path' must be encoded as in a request line: spaces and other special characters as %20 and the like");
	}

	private ClientConnection connection(String defaultServer) {
		String client = (this.address != null) ? this.address : LOOPBACK;
		require(IpAddress.parse(client).isPresent(), "'address' must be an IP address such as 203.0.113.7");
		URI reached = parse((this.server != null) ? this.server : defaultServer);
		String scheme = switch (reached.getScheme().toLowerCase(Locale.ROOT)) {
			case "https", "wss" -> "https";
			default -> "http";
		};
		int defaultPort = scheme.equals("https") ? 443 : 80;
		return new ClientConnection(client, scheme, reached.getHost().toLowerCase(Locale.ROOT),
				(reached.getPort() > 0) ? reached.getPort() : defaultPort);
	}

	private static URI parse(String server) {
		String problem = "'server' must be a scheme, a host and a port such as https://api.example.com";
		try {
			URI uri = new URI(server);
			boolean plain = uri.getHost() != null && uri.getScheme() != null && uri.getUserInfo() == null
					&& uri.getRawQuery() == null && uri.getRawFragment() == null
					&& List.of("", "/").contains(uri.getRawPath());
			require(plain && Set.of("http", "https", "ws", "wss").contains(uri.getScheme().toLowerCase(Locale.ROOT)),
					problem);
			return uri;
		}
		catch (URISyntaxException ex) {
			throw invalid(problem);
		}
	}

	private Set<String> headerNames() {
		Set<String> lost = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		lost.addAll(names("without", this.without));
		require(lost.stream().allMatch((name) -> HANDSHAKE.stream().anyMatch(name::equalsIgnoreCase)),
				"'without' may name %s only; other headers are absent anyway".formatted(String.join(", ", HANDSHAKE)));
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		names.addAll(HANDSHAKE);
		names.removeAll(lost);
		for (String name : names("headers", this.headers)) {
			String parameter = PARAMETERS.get(name.toLowerCase(Locale.ROOT));
			require(parameter == null, "'headers' takes names only, and of this one the value matters: use '"
					+ parameter + "' to say what the client sent");
			names.add(name);
		}
		return names;
	}

	private static Collection<String> names(String parameter, @Nullable List<String> values) {
		Set<String> names = new LinkedHashSet<>();
		if (values != null) {
			values.stream().map(String::strip).forEach(names::add);
		}
		require(names.stream().allMatch(SketchParameters::isName),
				"'%s' takes names of headers and no values, such as Authorization,Cookie".formatted(parameter));
		return names;
	}

	private static boolean isName(String name) {
		return !name.isEmpty() && name.length() <= 64
				&& name.chars()
					.allMatch((c) -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
							|| c == '-' || c == '_');
	}

	private static boolean isPrintable(String text) {
		return text.length() <= MAX_LENGTH && text.chars().allMatch((c) -> c >= 0x20 && c < 0x7f);
	}

	private static void require(boolean condition, String problem) {
		if (!condition) {
			throw invalid(problem);
		}
	}

	private static InvalidEndpointRequestException invalid(String problem) {
		return new InvalidEndpointRequestException(problem, problem);
	}

}
