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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.fuzz.Choices;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Mutation;
import io.github.wsguard.fuzz.Sample;
import io.github.wsguard.fuzz.Verdict;

/**
 * Fuzzes the grammar of tokens and the places where they may stand.
 */
public final class TokenFuzzing {

	private static final int MAX_SIZE = 200;

	private static final String AUTHORIZATION = "Authorization";

	private static final String PROTOCOL = "Sec-WebSocket-Protocol";

	private static final String COOKIE = "Cookie";

	private static final String OTHER = "X-Auth-Token";

	private static final Mutation DAMAGE = Mutation.with("\u0000\u007f\u0085\u00a0\u00e9\u00ff", ".", "..", "%2B",
			"%20", "+", "/", "=", "==", "\"", "'", " ", "Bearer ", "bearer, ", "bearer.", ",", ";", "; access_token=",
			"access_token=", "&access_token=", "&", "eyJ", "undefined", "%65", "A", "B", "-", "_", "~");

	private static final List<String> SOURCES = List.of("authorization-header,subprotocol",
			"authorization-header,subprotocol,query,cookie", "cookie", "query", "authorization-header",
			"subprotocol,cookie");

	private TokenFuzzing() {
	}

	/**
	 * Return what is fuzzed in this package.
	 */
	public static List<FuzzTarget> targets() {
		return List.of(grammar(), opaqueGrammar(), placement());
	}

	private static FuzzTarget grammar() {
		return new FuzzTarget("token-grammar",
				(choices) -> Sample.of("source", choices.pick("AUTHORIZATION_HEADER", "QUERY"), "token",
						spoilt(choices)),
				(sample) -> new TokenGrammar(MAX_SIZE, TokenForm.SIGNED_JWT)
					.fault(new Placement(source(sample), sample.first("token", ""), true))
					.map((fault) -> Verdict.of(fault.reason().name()))
					.orElseGet(() -> Verdict.of(Verdict.ADMITTED)),
				(sample) -> {
					String fault = TokenReference.fault(sample.first("token", ""),
							source(sample) == TokenSource.AUTHORIZATION_HEADER, MAX_SIZE);
					return Set.of(Verdict.of((fault != null) ? fault : Verdict.ADMITTED));
				}, Set.of(Verdict.ADMITTED, "TOKEN_MALFORMED", "TOKEN_ENCODING", "TOKEN_TOO_LARGE"), 20_000);
	}

	private static FuzzTarget opaqueGrammar() {
		return new FuzzTarget("opaque-token-grammar",
				(choices) -> Sample.of("source", choices.pick("AUTHORIZATION_HEADER", "QUERY"), "token",
						choices.oneIn(4) ? spoilt(choices)
								: DAMAGE.maybe(choices.text("aZ09-._~+/", 1, choices.oneIn(20) ? 250 : 12)
										+ choices.pick("", "", "=", "=="), choices)),
				(sample) -> new TokenGrammar(MAX_SIZE, TokenForm.OPAQUE)
					.fault(new Placement(source(sample), sample.first("token", ""), true))
					.map((fault) -> Verdict.of(fault.reason().name()))
					.orElseGet(() -> Verdict.of(Verdict.ADMITTED)),
				(sample) -> {
					String fault = TokenReference.opaqueFault(sample.first("token", ""),
							source(sample) == TokenSource.AUTHORIZATION_HEADER, MAX_SIZE);
					return Set.of(Verdict.of((fault != null) ? fault : Verdict.ADMITTED));
				}, Set.of(Verdict.ADMITTED, "TOKEN_MALFORMED", "TOKEN_ENCODING", "TOKEN_TOO_LARGE"), 20_000);
	}

	private static TokenSource source(Sample sample) {
		return "QUERY".equals(sample.first("source")) ? TokenSource.QUERY : TokenSource.AUTHORIZATION_HEADER;
	}

