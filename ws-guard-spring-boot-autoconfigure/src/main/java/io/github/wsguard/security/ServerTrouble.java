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

package io.github.wsguard.security;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.springframework.web.client.RestClientResponseException;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Trouble with the server that a verifier depends on, which no token is to blame for.
 */
final class ServerTrouble {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private ServerTrouble() {
	}

	/**
	 * Refuse a handshake because of the server, not of the token.
	 * @param server what the server is, at the beginning of a sentence
	 * @param causes what went wrong
	 * @return the rejection
	 */
	static Rejection rejection(String server, CauseChain causes) {
		return Rejection.because(RejectionReason.KEYS_UNAVAILABLE, server + " " + fault(causes))
			.retryAfter(RETRY_AFTER);
	}

	private static String fault(CauseChain causes) {
		if (causes.has(SocketTimeoutException.class, HttpTimeoutException.class, TimeoutException.class)) {
			return "did not answer in time";
		}
		if (causes.has(ConnectException.class)) {
			return "refused the connection";
		}
		if (causes.has(UnknownHostException.class)) {
			return "has a name that does not resolve";
		}
		if (causes.has(SSLException.class)) {
			return "could not be reached by TLS; its certificate may not be trusted";
		}
		if (causes.has(RestClientResponseException.class)) {
			return "answered with an error";
		}
		if (causes.has(ParseException.class)) {
			return "answered with something that cannot be read";
		}
		return "gave no usable answer";
	}

}
