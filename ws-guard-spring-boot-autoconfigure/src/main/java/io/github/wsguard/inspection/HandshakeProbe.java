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

package io.github.wsguard.inspection;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/**
 * A request that nobody sent. Parts of the application can be asked what they would do
 * with it: it has no session and creates none, no user, no parameters and no body.
 *
 * @param place where the application is
 * @param method the method
 * @param path the path, relative to the context path
 * @param secure whether it seems to have come by TLS
 * @param headers the headers
 */
public record HandshakeProbe(Place place, String method, String path, boolean secure, Map<String, String> headers) {

	/**
	 * Reserved for documentation (RFC 5737), so that no rule about addresses is likely to
	 * name it.
	 */
	private static final String CLIENT = "192.0.2.1";

	/**
	 * Create a probe.
	 */
	public HandshakeProbe {
		TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		sorted.putAll(headers);
		headers = Collections.unmodifiableMap(sorted);
	}

	/**
	 * Create a well-formed handshake.
	 * @param place where the application is
	 * @param path the path, relative to the context path
	 * @return the handshake
	 */
	public static HandshakeProbe handshake(Place place, String path) {
		return new HandshakeProbe(place, "GET", path, false,
				Map.of("Host", "localhost", "Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version",
						"13", "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="));
	}

	/**
	 * Create a request without anything that makes it a handshake.
	 * @param place where the application is
	 * @param method the method
	 * @param path the path, relative to the context path
	 * @return the request
	 */
	public static HandshakeProbe plain(Place place, String method, String path) {
		return new HandshakeProbe(place, method, path, false, Map.of("Host", "localhost"));
	}

	/**
	 * Return the same request with one more header.
	 * @param name the name of the header
	 * @param value its value
	 * @return the request
	 */
	public HandshakeProbe with(String name, String value) {
		TreeMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		more.putAll(this.headers);
		more.put(name, value);
		return new HandshakeProbe(this.place, this.method, this.path, this.secure, more);
	}

	/**
	 * Return the same request as if it had come by TLS.
	 * @return the request
	 */
	public HandshakeProbe overTls() {
		return new HandshakeProbe(this.place, this.method, this.path, true, this.headers);
	}

	/**
	 * Return the request as servlets see it, without attributes.
	 * @return a new request
	 */
	public HttpServletRequest request() {
		ProbeAnswers answers = new ProbeAnswers(HttpServletRequest.class);
		answers.put("getMethod", this.method);
		answers.put("getContextPath", this.place.contextPath());
		answers.put("getRequestURI", this.place.contextPath() + this.path);
		answers.put("getRequestURL", url());
		answers.put("getServletPath", servletPath());
		answers.put("getPathInfo", pathInfo());
		answers.put("getHttpServletMapping", new Mapping(isBelowServlet() ? MappingMatch.PATH : MappingMatch.DEFAULT));
		answers.put("getServletContext", this.place.servletContext());
		answers.put("getDispatcherType", DispatcherType.REQUEST);
		answers.put("getProtocol", "HTTP/1.1");
		answers.put("getScheme", scheme());
		answers.put("isSecure", this.secure);
		answers.put("getServerName", "localhost");
		answers.put("getServerPort", this.secure ? 443 : 80);
		answers.put("getRemoteAddr", CLIENT);
		answers.put("getRemoteHost", CLIENT);
		answers.put("getContentLength", -1);
		answers.put("getContentLengthLong", -1L);
		answers.put("getLocale", Locale.ROOT);
		answers.put("getLocales", Collections.enumeration(Collections.singleton(Locale.ROOT)));
		answers.headers(this.headers);
		return answers.proxy(HttpServletRequest.class);
	}

	/**
	 * Return a response to the request, which takes everything and sends nothing.
	 * @return a new response
	 */
	public HttpServletResponse response() {
		ProbeAnswers answers = new ProbeAnswers(HttpServletResponse.class);
		answers.put("getStatus", HttpServletResponse.SC_OK);
		answers.put("getWriter", new PrintWriter(Writer.nullWriter()));
		answers.put("getOutputStream", new NullOutputStream());
		answers.put("getCharacterEncoding", "UTF-8");
		answers.put("getHeaders", List.of());
		answers.put("getHeaderNames", List.of());
		answers.put("getLocale", Locale.ROOT);
		return answers.proxy(HttpServletResponse.class);
	}

	private String scheme() {
		return this.secure ? "https" : "http";
	}

	@SuppressWarnings("JdkObsolete") // the type that servlets return
	private StringBuffer url() {
		return new StringBuffer(scheme() + "://localhost" + this.place.contextPath() + this.path);
	}

	private boolean isBelowServlet() {
		return !this.place.servletPath().isEmpty() && this.path.startsWith(this.place.servletPath());
	}

	private String servletPath() {
		return isBelowServlet() ? this.place.servletPath() : this.path;
	}

	private @Nullable String pathInfo() {
		return isBelowServlet() ? this.path.substring(this.place.servletPath().length()) : null;
	}

	/**
	 * Where the application is.
	 *
	 * @param servletContext its context
	 * @param contextPath the path that all its paths share
	 * @param servletPath the path of Spring's servlet below it, empty for the root
	 */
	public record Place(@Nullable ServletContext servletContext, String contextPath, String servletPath) {

		/**
		 * Create a place.
		 * @param servletContext the context of the application
		 * @param servletPath the path of Spring's servlet, empty for the root
		 * @return the place
		 */
		public static Place of(@Nullable ServletContext servletContext, String servletPath) {
			return new Place(servletContext, (servletContext != null) ? servletContext.getContextPath() : "",
					servletPath);
		}

	}

	/**
	 * How the container found Spring's servlet.
	 */
	private record Mapping(MappingMatch match) implements HttpServletMapping {

		@Override
		public String getMatchValue() {
			return "";
		}

		@Override
		public String getPattern() {
			return "/";
		}

		@Override
		public String getServletName() {
			return "dispatcherServlet";
		}

		@Override
		public MappingMatch getMappingMatch() {
			return this.match;
		}

	}

}
