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

package io.github.wsguard.sample.mistake;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Shows the application the headers that it would see behind an nginx whose
 * {@code location} has no lines for WebSocket: hop-by-hop headers stay at the proxy.
 */
class ProxyStandIn extends HttpFilter {

	private static final long serialVersionUID = 1L;

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.put("Upgrade", "");
		headers.put("Connection", "close");
		headers.put("X-Real-IP", request.getRemoteAddr());
		headers.put("X-Forwarded-For", request.getRemoteAddr());
		headers.put("X-Forwarded-Proto", request.getScheme());
		chain.doFilter(new ForwardedRequest(request, headers), response);
	}

	/**
	 * A request as the proxy passes it on.
	 */
	private static final class ForwardedRequest extends HttpServletRequestWrapper {

		private final Map<String, String> headers;

		ForwardedRequest(HttpServletRequest request, Map<String, String> headers) {
			super(request);
			this.headers = headers;
		}

		@Override
		public @Nullable String getHeader(String name) {
			Enumeration<String> values = getHeaders(name);
			return values.hasMoreElements() ? values.nextElement() : null;
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			String value = this.headers.get(name);
			if (value == null) {
				return super.getHeaders(name);
			}
			return value.isEmpty() ? Collections.emptyEnumeration() : Collections.enumeration(Set.of(value));
		}

		@Override
		public Enumeration<String> getHeaderNames() {
			Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
			names.addAll(Collections.list(super.getHeaderNames()));
			names.addAll(this.headers.keySet());
			names.remove("Upgrade");
			return Collections.enumeration(names);
		}

	}

}
