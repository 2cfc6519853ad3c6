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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.wsguard.wire.WireServer;

/**
 * The server under attack, its issuers, and those who watch.
 */
final class TokenScene implements AutoCloseable {

	private static final ForgeKeys KEYS = new ForgeKeys();

	private final TrapServer trap = new TrapServer();

	private final HostileIssuers issuers = new HostileIssuers(KEYS);

	private final TokenForge forge = new TokenForge(KEYS, this.trap.address());

	private final WireServer server;

	private final HostileLog log;

	TokenScene(Path directory, List<String> properties) {
		List<String> all = new ArrayList<>(this.issuers.properties(directory));
		all.addAll(List.of("server.max-http-request-header-size=4MB", "ws-guard.endpoints.roomy.path=/own/echo",
				"ws-guard.endpoints.roomy.token.max-size=2MB", "ws-guard.endpoints.one-issuer.path=/own/named",
				"ws-guard.endpoints.one-issuer.issuers=ec"));
		all.addAll(properties);
		this.server = WireServer.start(List.of(StoppedClock.class), all.toArray(String[]::new));
		this.log = HostileLog.open();
	}

	/**
	 * Return what the watchers saw.
	 */
	List<String> faults() {
		HostileCase everything = new HostileCase("log", new HostileRequest("", Delivery.WHOLE), Expectation.parse(""),
				TokenRun.CANARY, secrets());
		List<String> faults = new ArrayList<>(this.log.faults(List.of(everything)));
		if (this.trap.connections() > 0) {
			faults.add("somebody walked into the trap");
		}
		this.issuers.fetches().forEach((issuer, fetches) -> {
			// Once at first, and once for all the keys that nobody knows
			if (fetches > 2) {
				faults.add("the keys of " + issuer + " were fetched " + fetches + " times");
			}
		});
		return faults;
	}

	private static List<String> secrets() {
		List<String> secrets = new ArrayList<>(encodings(TokenRun.CANARY));
		secrets.add(TokenRun.CANARY);
		secrets.add(new String(KEYS.secret("hmac"), StandardCharsets.UTF_8));
		return secrets;
	}

	int port() {
		return this.server.port();
	}

	TokenForge forge() {
		return this.forge;
	}

	/**
	 * Return what a word looks like in base64url, wherever it begins.
	 */
	private static List<String> encodings(String word) {
		List<String> encodings = new ArrayList<>();
		for (int before = 0; before < 3; before++) {
			String encoded = ForgeKeys.base64(ForgeKeys.text("\0".repeat(before) + word));
			int certain = (before + word.length()) * 8 / 6;
			encodings.add(encoded.substring((before * 8 + 5) / 6, certain));
		}
		return encodings;
	}

	@Override
	public void close() {
		this.log.close();
		this.server.close();
		this.issuers.close();
		this.trap.close();
	}

}
