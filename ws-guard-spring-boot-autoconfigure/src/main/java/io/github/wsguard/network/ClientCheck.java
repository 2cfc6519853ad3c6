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

package io.github.wsguard.network;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.IpAddress;

/**
 * Finds out how the client reached the application, for the checks that follow. Refuses
 * nobody: headers of trusted proxies that cannot be read leave the client without a known
 * address and without TLS, and those of strangers are kept as a claim that explains and
 * never decides.
 */
public final class ClientCheck implements HandshakeCheck {

	private final CidrSet trusted;

	private final HopReader reader;

	private final ClientResolver resolver;

	private final HopReader forwarded = new ForwardedReader();

	private final HopReader xForwarded = new XForwardedReader();

	/**
	 * Create a check.
	 * @param trustedProxies ranges of addresses whose forwarding headers count
	 * @param headers the family of headers that counts
	 * @throws IllegalArgumentException if a range cannot be read, with a message that
	 * quotes it and says what would work
	 */
	public ClientCheck(Collection<String> trustedProxies, ForwardingHeaders headers) {
		this.trusted = new CidrSet(trustedProxies);
		this.resolver = new ClientResolver(this.trusted);
		this.reader = switch (headers) {
			case FORWARDED -> this.forwarded;
			case X_FORWARDED -> this.xForwarded;
		};
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		HandshakeRequest request = attempt.request();
		ClientConnection peer = request.connection();
		if (isTrusted(peer)) {
			this.reader.read(request)
				.ifPresentOrElse((hops) -> believe(attempt, peer, hops),
						() -> attempt.reachedBy(ClientResolver.unknown(peer)));
		}
		else {
			claim(request).filter((hops) -> !hops.isEmpty())
				.ifPresent((hops) -> attempt.claim(this.resolver.believeAll(peer, hops)));
		}
		return Decision.proceed();
	}

	private boolean isTrusted(ClientConnection peer) {
		return !this.trusted.isEmpty() && IpAddress.parse(peer.address()).filter(this.trusted::contains).isPresent();
	}

	private void believe(HandshakeAttempt attempt, ClientConnection peer, List<Hop> hops) {
		if (!hops.isEmpty()) {
			attempt.reachedBy(this.resolver.believe(peer, hops));
		}
	}

	private Optional<List<Hop>> claim(HandshakeRequest request) {
		return request.headers("Forwarded").isEmpty() ? this.xForwarded.read(request) : this.forwarded.read(request);
	}

	/**
	 * Return whether any peer may say where it comes from, so that all of them can lie.
	 * @return {@code true} if a trusted range holds every address of a family
	 */
	public boolean trustsEveryone() {
		return this.trusted.containsEverything();
	}

	@Override
	public Evidence evidence() {
		return Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "client";
	}

}
