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

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.IpAddress;
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses clients by their IP address.
 */
public final class NetworkCheck implements HandshakeCheck {

	private final CidrSet allowed;

	private final CidrSet denied;

	/**
	 * Create a check.
	 * @param allowed ranges of addresses that may connect; none if all may
	 * @param denied ranges of addresses that may not, even if they are allowed
	 * @throws IllegalArgumentException if a range cannot be read, with a message that
	 * quotes it and says what would work
	 */
	public NetworkCheck(Collection<String> allowed, Collection<String> denied) {
		this.allowed = new CidrSet(allowed);
		this.denied = new CidrSet(denied);
	}

	/**
	 * Return whether the ranges contradict each other.
	 * @return {@code true} if every range that is allowed is denied, too
	 */
	public boolean admitsNobody() {
		return !this.allowed.isEmpty() && this.denied.containsAll(this.allowed);
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		if (this.allowed.isEmpty() && this.denied.isEmpty()) {
			return Decision.proceed();
		}
		String fault = fault(IpAddress.parse(attempt.client().address()).orElse(null));
		return (fault != null) ? Decision.reject(RejectionReason.IP_NOT_ALLOWED, fault) : Decision.proceed();
	}

	private @Nullable String fault(@Nullable IpAddress address) {
		if (address == null) {
			return "The address of the client cannot be told";
		}
		if (this.denied.contains(address)) {
			return "The address of the client is denied";
		}
		if (!this.allowed.isEmpty() && !this.allowed.contains(address)) {
			return "The address of the client is not among those allowed";
		}
		return null;
	}

	@Override
	public Evidence evidence() {
		return Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "network";
	}

}
