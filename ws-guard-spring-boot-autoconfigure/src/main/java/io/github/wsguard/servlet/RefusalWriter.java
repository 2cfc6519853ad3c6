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

package io.github.wsguard.servlet;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.RetryAdvice;

/**
 * Writes a refusal: status, headers and an {@code application/problem+json} body (RFC
 * 9457).
 */
public final class RefusalWriter {

	/**
	 * The response header that carries the reason.
	 */
	public static final String REASON_HEADER = "WS-Guard-Reason";

	// RFC 6750 3: at least one parameter follows the scheme
	private static final String PLAIN_CHALLENGE = "Bearer realm=\"websocket\"";

	private final RejectionDetail detail;

	private final String typeBaseUri;

	private final Map<Kind, ProblemDocument> documents = new ConcurrentHashMap<>();

	/**
	 * Create a writer.
	 * @param detail how much clients are told
	 * @param typeBaseUri prefix of the problem type; the anchor of the reason follows
	 */
	public RefusalWriter(RejectionDetail detail, String typeBaseUri) {
		this.detail = detail;
		this.typeBaseUri = typeBaseUri;
	}

	/**
	 * Write a refusal. Whatever was in the buffer of the response is dropped; headers of
	 * others stay.
	 * @param response a response that is not committed
	 * @param rejection why
	 * @param status the status, usually that of the reason
	 * @param id the identifier that the log line carries too
	 * @throws IOException if the client has gone
	 */
	void write(HttpServletResponse response, Rejection rejection, int status, String id) throws IOException {
		byte[] body = document(rejection, status).about(id);
		response.resetBuffer();
		response.setStatus(status);
		headers(response, rejection, status);
		response.setCharacterEncoding((String) null);
		response.setContentType("application/problem+json");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
		response.flushBuffer();
	}

	/**
	 * Name the reason of a refusal whose body somebody else wrote.
	 * @param response a response that is not committed
	 * @param rejection why
	 */
	void name(HttpServletResponse response, Rejection rejection) {
		if (this.detail != RejectionDetail.NONE) {
			response.setHeader(REASON_HEADER, rejection.reason().name());
		}
	}

	/**
	 * Take the name away from a response that turns out to be no refusal.
	 * @param response a response
	 */
	static void unname(HttpServletResponse response) {
		if (response.containsHeader(REASON_HEADER)) {
			response.setHeader(REASON_HEADER, null);
		}
	}

	private void headers(HttpServletResponse response, Rejection rejection, int status) {
		RejectionReason reason = rejection.reason();
		response.setHeader("Cache-Control", "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
		name(response, rejection);
		if (rejection.retryAfter() != null) {
			response.setHeader("Retry-After", Long.toString(Math.max(1, rejection.retryAfter().toSeconds())));
		}
		if (status == HttpServletResponse.SC_UNAUTHORIZED || bearerError(reason) != null) {
			challenge(response, reason);
		}
		if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED && response.getHeader("Allow") == null) {
			response.setHeader("Allow", "GET");
		}
		if (status == HttpServletResponse.SC_UPGRADE_REQUIRED) {
			response.setHeader("Upgrade", "websocket");
			response.setHeader("Connection", "Upgrade");
		}
		if (reason == RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED) {
			response.setHeader("Sec-WebSocket-Version", "13");
		}
	}

	private void challenge(HttpServletResponse response, RejectionReason reason) {
		String error = (this.detail != RejectionDetail.NONE) ? bearerError(reason) : null;
		if (error != null) {
			response.setHeader("WWW-Authenticate",
					"Bearer error=\"" + error + "\", error_description=\"" + reason.title() + "\"");
		}
		else if (response.getHeader("WWW-Authenticate") == null) {
			response.setHeader("WWW-Authenticate", PLAIN_CHALLENGE);
		}
	}

	private static @Nullable String bearerError(RejectionReason reason) {
		return switch (reason) {
			// RFC 6750 3.1: no error for who did not know that a token is needed, or used
			// another scheme
			case TOKEN_MISSING, TOKEN_SCHEME_UNSUPPORTED -> null;
			case TOKEN_AMBIGUOUS -> "invalid_request";
			case INSUFFICIENT_SCOPE, AUTHORITY_MISSING, CLAIM_MISSING, CLAIM_MISMATCH -> "insufficient_scope";
			default -> reason.name().startsWith("TOKEN_") ? "invalid_token" : null;
		};
	}

	private ProblemDocument document(Rejection rejection, int status) {
		if (this.detail == RejectionDetail.FULL || status != rejection.reason().status()) {
			return ProblemDocument.of(rejection, status, this.detail, this.typeBaseUri);
		}
		return this.documents.computeIfAbsent(new Kind(rejection.reason(), rejection.layer(), rejection.retry()),
				(kind) -> ProblemDocument.of(rejection, status, this.detail, this.typeBaseUri));
	}

	/**
	 * What refusals have in common whose body differs by nothing but the identifier.
	 */
	private record Kind(RejectionReason reason, Layer layer, RetryAdvice retry) {

	}

}
