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

import java.lang.reflect.Proxy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that nobody receives. Writing to it allocates nothing.
 */
final class DiscardingResponse extends HttpServletResponseWrapper {

	private final Sink sink = new Sink();

	private int headers;

	DiscardingResponse() {
		super(nothing());
	}

	private static HttpServletResponse nothing() {
		return (HttpServletResponse) Proxy.newProxyInstance(HttpServletResponse.class.getClassLoader(),
				new Class<?>[] { HttpServletResponse.class }, (proxy, method, arguments) -> {
					throw new UnsupportedOperationException(method.getName());
				});
	}

	/**
	 * Return how much was written, so that writing has an effect.
	 */
	long written() {
		return this.sink.written + this.headers;
	}

	@Override
	public void resetBuffer() {
		this.headers = 0;
	}

	@Override
	public void setStatus(int status) {
		this.headers += status;
	}

	@Override
	public void setHeader(String name, String value) {
		this.headers += value.length();
	}

	@Override
	public @Nullable String getHeader(String name) {
		return null;
	}

	@Override
	public void setCharacterEncoding(@Nullable String encoding) {
		this.headers++;
	}

	@Override
	public void setContentType(String type) {
		this.headers++;
	}

	@Override
	public void setContentLength(int length) {
		this.headers += length;
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.sink;
	}

	@Override
	public void flushBuffer() {
		this.headers++;
	}

	/**
	 * Counts what is written.
	 */
	private static final class Sink extends ServletOutputStream {

		private long written;

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void write(int octet) {
			this.written++;
		}

		@Override
		public void write(byte[] octets, int offset, int length) {
			this.written += length;
		}

	}

}
