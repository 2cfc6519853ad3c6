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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads to, as far as that tells why a handshake was redirected.
 *
 * @param scheme the scheme, or {@code null} if it stays the same
 * @param path the path, or empty
 */
record Redirect(@Nullable String scheme, String path) {

	private static final List<String> LOGIN_WORDS = List.of("login", "logon", "signin", "sign-in", "auth", "sso",
			"saml");

	static Redirect of(HttpServletResponse response) {
		String location = (response instanceof CapturedResponse captured) ? captured.redirectLocation()
				: response.getHeader("Location");
		try {
			URI uri = new URI((location != null) ? location : "");
			return new Redirect(uri.getScheme(), (uri.getPath() != null) ? uri.getPath() : "");
		}
		catch (URISyntaxException ex) {
			return new Redirect(null, "");
		}
	}

	/**
	 * Return whether the redirect asks for the same path by {@code https}.
	 */
	boolean isToHttps(String requested) {
		return "https".equalsIgnoreCase(this.scheme) && this.path.equals(requested);
	}

	/**
	 * Return whether the path looks like one where somebody logs in.
	 */
	boolean isToLogin() {
		String lowerCase = this.path.toLowerCase(Locale.ROOT);
		return LOGIN_WORDS.stream().anyMatch(lowerCase::contains);
	}

}
