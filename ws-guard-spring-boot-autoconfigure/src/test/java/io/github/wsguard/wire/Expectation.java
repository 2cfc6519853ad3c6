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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a handshake may come to. An expectation holds if one of its outcomes is met.
 */
final class Expectation {

	private final List<Outcome> outcomes = new ArrayList<>();

	private Expectation(Outcome outcome) {
		this.outcomes.add(outcome);
	}

	/**
	 * The handshake is accepted, or the SockJS request served.
	 */
	static Expectation opened(int status) {
		return new Expectation(new Outcome(status, null, null, null));
	}

	/**
	 * It is refused, and the reason named.
	 */
	static Expectation refused(int status, String reason, String layer) {
		return new Expectation(new Outcome(status, reason, layer, null));
	}

	/**
	 * It is refused with a body of the application's own, and the reason named beside it.
	 */
	static Expectation refusedInOwnWords(int status, String reason, String body) {
		return new Expectation(new Outcome(status, reason, null, body));
	}

	/**
	 * It is no handshake, so that nobody names what others answer.
	 */
	static Expectation unnamed() {
		return new Expectation(new Outcome(0, null, null, null));
	}

	Expectation or(Expectation other) {
		this.outcomes.addAll(other.outcomes);
		return this;
	}

	boolean isMetBy(WireClient.Response response) {
		return this.outcomes.stream().anyMatch((outcome) -> outcome.isMetBy(response));
	}

	@Override
	public String toString() {
		return this.outcomes.toString();
	}

	private record Outcome(int status, @Nullable String reason, @Nullable String layer, @Nullable String body) {

		boolean isMetBy(WireClient.Response response) {
			return (this.status != 0) ? this.status == response.status() && isNamedBy(response)
					: response.status() != 101 && response.reason() == null;
		}

		private boolean isNamedBy(WireClient.Response response) {
			if (this.reason == null) {
				return response.reason() == null;
			}
			return this.reason.equals(response.reason())
					&& ((this.body != null) ? this.body.equals(response.body()) : isNamedInBodyOf(response));
		}

		private boolean isNamedInBodyOf(WireClient.Response response) {
			return response.body().contains("\"reason\":\"" + this.reason + "\",\"layer\":\"" + this.layer + "\"")
					&& response.body().contains("\"status\":" + this.status + ",");
		}

	}

}
