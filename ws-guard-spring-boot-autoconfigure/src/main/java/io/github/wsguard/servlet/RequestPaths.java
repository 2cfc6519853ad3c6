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

import java.util.Optional;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;
import org.springframework.web.util.ServletRequestPathUtils;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * The path of a request as different parts of the server read it. The container matches
 * on the decoded and normalised path, Spring on the raw one.
 *
 * @param raw the path within the application, as sent
 * @param parsed the same path as Spring parses it
 * @param normalized the path within the application, as the container reads it
 */
record RequestPaths(String raw, PathContainer parsed, String normalized) {

	private RequestPaths(String raw, String normalized) {
		this(raw, parse(raw), normalized);
	}

	/**
	 * Return the paths of the resource that is served now, which in an include is not the
	 * one that was asked for.
	 */
	static RequestPaths of(HttpServletRequest request) {
		return new RequestPaths(rawPath(request), normalizedPath(request));
	}

	/**
	 * Return whether a request has these very paths.
	 */
	boolean areThoseOf(HttpServletRequest request) {
		return this.raw.equals(rawPath(request)) && this.normalized.equals(normalizedPath(request));
	}

	private static String rawPath(HttpServletRequest request) {
		if (request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String uri) {
			return uri.substring(text(request, RequestDispatcher.INCLUDE_CONTEXT_PATH).length());
		}
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	private static String normalizedPath(HttpServletRequest request) {
		if (request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String) {
			return text(request, RequestDispatcher.INCLUDE_SERVLET_PATH)
					+ text(request, RequestDispatcher.INCLUDE_PATH_INFO);
		}
		String info = request.getPathInfo();
		return (info != null) ? request.getServletPath() + info : request.getServletPath();
	}

	private static String text(HttpServletRequest request, String attribute) {
		return (request.getAttribute(attribute) instanceof String text) ? text : "";
	}

	/**
	 * Return the paths of a request that nobody made, read by a container that decodes
	 * and normalises as the servlet specification has it.
	 * @param raw the path within the application, as it would be sent
	 */
	static RequestPaths imagined(String raw) {
		PathContainer parsed = parse(raw);
		String decoded = decode(parsed);
		return new RequestPaths(raw, parsed, (decoded != null) ? decoded : normalize(parsed));
	}

	private static String normalize(PathContainer path) {
		StringBuilder decoded = new StringBuilder(path.value().length());
		path.elements()
			.forEach((element) -> decoded
				.append((element instanceof PathContainer.PathSegment segment) ? segment.valueToMatch() : "/"));
		String collapsed = decoded.toString().replace('\\', '/').replaceAll("/{2,}", "/");
		return StringUtils.cleanPath(collapsed);
	}

	/**
	 * Return the path that handler mappings look up, if it is not the one of the request.
	 */
	static Optional<RequestPaths> ofHandlerMappings(HttpServletRequest request) {
		if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
			return Optional.empty();
		}
		String path = ServletRequestPathUtils.getParsedRequestPath(request).value();
		String context = request.getContextPath();
		String raw = path.startsWith(context) ? path.substring(context.length()) : path;
		if (raw.equals(rawPath(request))) {
			return Optional.empty();
		}
		PathContainer parsed = parse(raw);
		String decoded = decode(parsed);
		return Optional.of(new RequestPaths(raw, parsed, (decoded != null) ? decoded : raw));
	}

	/**
	 * Return why the path names no single endpoint, if it does not.
	 */
	Optional<Rejection> ambiguity() {
		String decoded = decode(this.parsed);
		if (decoded == null) {
			return ambiguous("The path has an empty, dot or encoded separator segment");
		}
		return decoded.equals(this.normalized) ? Optional.empty()
				: ambiguous("The container reads another path than the application");
	}

	private static Optional<Rejection> ambiguous(String detail) {
		return Optional.of(Rejection.because(RejectionReason.PATH_AMBIGUOUS, detail));
	}

	private static @Nullable String decode(PathContainer path) {
		StringBuilder decoded = new StringBuilder(path.value().length());
		boolean afterSeparator = false;
		for (PathContainer.Element element : path.elements()) {
			if (element instanceof PathContainer.PathSegment segment) {
				if (!isPlain(segment.valueToMatch())) {
					return null;
				}
				decoded.append(segment.valueToMatch());
				afterSeparator = false;
			}
			else if (afterSeparator) {
				return null;
			}
			else {
				decoded.append('/');
				afterSeparator = true;
			}
		}
		return decoded.toString();
	}

	private static boolean isPlain(String segment) {
		return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..") && segment.indexOf('/') < 0
				&& segment.indexOf('\\') < 0;
	}

	/**
	 * Parse a path; one that cannot be decoded becomes a path that nothing matches.
	 */
	static PathContainer parse(String raw) {
		try {
			return PathContainer.parsePath(raw);
		}
		catch (IllegalArgumentException ex) {
			return PathContainer.parsePath("//");
		}
	}

	/**
	 * Return a path as it may be shown: its parameters can hold a session id.
	 */
	static String withoutParameters(String raw) {
		if (raw.indexOf(';') < 0) {
			return raw;
		}
		StringBuilder shown = new StringBuilder(raw.length());
		for (PathContainer.Element element : parse(raw).elements()) {
			String value = element.value();
			int parameters = value.indexOf(';');
			shown.append((parameters < 0) ? value : value.substring(0, parameters));
		}
		return shown.toString();
	}

}
