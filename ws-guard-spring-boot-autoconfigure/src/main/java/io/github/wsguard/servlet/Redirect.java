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
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads to, as far as that tells why a handshake was redirected.
 *
 * @param scheme the scheme, or {@code null} if it stays the same
 * @param host the host, or {@code null} if it stays the same
 * @param path the path, or empty
 */
record Redirect(@Nullable String scheme, @Nullable String host, String path) {

	private static final Set<String> LOGIN_WORDS = Set.of("login", "logon", "signin", "sign", "auth", "oauth", "oauth2",
			"authorize", "authorization", "authenticate", "sso", "saml", "saml2");

	static Redirect of(HttpServletResponse response) {
		String location = (response instanceof CapturedResponse captured) ? captured.redirectLocation()
				: response.getHeader("Location");
		try {
			URI uri = new URI((location != null) ? location : "");
			return new Redirect(uri.getScheme(), uri.getHost(), (uri.getPath() != null) ? uri.getPath() : "");
		}
		catch (URISyntaxException ex) {
			return new Redirect(null, null, "");
		}
	}

	/**
	 * Return whether the redirect asks for the same path by {@code https}.
	 */
	boolean isToHttps(String requested) {
		return "https".equalsIgnoreCase(this.scheme) && this.path.equals(requested);
	}

	/**
	 * Return whether host or path look like those where somebody logs in.
	 */
	boolean isToLogin() {
		StringTokenizer words = new StringTokenizer((this.host + "/" + this.path).toLowerCase(Locale.ROOT), "/.-_");
		while (words.hasMoreTokens()) {
			if (LOGIN_WORDS.contains(words.nextToken())) {
				return true;
			}
		}
		return false;
	}

}
