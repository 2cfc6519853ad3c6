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

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Holds back errors and redirects until it is known who refused and why: once the
 * container has seen them nothing can be added, and its error dispatch may lose the
 * status.
 */
final class CapturedResponse extends HttpServletResponseWrapper {

	private @Nullable Captured captured;

	private boolean bodyTouched;

	private boolean released;

	CapturedResponse(HttpServletResponse response) {
		super(response);
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
		super.setStatus(event.status());
	}

	@Override
	public boolean isCommitted() {
		return this.captured != null || super.isCommitted();
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		this.bodyTouched = true;
		return super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		this.bodyTouched = true;
		return super.getWriter();
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
	}

	@Override
	public void flushBuffer() throws IOException {
		// Spring flushes a refusal without a body: it must stay open for the reason
		if (this.released || this.bodyTouched || getStatus() < SC_MULTIPLE_CHOICES) {
			super.flushBuffer();
		}
	}

	/**
	 * Return whether it is too late to change anything.
	 */
	boolean isOnTheWire() {
		return super.isCommitted();
	}

	/**
	 * Return whether somebody wrote a body of their own.
	 */
	boolean hasBody() {
		return this.bodyTouched;
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

	private record Captured(int status, @Nullable String message, @Nullable String location, boolean clearBuffer) {

	}

}
