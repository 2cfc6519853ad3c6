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
	 * Takes no notice, and lets every flush through.
	 */
	static final Observer INATTENTIVE = new Observer() {

		@Override
		public boolean holds(int status) {
			return false;
		}

		@Override
		public void refused(CapturedResponse response) {
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

	private boolean flushed;

	private boolean released;

	CapturedResponse(HttpServletResponse response, CallStack callStack, Observer observer) {
		super(response);
		this.callStack = callStack;
		this.observer = observer;
	}

	@Override
	public void setStatus(int status) {
		if (!isSealed()) {
			answer(status);
		}
	}

	private void answer(int status) {
		super.setStatus(status);
		if (status >= SC_MULTIPLE_CHOICES && !this.released) {
			this.answerer = this.callStack.answerer();
			this.observer.refused(this);
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
		if (isCommitted()) {
			throw alreadyCommitted();
		}
		if (event.clearBuffer()) {
			resetBuffer();
		}
		this.captured = event;
		answer(event.status());
	}

	@Override
	public boolean isCommitted() {
		return isSealed() || super.isCommitted();
	}

	/**
	 * Whoever answers and sends it off has finished, and asks whether somebody else has:
	 * what is held back must not look as if the request were still to be served.
	 */
	private boolean isSealed() {
		return !this.released && (this.captured != null || this.flushed);
	}

	private static IllegalStateException alreadyCommitted() {
		return new IllegalStateException("The response has already been committed");
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			this.stream = new HeldOutputStream(super.getOutputStream());
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.printer == null) {
			this.printer = new HeldWriter(super.getWriter());
		}
		return this.printer;
	}

	/**
	 * Note that something is about to be written.
	 * @return whether it belongs to the answer; behind an error or a redirect nothing
	 * does
	 */
	private boolean beginBody() {
		if (this.released) {
			return true;
		}
		if (!this.bodyTouched && this.captured == null) {
			this.bodyTouched = true;
			if (isHeld()) {
				this.writer = this.callStack.answerer();
				this.observer.refused(this);
			}
		}
		return this.captured == null;
	}

	@Override
	public void resetBuffer() {
		if (isSealed()) {
			throw alreadyCommitted();
		}
		super.resetBuffer();
		this.bodyTouched = false;
	}

	@Override
	public void reset() {
		if (isSealed()) {
			throw alreadyCommitted();
		}
		super.reset();
		this.bodyTouched = false;
		this.stream = null;
		this.printer = null;
	}

	@Override
	public void flushBuffer() throws IOException {
		if (!holdFlush()) {
			super.flushBuffer();
		}
	}

	/**
	 * An answer that the observer wants stays open for its reason, up to the size of the
	 * buffer, whoever flushes it.
	 */
	private boolean isHeld() {
		return !this.released && (this.captured != null || this.observer.holds(getStatus()));
	}

	private boolean holdFlush() {
		boolean held = isHeld();
		this.flushed |= held;
		return held;
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
	 * Return whether the application answered and sent it off, so that what comes later
	 * would not have reached the client.
	 */
	boolean isSentByApplication() {
		return this.flushed && hasBodyOfApplication();
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
		withdraw(WITHDRAWN);
	}

	/**
	 * Drop what belongs to a refusal that is not meant.
	 */
	void withdrawRefusal() {
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		names.addAll(WITHDRAWN);
		names.addAll(List.of("WWW-Authenticate", RefusalWriter.REASON_HEADER));
		withdraw(names);
	}

	private void withdraw(Set<String> names) {
		int status = getStatus();
		Map<String, List<String>> headers = new LinkedHashMap<>();
		getHeaderNames().forEach((name) -> headers.put(name, List.copyOf(getHeaders(name))));
		discard();
		reset();
		super.setStatus(status);
		headers.keySet().removeIf(names::contains);
		headers.forEach((name, values) -> values.forEach((value) -> addHeader(name, value)));
	}

	/**
	 * Let go what was held back, and hold nothing back any more: a request that went on
	 * asynchronously is answered later.
	 */
	void release() throws IOException {
		Captured event = this.captured;
		discard();
		if (super.isCommitted()) {
			return;
		}
		if (event != null) {
			send(event);
		}
		else if (this.flushed) {
			super.flushBuffer();
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
		names.addAll(List.of("Set-Cookie", "Location", "Refresh", "Content-Type", "Content-Length", "Content-Language",
				"Content-Encoding", "Content-Disposition", "Content-Location", "Content-Range", "ETag", "Upgrade",
				"Connection", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions",
				"Last-Modified"));
		return Collections.unmodifiableSet(names);
	}

	/**
	 * Is asked and told while the answer is made.
	 */
	interface Observer {

		/**
		 * Return whether an answer of this status is held back when it is flushed.
		 */
		boolean holds(int status);

		/**
		 * The response was given the status of a refusal, or is about to get a body that
		 * is held back: the last moments that are certain to come before it is committed.
		 */
		void refused(CapturedResponse response);

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
			if (beginBody()) {
				this.stream.write(b);
			}
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			if (beginBody()) {
				this.stream.write(bytes, offset, length);
			}
		}

		@Override
		public void flush() throws IOException {
			if (!holdFlush()) {
				this.stream.flush();
			}
		}

		@Override
		public void close() throws IOException {
			if (!holdFlush()) {
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

		private final PrintWriter writer;

		private HeldWriter(PrintWriter writer) {
			super(writer);
			this.writer = writer;
		}

		@Override
		public void write(int c) {
			if (beginBody()) {
				this.writer.write(c);
			}
		}

		@Override
		public void write(char[] characters, int offset, int length) {
			if (beginBody()) {
				this.writer.write(characters, offset, length);
			}
		}

		@Override
		public void write(String text, int offset, int length) {
			if (beginBody()) {
				this.writer.write(text, offset, length);
			}
		}

		/**
		 * End the line as the container does.
		 */
		@Override
		public void println() {
			if (beginBody()) {
				this.writer.println();
			}
		}

		@Override
		public void flush() {
			if (!holdFlush()) {
				this.writer.flush();
			}
		}

		@Override
		public void close() {
			if (!holdFlush()) {
				this.writer.close();
			}
		}

		@Override
		public boolean checkError() {
			return !holdFlush() && this.writer.checkError();
		}

	}

	private record Captured(int status, @Nullable String message, @Nullable String location, boolean clearBuffer) {

	}

}