	private static String spoilt(Choices choices) {
		String token = choices.oneIn(8)
				? choices.pick("undefined", "null", "[object Object]", "Bearer ey.a.b", "", "a.b", "abcd.abcd.ab.cd.ef")
				: token(choices);
		return DAMAGE.maybe(token, choices);
	}

	private static String token(Choices choices) {
		List<String> parts = new ArrayList<>();
		parts.add(encode("{\"alg\":\"" + choices.text("aR25", 1, 5) + "\"}"));
		parts.add(encode("{\"sub\":\"" + choices.text("ab~?>", 0, choices.oneIn(20) ? 150 : 12) + "\"}"));
		parts.add(choices.oneIn(8) ? "" : encode(choices.text("ab\u00ff\u00fe>?", 1, 8)));
		return String.join(".", parts);
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static FuzzTarget placement() {
		return new FuzzTarget("token-placement", TokenFuzzing::placementSample, TokenFuzzing::placementVerdict,
				TokenFuzzing::placementReference,
				Set.of("WITHOUT_TOKEN", Verdict.ADMITTED, "TOKEN_MISSING", "TOKEN_AMBIGUOUS", "TOKEN_MALFORMED",
						"TOKEN_ENCODING", "TOKEN_TOO_LARGE", "TOKEN_SCHEME_UNSUPPORTED", "TOKEN_PLACEMENT_UNSUPPORTED"),
				20_000);
	}

	private static Sample placementSample(Choices choices) {
		Sample sample = Sample.of("sources", choices.pick(SOURCES), "required", choices.pick("true", "true", "false"));
		for (int count = choices.pick(1, 1, 1, 2, 0, 3); count > 0; count--) {
			sample = place(sample, choices.oneIn(4) ? spoilt(choices) : token(choices), choices);
		}
		return sample;
	}

	private static Sample place(Sample sample, String token, Choices choices) {
		return switch (choices.below(6)) {
			case 0 -> add(sample, AUTHORIZATION,
					choices.pick("Bearer ", "bearer ", "Bearer \t", "", "Basic ", "DPoP ", "Bearer") + token, choices);
			case 1 -> add(sample, PROTOCOL,
					choices.pick("bearer, ", "bearer,", "bearer.", "chat, bearer, ", "chat, bearer.", "", "Bearer, ")
							+ token + choices.pick("", ", chat", ", v2,chat", ","),
					choices);
			case 2 -> add(sample, COOKIE,
					choices.pick("", "a=b; ", "a; ;")
							+ choices.pick("access_token=", "access_token=\"", "access_token =", "Access_token=")
							+ token + choices.pick("", "; c=d", "\"", "; access_token="),
					choices);
			case 3 -> add(sample, OTHER, token, choices);
			default -> add(sample, "query",
					choices.pick("", "a=b&", "&", "a&") + choices.pick("access_token=", "access_token=",
							"acces%73_token=", "token=", "x=", "jwt=Bearer+", "") + token
							+ choices.pick("", "&c=d", "&access_token=", "&"),
					choices);
		};
	}

	private static Sample add(Sample sample, String name, String value, Choices choices) {
		return sample.with(name, choices.oneIn(8) ? DAMAGE.apply(value, choices) : value);
	}

	private static List<TokenSource> sources(Sample sample) {
		return Arrays.stream(sample.first("sources", "authorization-header").split(","))
			.map((source) -> source.toUpperCase(Locale.ROOT).replace('-', '_'))
			.flatMap((source) -> Arrays.stream(TokenSource.values())
				.filter((candidate) -> candidate.name().equals(source)))
			.toList();
	}

	private static List<TokenSource> sourcesOrHeader(Sample sample) {
		return sources(sample).isEmpty() ? List.of(TokenSource.AUTHORIZATION_HEADER) : sources(sample);
	}

	private static boolean isRequired(Sample sample) {
		return !"false".equals(sample.first("required"));
	}

	private static Verdict placementVerdict(Sample sample) {
		FakeHandshakeRequest request = HandshakeAttempts.handshake().query(sample.first("query"));
		for (String header : List.of(AUTHORIZATION, PROTOCOL, COOKIE, OTHER)) {
			if (!sample.all(header).isEmpty()) {
				request.with(header, sample.all(header).toArray(String[]::new));
			}
		}
		HandshakeAttempt attempt = request.attempt();
		TokenPresentCheck check = new TokenPresentCheck(new TokenSettings(isRequired(sample), sourcesOrHeader(sample),
				"access_token", "access_token", "bearer", MAX_SIZE, true, TokenForm.SIGNED_JWT));
		Decision decision = check.evaluate(attempt);
		if (decision instanceof Decision.Reject) {
			return Verdict.of(decision);
		}
		String seen = seen(attempt.token().map(PresentedToken::value).orElse(null),
				attempt.token().filter(PresentedToken::ambient).isPresent(), elements(attempt),
				attempt.rewrite().subprotocolEcho(),
				attempt.rewrite().replacesQuery() ? attempt.rewrite().query() : sample.first("query"),
				cookies(attempt));
		return Verdict.of(attempt.token().isPresent() ? Verdict.ADMITTED : "WITHOUT_TOKEN").with(seen);
	}

	private static List<String> elements(HandshakeAttempt attempt) {
		String replacement = attempt.rewrite().headerReplacement(PROTOCOL);
		return request(attempt, (replacement != null) ? List.of(replacement) : attempt.request().headers(PROTOCOL))
			.elements();
	}

	private static TokenReference.Request request(HandshakeAttempt attempt, List<String> protocols) {
		return new TokenReference.Request(List.of(), protocols, List.of(), List.of(), attempt.request().query());
	}

	private static String cookies(HandshakeAttempt attempt) {
		String replacement = attempt.rewrite().headerReplacement(COOKIE);
		return (replacement != null) ? replacement : String.join("; ", attempt.request().headers(COOKIE));
	}

	private static String seen(@Nullable String token, boolean ambient, List<String> protocols, @Nullable String echo,
			@Nullable String query, String cookies) {
		return "token %s, by the browser %s, protocols %s, echo %s, query %s, cookies %s".formatted(token, ambient,
				protocols, echo, query, cookies);
	}

	private static Set<Verdict> placementReference(Sample sample) {
		TokenReference.Request request = new TokenReference.Request(sample.all(AUTHORIZATION), sample.all(PROTOCOL),
				sample.all(COOKIE), sample.all(OTHER), sample.first("query"));
		List<TokenSource> sources = sourcesOrHeader(sample);
		TokenReference.Answer answer = TokenReference.answer(request, sources, isRequired(sample), MAX_SIZE);
		if (!answer.reasons().isEmpty()) {
			return answer.reasons().stream().map(Verdict::of).collect(Collectors.toSet());
		}
		TokenReference.Placed token = answer.token();
		String cookies = String.join("; ", sample.all(COOKIE));
		if (token == null) {
			return Set.of(Verdict.of("WITHOUT_TOKEN")
				.with(seen(null, false, request.elements(), null, sample.first("query"), cookies)));
		}
		boolean inProtocols = token.source() == TokenSource.SUBPROTOCOL;
		List<String> protocols = inProtocols ? request.otherProtocols() : request.elements();
		String echo = protocols.isEmpty() ? null : protocols.get(0);
		if (request.elements().contains("bearer")) {
			echo = "bearer";
		}
		boolean hidesQuery = sources.contains(TokenSource.QUERY) && request.hasTokenParameter();
		boolean hidesCookie = sources.contains(TokenSource.COOKIE) && !request.cookieTokens().isEmpty();
		return Set.of(Verdict.of(Verdict.ADMITTED)
			.with(seen(token.token(), token.source() == TokenSource.COOKIE, protocols, inProtocols ? echo : null,
					hidesQuery ? request.otherParameters() : sample.first("query"),
					hidesCookie ? request.otherCookies() : cookies)));
	}

}
