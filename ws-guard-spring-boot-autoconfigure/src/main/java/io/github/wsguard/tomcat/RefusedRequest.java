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

package io.github.wsguard.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.parser.Host;
import org.apache.tomcat.util.http.parser.TokenList;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * A request that Tomcat refused. Tomcat says little more than 400: what was wrong is read
 * from what it had parsed when it gave up. Nothing of the request is quoted.
 */
final class RefusedRequest {

	private static final StringManager TOMCAT_MESSAGES = StringManager.getManager(Http11InputBuffer.class);

	private static final String TOO_LARGE = "iib.requestheadertoolarge.error";

	private final Request request;

	private final org.apache.coyote.Request parsed;

	private final int status;

	private final boolean refusedByAdapter;

	private final @Nullable Object failure;

	RefusedRequest(Request request, Response response) {
		this.request = request;
		this.parsed = request.getCoyoteRequest();
		this.status = response.getStatus();
		this.refusedByAdapter = response.getMessage() != null;
		this.failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
	}

	/**
	 * Explain a refusal that came before the request was led to the application.
	 * @return why, or empty if the server stops and the client is not to blame
	 */
	Optional<Refusal> explain() {
		if (isPaused()) {
			return Optional.empty();
		}
		return Optional.of(bySize().or(this::byRequestLine).or(this::byHost).orElseGet(this::byWhatIsLeft));
	}

	/**
	 * Explain why no context serves the path.
	 */
	Optional<Refusal> explainMissingContext() {
		if (this.status != HttpServletResponse.SC_NOT_FOUND) {
			return Optional.empty();
		}
		return Optional.of(refusal(RejectionReason.PATH_NOT_FOUND, "The path is outside the context path"));
	}

	private Optional<Refusal> bySize() {
		if (isTooLarge()) {
			return Optional.of(isMostlyTarget()
					? refusal(RejectionReason.URI_TOO_LONG, "The container ran out of room in the request line")
					: refusal(RejectionReason.HEADERS_TOO_LARGE, "The container ran out of room in the headers"));
		}
		if (this.failure instanceof IllegalStateException && isAtLimit(headers().size(), maxHeaders())) {
			return Optional.of(refusal(RejectionReason.HEADERS_TOO_LARGE,
					"There are more header fields than the container reads"));
		}
		// With a context the request line was in order; cookies are read next
		if (this.request.getContext() != null && this.status == HttpServletResponse.SC_BAD_REQUEST
				&& isAtLimit(this.parsed.getCookies().getCookieCount(), connector().getMaxCookieCount())) {
			return Optional
				.of(refusal(RejectionReason.HEADERS_TOO_LARGE, "There are more cookies than the container reads"));
		}
		return Optional.empty();
	}

	/**
	 * Return whether Tomcat's buffer for the request line and the headers was full. It
	 * throws the same exception for what is illegal, so that its text has to tell,
	 * whatever the language.
	 */
	private boolean isTooLarge() {
		return this.failure instanceof IllegalArgumentException exception && exception.getMessage() != null
				&& exception.getMessage().equals(TOMCAT_MESSAGES.getString(TOO_LARGE));
	}

	/**
	 * Return whether the target took the room: it never ended, or it left less than half
	 * to the headers.
	 */
	private boolean isMostlyTarget() {
		MessageBytes path = this.parsed.requestURI();
		return path.isNull() || path.getLength() + this.parsed.queryString().getLength() > maxHeaderSize() / 2;
	}

	private Optional<Refusal> byRequestLine() {
		if (this.status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED) {
			return Optional.of(refusal(RejectionReason.HTTP_VERSION_UNSUPPORTED,
					"The container does not speak this version of HTTP", this.status));
		}
		String method = this.parsed.getMethod();
		if (this.refusedByAdapter && ("CONNECT".equals(method) || "TRACE".equals(method))) {
			return Optional.of(refusal(RejectionReason.METHOD_NOT_ALLOWED, "The container does not serve " + method));
		}
		if (this.refusedByAdapter && hasPathOfManyMeanings()) {
			return Optional.of(refusal(RejectionReason.PATH_AMBIGUOUS,
					"The path holds an encoded slash, a backslash or leads above the root"));
		}
		return Optional.empty();
	}

	private boolean hasPathOfManyMeanings() {
		if (this.parsed.requestURI().isNull()) {
			return false;
		}
		String path = this.parsed.requestURI().toString().toLowerCase(Locale.ROOT);
		return path.contains("%2f") || path.contains("%5c") || path.contains("\\") || path.contains("/../")
				|| path.endsWith("/..");
	}

