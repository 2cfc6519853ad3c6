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
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.servlet.CallStack.Answerer;

/**
 * Holds back errors, redirects and what belongs to them until it is known who refused and
 * why: once the container has seen them nothing can be added, and its error dispatch may
 * lose the status. Knows who answered.
 */
final class CapturedResponse extends HttpServletResponseWrapper {

	/**
	 * Takes no notice.
	 */
	static final Observer INATTENTIVE = new Observer() {

		@Override
		public boolean isInPlaceOfEndpoint() {
			return false;
		}

		@Override
		public void refusalGetsBody(CapturedResponse response) {
		}

	};

	private static final Set<String> WITHDRAWN = withdrawn();

	private final CallStack callStack;

	private final Observer observer;

	private @Nullable Captured captured;

	private @Nullable Answerer answerer;

	private @Nullable Answerer writer;

	private @Nullable ServletOutputStream stream;

	private @Nullable PrintWriter printer;

	private boolean bodyTouched;

	private boolean released;

	CapturedResponse(HttpServletResponse response, CallStack callStack, Observer observer) {
		super(response);
		this.callStack = callStack;
		this.observer = observer;
	}

	@Override
	public void setStatus(int status) {
		super.setStatus(status);
		if (status >= SC_MULTIPLE_CHOICES && !this.released) {
			this.answerer = this.callStack.answerer();
		}
	}

	@Override
	public void sendError(int status) throws IOException {
		sendError(status, null);
	}

	@Override
	public void sendError(int status, @Nullable String message) throws IOException {
		take(new Captured(status, message, null, true));
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		sendRedirect(location, SC_FOUND, true);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		sendRedirect(location, SC_FOUND, clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		sendRedirect(location, status, true);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		take(new Captured(status, null, location, clearBuffer));
	}

	private void take(Captured event) throws IOException {
		if (this.released) {
			send(event);
		}
		else {
			hold(event);
		}
	}

	private void hold(Captured event) {
		if (super.isCommitted() || this.captured != null) {
			throw new IllegalStateException("The response has already been committed");
		}
		if (event.clearBuffer()) {
			super.resetBuffer();
			this.bodyTouched = false;
		}
		this.captured = event;
		setStatus(event.status());
	}

	@Override
	public boolean isCommitted() {
		return this.captured != null || super.isCommitted();
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			this.stream = new HeldOutputStream(super.getOutputStream());
		}
		beginBody();
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.printer == null) {
			this.printer = new HeldWriter(super.getWriter());
		}
		beginBody();
		return this.printer;
	}

	private void beginBody() {
		if (this.bodyTouched || this.released) {
			return;
		}
		this.bodyTouched = true;
		if (isHeld()) {
			this.writer = this.callStack.answerer();
			this.observer.refusalGetsBody(this);
		}
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.bodyTouched = false;
	}

	@Override
	public void reset() {
		super.reset();
		this.bodyTouched = false;
		this.stream = null;
		this.printer = null;
	}

	@Override
	public void flushBuffer() throws IOException {
		if (!isHeld()) {
			super.flushBuffer();
		}
	}

	/**
	 * A refusal stays open for its reason, up to the size of the buffer, whoever flushes
	 * it; so does any answer that is given in place of the endpoint's.
	 */
	private boolean isHeld() {
		return !this.released && (getStatus() >= SC_MULTIPLE_CHOICES || this.observer.isInPlaceOfEndpoint());
	}

	/**
	 * Return who gave the answer its status, or its body if it has none of the errors.
	 */
	Optional<Answerer> answerer() {
		return Optional.ofNullable((this.answerer != null) ? this.answerer : this.writer);
	}

	/**
	 * Return where the answer leads to, if it is a redirect.
	 */
	@Nullable String redirectLocation() {
		if (this.captured != null && this.captured.location() != null) {
			return this.captured.location();
		}
		return getHeader("Location");
	}

	/**
	 * Return whether it is too late to change anything.
	 */
	boolean isOnTheWire() {
		return super.isCommitted();
	}

	/**
	 * Return whether the application wrote a body of its own, which nobody may replace.
	 */
	boolean hasBodyOfApplication() {
		Answerer by = (this.writer != null && this.writer.isFilterOfSpring()) ? this.answerer : this.writer;
		return this.bodyTouched && (by == null || by.isApplication());
	}

	/**
	 * Drop what belongs to an answer that is not sent: its body, where it leads to, and
	 * the cookies of a session that nobody comes back to.
	 */
	void withdraw() {
		int status = getStatus();
		Map<String, List<String>> headers = new LinkedHashMap<>();
		getHeaderNames().forEach((name) -> headers.put(name, List.copyOf(getHeaders(name))));
		discard();
		reset();
		super.setStatus(status);
		headers.keySet().removeIf(WITHDRAWN::contains);
		headers.forEach((name, values) -> values.forEach((value) -> addHeader(name, value)));
	}

	/**
	 * Let go what was held back, and hold nothing back any more: a request that went on
	 * asynchronously is answered later.
	 */
	void release() throws IOException {
		Captured event = this.captured;
		discard();
		if (event != null && !super.isCommitted()) {
			send(event);
		}
	}

	private void send(Captured event) throws IOException {
		if (event.location() != null) {
			super.sendRedirect(event.location(), event.status(), event.clearBuffer());
		}
		else if (event.message() != null) {
			super.sendError(event.status(), event.message());
		}
		else {
			super.sendError(event.status());
		}
	}

	/**
	 * Forget what was held back and hold nothing back any more: another answer takes its
	 * place.
	 */
	void discard() {
		this.captured = null;
		this.released = true;
	}

	private static Set<String> withdrawn() {
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		names.addAll(List.of("Set-Cookie", "Location", "Content-Type", "Content-Length", "Content-Language",
				"Content-Encoding", "ETag", "Upgrade", "Connection", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol",
				"Sec-WebSocket-Extensions", "Last-Modified"));
		return Collections.unmodifiableSet(names);
	}

	/**
	 * Is asked and told while the answer is made.
	 */
	interface Observer {

		/**
		 * Return whether whatever is written now stands in place of the endpoint's
		 * answer.
		 */
		boolean isInPlaceOfEndpoint();

		/**
		 * A refusal is about to get a body: the last moment that is certain to come
		 * before the response is committed.
		 */
		void refusalGetsBody(CapturedResponse response);

	}

	/**
	 * Keeps a refusal from being sent by a flush of its stream.
	 */
	private final class HeldOutputStream extends ServletOutputStream {

		private final ServletOutputStream stream;

		private HeldOutputStream(ServletOutputStream stream) {
			this.stream = stream;
		}

		@Override
		public void write(int b) throws IOException {
			this.stream.write(b);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.stream.write(bytes, offset, length);
		}

		@Override
		public void flush() throws IOException {
			if (!isHeld()) {
				this.stream.flush();
			}
		}

		@Override
		public void close() throws IOException {
			if (!isHeld()) {
				this.stream.close();
			}
		}

		@Override
		public boolean isReady() {
			return this.stream.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.stream.setWriteListener(listener);
		}

	}

	/**
	 * Keeps a refusal from being sent by a flush of its writer.
	 */
	private final class HeldWriter extends PrintWriter {

		private HeldWriter(PrintWriter writer) {
			super(writer);
		}

		@Override
		public void flush() {
			if (!isHeld()) {
				super.flush();
			}
		}

		@Override
		public void close() {
			if (!isHeld()) {
				super.close();
			}
		}

	}

	private record Captured(int status, @Nullable String message, @Nullable String location, boolean clearBuffer) {

	}

}
