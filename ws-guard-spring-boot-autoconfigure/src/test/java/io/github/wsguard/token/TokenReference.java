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

package io.github.wsguard.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Tokens and their places by the words of RFC 6750 2, RFC 7515 2 and 7.1, RFC 6265 5.4
 * and the documentation of {@code ws-guard.token}.
 */
final class TokenReference {

	private static final Pattern COMPACT = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]*)");

	private static final Pattern LIKE_JWT = Pattern.compile("eyJ[^.]{9,}\\.[^.]*\\.[^.]*", Pattern.DOTALL);

	private static final Pattern BEARER = Pattern.compile("(?i:bearer)(?:[ \\t]+(?<token>.*))?", Pattern.DOTALL);

	private static final Pattern QUERY_ESCAPE = Pattern.compile("[^%]|%[0-9A-Fa-f]{2}", Pattern.DOTALL);

	private static final Set<String> UNSET = Set.of("undefined", "null", "None", "nil", "NaN", "true", "false");

	private TokenReference() {
	}

	/**
	 * What is wrong with a token, {@code null} if nothing is.
	 * @param token the token
	 * @param inHeader whether it was read from an {@code Authorization} header
	 * @param maxSize the most octets
	 */
	static @Nullable String fault(String token, boolean inHeader, int maxSize) {
		if (token.getBytes(StandardCharsets.UTF_8).length > maxSize && token.length() > maxSize) {
			return "TOKEN_TOO_LARGE";
		}
		Matcher compact = COMPACT.matcher(token);
		if (compact.matches() && List.of(compact.group(1), compact.group(2), compact.group(3))
			.stream()
			.allMatch(TokenReference::isCanonical)) {
			return null;
		}
		boolean twice = token.matches("(?is)bearer .*");
		if (UNSET.contains(token) || token.startsWith("[object ") || token.startsWith("{") || (twice && inHeader)) {
			return "TOKEN_MALFORMED";
		}
		boolean spoilt = twice || token.matches("(?s).*[%\"'\\x00-\\x20].*");
		boolean otherAlphabet = token.matches("(?s)[^.]*\\.[^.]*\\.[^.]*") && token.matches("(?s).*[+/=].*");
		return (spoilt || otherAlphabet) ? "TOKEN_ENCODING" : "TOKEN_MALFORMED";
	}

	/**
	 * What is wrong with a token that may be any bearer token, {@code null} if nothing
	 * is.
	 * @param token the token
	 * @param inHeader whether it was read from an {@code Authorization} header
	 * @param maxSize the most octets
	 */
	static @Nullable String opaqueFault(String token, boolean inHeader, int maxSize) {
		if (token.length() > maxSize) {
			return "TOKEN_TOO_LARGE";
		}
		boolean unset = UNSET.contains(token) || token.startsWith("[object ");
		if (token.matches("[A-Za-z0-9._~+/-]+=*") && !unset) {
			return null;
		}
		boolean twice = token.matches("(?is)bearer .*");
		if (unset || token.startsWith("{") || (twice && inHeader)) {
			return "TOKEN_MALFORMED";
		}
		return (twice || token.matches("(?s).*[%\"'\\x00-\\x20].*")) ? "TOKEN_ENCODING" : "TOKEN_MALFORMED";
	}

	// RFC 4648 3.5: one value has one encoding
	private static boolean isCanonical(String part) {
		try {
			byte[] octets = Base64.getUrlDecoder().decode(part);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(octets).equals(part);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * A token and its place.
	 *
	 * @param announced whether a scheme or the marker stands before it
	 */
	record Placed(TokenSource source, String token, boolean announced) {

	}

	/**
	 * A request, as far as it may hold a token.
	 */
	record Request(List<String> authorization, List<String> protocols, List<String> cookies, List<String> otherHeaders,
			@Nullable String query) {

		/**
		 * What the client itself placed.
		 */
		List<Placed> placed() {
			List<Placed> placed = new ArrayList<>();
			for (String line : credentials()) {
				Matcher bearer = BEARER.matcher(line);
				String token = bearer.matches() ? bearer.group("token") : null;
				if (token != null && !token.isEmpty()) {
					placed.add(new Placed(TokenSource.AUTHORIZATION_HEADER, token, true));
				}
				else if (LIKE_JWT.matcher(line).matches()) {
					placed.add(new Placed(TokenSource.AUTHORIZATION_HEADER, line, false));
				}
			}
			placed.addAll(inProtocols(new ArrayList<>()));
			List<String> inQuery = parameters().stream()
				.filter(Request::isToken)
				.map((pair) -> decode(value(pair)))
				.toList();
			if (inQuery.size() > 1 || !String.join("", inQuery).isEmpty()) {
				inQuery.forEach((token) -> placed.add(new Placed(TokenSource.QUERY, token, true)));
			}
			return placed;
		}

		private List<String> credentials() {
			return this.authorization.stream().map(TokenReference::trim).toList();
		}

		boolean hasOtherScheme() {
			return credentials().stream().anyMatch((line) -> !line.isEmpty() && !BEARER.matcher(line).matches());
		}

		private List<Placed> inProtocols(List<String> rest) {
			List<Placed> placed = new ArrayList<>();
			boolean announced = false;
			for (String element : elements()) {
				if (announced) {
					placed.add(new Placed(TokenSource.SUBPROTOCOL, element, true));
				}
				else if (element.startsWith("bearer.") && element.length() > 7) {
					placed.add(new Placed(TokenSource.SUBPROTOCOL, element.substring(7), true));
				}
				else if (LIKE_JWT.matcher(element).matches()) {
					placed.add(new Placed(TokenSource.SUBPROTOCOL, element, false));
				}
				else if (!"bearer".equals(element)) {
					rest.add(element);
				}
				announced = !announced && "bearer".equals(element);
			}
			return placed;
		}

		List<String> elements() {
			return Arrays.stream(String.join(",", this.protocols).split(","))
				.map(TokenReference::trim)
				.filter((element) -> !element.isEmpty())
				.toList();
		}

		/**
		 * The sub-protocols without the token and its marker.
		 */
		List<String> otherProtocols() {
			List<String> rest = new ArrayList<>();
			inProtocols(rest);
			return rest;
		}

		private List<String> parameters() {
			return (this.query == null) ? List.of() : Arrays.asList(this.query.split("&", -1));
		}

		private static boolean isToken(String pair) {
			return "access_token".equals(decode(name(pair)));
		}

		private static String name(String pair) {
			return pair.split("=", 2)[0];
		}

		private static String value(String pair) {
			return (pair.indexOf('=') >= 0) ? pair.split("=", 2)[1] : "";
		}

		@Nullable String otherParameters() {
			List<String> others = parameters().stream().filter((pair) -> !isToken(pair)).toList();
			return others.isEmpty() ? null : String.join("&", others);
		}

		boolean hasTokenParameter() {
			return parameters().stream().anyMatch(Request::isToken);
		}

		/**
		 * Whether a parameter of another name holds a token.
		 * @param usual whether the name is one that is often given to tokens
		 */
		boolean hasTokenIn(boolean usual) {
			return parameters().stream().anyMatch((pair) -> {
				String value = decode(value(pair)).replaceFirst("(?i)^bearer ", "").strip();
				boolean nameless = LIKE_JWT.matcher(decode(name(pair))).matches();
				return nameless || (LIKE_JWT.matcher(value).matches()
						&& (!usual || decode(name(pair)).matches("(?i)token|jwt|access_token")));
			});
		}

		private List<String> cookiePairs() {
			return this.cookies.stream()
				.flatMap((line) -> Arrays.stream(line.split(";")))
				.map(TokenReference::trim)
				.filter((pair) -> !pair.isEmpty())
				.toList();
		}

		private static boolean isTokenCookie(String pair) {
			return pair.indexOf('=') >= 0 && "access_token".equals(trim(name(pair)));
		}

		List<String> cookieTokens() {
			return cookiePairs().stream()
				.filter(Request::isTokenCookie)
				.map((pair) -> trim(value(pair)).replaceFirst("(?s)^\"(.*)\"$", "$1"))
				.toList();
		}

		String otherCookies() {
			return cookiePairs().stream().filter((pair) -> !isTokenCookie(pair)).collect(Collectors.joining("; "));
		}

		boolean hasTokenCookie() {
			return cookieTokens().size() > 1 || !String.join("", cookieTokens()).isEmpty();
		}

	}

	private static String trim(String text) {
		return text.replaceAll("^[ \\t]+|[ \\t]+$", "");
	}

	// The form of HTML: RFC 3986 2.1, and + for a space
	private static String decode(String text) {
		List<String> characters = new ArrayList<>();
		Matcher matcher = QUERY_ESCAPE.matcher(text);
		int length = 0;
		while (matcher.find()) {
			characters.add(matcher.group());
			length += matcher.group().length();
		}
		if (length != text.length()) {
			return text;
		}
		ByteArrayOutputStream octets = new ByteArrayOutputStream();
		for (String character : characters) {
			if (character.length() == 3) {
				octets.write(Integer.parseInt(character.substring(1), 16));
			}
			else {
				octets.writeBytes(
						"+".equals(character) ? new byte[] { ' ' } : character.getBytes(StandardCharsets.UTF_8));
			}
		}
		return octets.toString(StandardCharsets.UTF_8);
	}

	/**
	 * What is to be done about a request: refuse it for one of these reasons, or let it
	 * pass with a token or without.
	 */
	record Answer(Set<String> reasons, @Nullable Placed token) {

	}

	static Answer answer(Request request, List<TokenSource> sources, boolean required, int maxSize) {
		List<Placed> placed = request.placed();
		boolean counts = required || placed.stream().anyMatch((token) -> sources.contains(token.source()));
		if (!placed.isEmpty()) {
			return counts ? explicit(placed, sources, maxSize) : new Answer(Set.of(), null);
		}
		if (sources.contains(TokenSource.COOKIE) && request.hasTokenCookie()) {
			return (request.cookieTokens().size() > 1) ? refuse("TOKEN_AMBIGUOUS")
					: judge(new Placed(TokenSource.COOKIE, request.cookieTokens().get(0), true), maxSize);
		}
		return required ? new Answer(missing(request, sources), null) : new Answer(Set.of(), null);
	}

	private static Answer explicit(List<Placed> placed, List<TokenSource> sources, int maxSize) {
		Placed token = placed.get(0);
		if (placed.size() > 1) {
			return refuse("TOKEN_AMBIGUOUS");
		}
		if (!sources.contains(token.source())) {
			return refuse("TOKEN_PLACEMENT_UNSUPPORTED");
		}
		if (!token.announced()) {
			return refuse((token.source() == TokenSource.AUTHORIZATION_HEADER) ? "TOKEN_SCHEME_UNSUPPORTED"
					: "TOKEN_PLACEMENT_UNSUPPORTED");
		}
		return judge(token, maxSize);
	}

	private static Answer judge(Placed token, int maxSize) {
		String fault = fault(token.token(), token.source() == TokenSource.AUTHORIZATION_HEADER, maxSize);
		return (fault != null) ? refuse(fault) : new Answer(Set.of(), token);
	}

	private static Answer refuse(String reason) {
		return new Answer(Set.of(reason), null);
	}

	// Where several hints would help any of them does
	private static Set<String> missing(Request request, List<TokenSource> sources) {
		Set<String> reasons = new HashSet<>();
		boolean cookie = !sources.contains(TokenSource.COOKIE) && request.hasTokenCookie();
		boolean header = request.otherHeaders().stream().anyMatch((value) -> LIKE_JWT.matcher(trim(value)).matches());
		if (cookie || header || request.hasTokenIn(true)) {
			reasons.add("TOKEN_PLACEMENT_UNSUPPORTED");
		}
		if (sources.contains(TokenSource.AUTHORIZATION_HEADER) && request.hasOtherScheme()) {
			reasons.add("TOKEN_SCHEME_UNSUPPORTED");
		}
		if (reasons.isEmpty()) {
			reasons.add("TOKEN_MISSING");
			if (request.hasTokenIn(false)) {
				reasons.add("TOKEN_PLACEMENT_UNSUPPORTED");
			}
		}
		return reasons;
	}

}
