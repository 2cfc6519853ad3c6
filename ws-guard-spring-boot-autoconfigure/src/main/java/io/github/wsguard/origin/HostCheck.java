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

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses attempts for a host name that is not served here: with DNS rebinding an
 * attacker's page and the {@code Host} it asks for agree, and only the name gives it
 * away.
 */
public final class HostCheck implements HandshakeCheck {

	private final Map<String, Ports> hosts = new HashMap<>();

	/**
	 * Create a check.
	 * @param allowed host names, with a port if only that one counts; none if any host is
	 * served
	 * @throws IllegalArgumentException if an entry cannot work, with a message that
	 * quotes it and says what would
	 */
	public HostCheck(Collection<String> allowed) {
		for (String entry : allowed) {
			add(entry);
		}
	}

	private void add(String entry) {
		int hostEnd = OriginParser.hostEnd(entry, 0);
		if (hostEnd < 0 || entry.contains("/") || entry.contains("@")) {
			throw fault(entry, "write a host and nothing else but a port");
		}
		if (entry.indexOf('*') >= 0) {
			throw fault(entry, "every name has to be listed, a * stands for nothing here");
		}
		if (HostName.holdsDeviation(entry)) {
			throw fault(entry, "write the name as a browser sends it, 'xn--...'");
		}
		String host = HostName.normalise(entry.substring(0, hostEnd));
		if (host == null) {
			throw fault(entry, "its name is not valid; IPv6 stands in brackets");
		}
		this.hosts.computeIfAbsent(host, (key) -> new Ports()).addAll(ports(entry, hostEnd));
	}

	private static Ports ports(String entry, int hostEnd) {
		if (hostEnd == entry.length()) {
			return Ports.any();
		}
		int port = OriginParser.port(entry, hostEnd + 1, entry.length());
		if (port < 0) {
			throw fault(entry, "a port is a number from 1 to 65535");
		}
		return Ports.of(port);
	}

	private static IllegalArgumentException fault(String entry, String fault) {
		return new IllegalArgumentException("'" + entry + "' is not a host: " + fault
				+ ". Write for example 'api.example.com' or 'api.example.com:8443'");
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		if (this.hosts.isEmpty() || isServed(attempt.client())) {
			return Decision.proceed();
		}
		return Decision.reject(RejectionReason.HOST_NOT_ALLOWED, "The request asks for a host that is not served here");
	}

	private boolean isServed(ClientConnection client) {
		String host = HostName.normalise(client.host());
		Ports ports = (host != null) ? this.hosts.get(host) : null;
		return ports != null && ports.contains(client.port());
	}

	@Override
	public Evidence evidence() {
		return Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "host";
	}

}