	private Optional<Refusal> byHost() {
		int hosts = 0;
		boolean valid = true;
		for (int i = 0; i < headers().size(); i++) {
			if (headers().getName(i).equalsIgnoreCase("host")) {
				hosts++;
				valid = isHost(headers().getValue(i));
			}
		}
		if (hosts > 1) {
			return Optional.of(refusal(RejectionReason.HOST_INVALID, "There is more than one Host header"));
		}
		if (!valid) {
			return Optional.of(refusal(RejectionReason.HOST_INVALID, "The Host header does not name a host"));
		}
		if (hosts == 0 && this.failure == null && this.parsed.protocol().equals("HTTP/1.1")) {
			return Optional.of(refusal(RejectionReason.REQUEST_MALFORMED, "There is no Host header"));
		}
		return Optional.empty();
	}

	private static boolean isHost(MessageBytes value) {
		if (value.isNull()) {
			// The name was read, and what followed cannot be a value
			return false;
		}
		String host = value.toString();
		if (host.isEmpty()) {
			return true;
		}
		try {
			int colon = Host.parse(host);
			return colon < 0 || host.substring(colon + 1).chars().allMatch((c) -> c >= '0' && c <= '9');
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private Refusal byWhatIsLeft() {
		if (this.status >= 500 && this.status != HttpServletResponse.SC_NOT_IMPLEMENTED) {
			return refusal(RejectionReason.INTERNAL_ERROR, "The container failed", this.status);
		}
		if (this.failure != null) {
			return malformed(this.parsed.requestURI().isNull() ? "The request line is not valid HTTP"
					: "The request line or a header line is not valid HTTP");
		}
		if (this.refusedByAdapter) {
			return malformed("The request target has a broken escape or is no path");
		}
		if (this.status == HttpServletResponse.SC_EXPECTATION_FAILED) {
			return malformed("The container does not meet what the Expect header demands");
		}
		if (this.status == HttpServletResponse.SC_NOT_IMPLEMENTED || hasInvalidLength()) {
			return malformed("The container cannot read the Content-Length or Transfer-Encoding header");
		}
		if (hasTargetOfAnotherHost()) {
			return refusal(RejectionReason.HOST_INVALID, "The request target and the Host header name different hosts");
		}
		return malformed("The request target or a header is not valid HTTP");
	}

	private boolean hasInvalidLength() {
		try {
			this.parsed.getContentLengthLong();
			return !TokenList.parseTokenList(headers().values("transfer-encoding"), new ArrayList<>());
		}
		catch (IllegalArgumentException | IOException ex) {
			return true;
		}
	}

	/**
	 * Return whether the target has a scheme and another host than the {@code Host}
	 * header. Tomcat has cut them off by now: they stand in front of the path.
	 */
	private boolean hasTargetOfAnotherHost() {
		ByteChunk path = this.parsed.requestURI().getByteChunk();
		if (path.isNull()) {
			return false;
		}
		byte[] line = path.getBytes();
		int start = path.getStart();
		while (start > 0 && line[start - 1] != '/' && line[start - 1] > ' ') {
			start--;
		}
		if (start == 0 || line[start - 1] != '/') {
			return false;
		}
		String authority = new String(line, start, path.getStart() - start, StandardCharsets.ISO_8859_1);
		return !authority.substring(authority.indexOf('@') + 1).equalsIgnoreCase(headers().getHeader("host"));
	}

	private MimeHeaders headers() {
		return this.parsed.getMimeHeaders();
	}

	private Connector connector() {
		return this.request.getConnector();
	}

	private boolean isPaused() {
		return connector().getProtocolHandler() instanceof AbstractProtocol<?> protocol && protocol.isPaused();
	}

	private int maxHeaders() {
		return (connector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol)
				? protocol.getMaxHeaderCount() : -1;
	}

	private int maxHeaderSize() {
		return (connector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol)
				? protocol.getMaxHttpRequestHeaderSize() : Integer.MAX_VALUE;
	}

	private static boolean isAtLimit(int count, int limit) {
		return limit >= 0 && count >= limit;
	}

	/**
	 * Tomcat's status stays where it says more than 400.
	 */
	private Refusal malformed(String detail) {
		return refusal(RejectionReason.REQUEST_MALFORMED, detail, this.status);
	}

	private static Refusal refusal(RejectionReason reason, String detail) {
		return refusal(reason, detail, reason.status());
	}

	private static Refusal refusal(RejectionReason reason, String detail, int status) {
		return new Refusal(Rejection.because(reason, detail).by(Layer.CONTAINER), status);
	}

	/**
	 * A refusal that is still to be written.
	 *
	 * @param rejection why
	 * @param status the HTTP status
	 */
	record Refusal(Rejection rejection, int status) {

	}

}
