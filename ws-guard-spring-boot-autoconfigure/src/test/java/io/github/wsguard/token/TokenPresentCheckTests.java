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
import java.util.Base64;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static io.github.wsguard.decision.HandshakeAttempts.sockJs;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenPresentCheck}.
 */
class TokenPresentCheckTests {

	private static final String TOKEN = base64("{\"alg\":\"RS256\"}") + "." + base64("{\"sub\":\"alice\"}") + ".c2ln";

	private static final String OTHER = base64("{\"alg\":\"RS256\"}") + "." + base64("{\"sub\":\"bob\"}") + ".c2ln";

	private static final TokenSource[] ALL = { TokenSource.AUTHORIZATION_HEADER, TokenSource.SUBPROTOCOL,
			TokenSource.QUERY, TokenSource.COOKIE };

	@ParameterizedTest
	@ValueSource(strings = { "Bearer ", "bearer ", "BEARER ", "Bearer   " })
	void findsTokenInHeader(String scheme) {
		HandshakeAttempt attempt = handshake().with("Authorization", scheme + TOKEN).attempt();
		assertThat(reading(TokenSource.AUTHORIZATION_HEADER).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().headerReplacement("Authorization")).isNull();
	}

	@Test
	void findsTokenBehindMarkerAndTakesBothOut() {
		HandshakeAttempt attempt = handshake().with("Sec-WebSocket-Protocol", "chat.v1,bearer , " + TOKEN + ",chat.v2")
			.attempt();
		assertThat(reading(TokenSource.SUBPROTOCOL).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isEqualTo("chat.v1, chat.v2");
		assertThat(attempt.rewrite().subprotocolEcho()).isEqualTo("bearer");
	}

	@Test
	void findsTokenBehindMarkerOfTheLineBefore() {
		HandshakeAttempt attempt = handshake().with("Sec-WebSocket-Protocol", "bearer", TOKEN).attempt();
		assertThat(reading(TokenSource.SUBPROTOCOL).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isEmpty();
	}

	@Test
	void findsTokenInElementOfMarkerAndEchoesTheOther() {
		HandshakeAttempt attempt = handshake().with("Sec-WebSocket-Protocol", "bearer." + TOKEN + ", chat.v1")
			.attempt();
		assertThat(reading(TokenSource.SUBPROTOCOL).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isEqualTo("chat.v1");
		assertThat(attempt.rewrite().subprotocolEcho()).isEqualTo("chat.v1");
	}

	@Test
	void takesTokenOutOfSubprotocolsEvenIfNothingIsHidden() {
		HandshakeAttempt attempt = handshake().with("Sec-WebSocket-Protocol", "bearer, " + TOKEN).attempt();
		assertThat(new TokenPresentCheck(settings(true, false, TokenSource.SUBPROTOCOL)).evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isEmpty();
	}

	@Test
	void leavesSubprotocolsAloneThatHoldNoToken() {
		HandshakeAttempt attempt = handshake().with("Authorization", "Bearer " + TOKEN)
			.with("Sec-WebSocket-Protocol", "chat.v1, eye.v1.x")
			.attempt();
		assertThat(reading(ALL).evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isNull();
		assertThat(attempt.rewrite().subprotocolEcho()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "access_token=", "access%5Ftoken=", "%61ccess_token=" })
	void findsTokenInQueryAndHidesItAlone(String parameter) {
		HandshakeAttempt attempt = handshake().query("a=%7E+1&&" + parameter + TOKEN + "&b").attempt();
		assertThat(reading(TokenSource.QUERY).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().replacesQuery()).isTrue();
		assertThat(attempt.rewrite().query()).isEqualTo("a=%7E+1&&b");
	}

	@Test
	void decodesQueryOnce() {
		HandshakeAttempt attempt = handshake().query("access_token=" + TOKEN.replace(".", "%2E")).attempt();
		assertThat(reading(TokenSource.QUERY).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().query()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "access_token=%s", "a=b; access_token=%s;c=d", "access_token=\"%s\"" })
	void findsTokenInCookie(String cookies) {
		HandshakeAttempt attempt = handshake().with("Cookie", cookies.formatted(TOKEN)).attempt();
		assertThat(reading(TokenSource.COOKIE).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, true));
		assertThat(attempt.rewrite().headerReplacement("Cookie")).doesNotContain(TOKEN);
	}

	@Test
	void hidesTokenCookieAndKeepsTheOthers() {
		HandshakeAttempt attempt = handshake().with("Cookie", "a=b; access_token=" + TOKEN, "c=d").attempt();
		assertThat(reading(TokenSource.COOKIE).evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Cookie")).isEqualTo("a=b; c=d");
	}

	@Test
	void hidesNothingWhenToldSo() {
		HandshakeAttempt attempt = handshake().query("access_token=" + TOKEN).attempt();
		assertThat(new TokenPresentCheck(settings(true, false, TokenSource.QUERY)).evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().replacesQuery()).isFalse();
	}

	@Test
	void prefersExplicitTokenToCookieAndHidesBoth() {
		HandshakeAttempt attempt = handshake().with("Authorization", "Bearer " + TOKEN)
			.with("Cookie", "access_token=" + OTHER)
			.attempt();
		assertThat(reading(ALL).evaluate(attempt)).proceeds();
		assertThat(attempt.token()).contains(new PresentedToken(TOKEN, false));
		assertThat(attempt.rewrite().headerReplacement("Cookie")).isEmpty();
	}

	@Test
	void ignoresOtherSchemeBesideToken() {
		FakeHandshakeRequest request = handshake().query("access_token=" + TOKEN);
		assertThat(reading(ALL).evaluate(request.with("Authorization", "Basic dXNlcjpwdw==").attempt())).proceeds();
		assertThat(reading(ALL)
			.evaluate(handshake().with("Authorization", "Basic dXNlcjpwdw==", "Bearer " + TOKEN).attempt())).proceeds();
	}

	@Test
	void refusesTwoTokensOfAnyPlaces() {
		String bearer = "Bearer " + TOKEN;
		List<FakeHandshakeRequest> requests = List.of(
				handshake().with("Authorization", bearer).query("access_token=" + TOKEN),
				handshake().with("Authorization", bearer, bearer), handshake().with("Authorization", bearer, TOKEN),
				handshake().with("Authorization", bearer).with("Sec-WebSocket-Protocol", "bearer, " + TOKEN),
				handshake().with("Sec-WebSocket-Protocol", "bearer, " + TOKEN + ", bearer." + OTHER),
				handshake().with("Sec-WebSocket-Protocol", "bearer, " + TOKEN + ", " + OTHER),
				handshake().query("access_token=" + TOKEN + "&access_token=" + OTHER),
				handshake().query("access_token=" + TOKEN + "&access%5ftoken="),
				handshake().with("Cookie", "access_token=" + TOKEN + "; access_token=" + OTHER),
				handshake().with("Cookie", "access_token=" + TOKEN, "access_token="));
		for (FakeHandshakeRequest request : requests) {
			HandshakeAttempt attempt = request.attempt();
			assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(RejectionReason.TOKEN_AMBIGUOUS)
				.doesNotReveal(TOKEN);
			assertThat(attempt.token()).isEmpty();
		}
	}

	@Test
	void countsPlacesThatAreNotReadAsWell() {
		HandshakeAttempt attempt = handshake().with("Authorization", "Bearer " + TOKEN)
			.query("access_token=" + OTHER)
			.attempt();
		assertThat(reading(TokenSource.AUTHORIZATION_HEADER).evaluate(attempt))
			.isRejectedBecause(RejectionReason.TOKEN_AMBIGUOUS);
	}

	@Test
	void refusesAttemptWithoutToken() {
		List<FakeHandshakeRequest> requests = List.of(handshake(), handshake().query("access_token="),
				handshake().query("access_token"), handshake().with("Authorization", "Bearer"),
				handshake().with("Authorization", ""), handshake().with("Cookie", "access_token="),
				handshake().with("Sec-WebSocket-Protocol", "bearer"),
				handshake().with("Sec-WebSocket-Protocol", "chat.v1"), handshake().query("tokens=a.b.c"));
		for (FakeHandshakeRequest request : requests) {
			assertThat(reading(ALL).evaluate(request.attempt())).isRejectedBecause(RejectionReason.TOKEN_MISSING);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic dXNlcjpwdw==", "Digest username=\"a\"", "Bearer: %s", "Token %s", "JWT %s", "%s",
			"\"Bearer %s\"" })
	void refusesOtherScheme(String credentials) {
		HandshakeAttempt attempt = handshake().with("Authorization", credentials.formatted(TOKEN)).attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(RejectionReason.TOKEN_SCHEME_UNSUPPORTED);
	}

	@ParameterizedTest
	@EnumSource(value = TokenSource.class, mode = Mode.EXCLUDE, names = "FIRST_MESSAGE")
	void namesPlaceThatIsNotRead(TokenSource place) {
		TokenSource read = (place != TokenSource.QUERY) ? TokenSource.QUERY : TokenSource.AUTHORIZATION_HEADER;
		FakeHandshakeRequest request = switch (place) {
			case AUTHORIZATION_HEADER -> handshake().with("Authorization", "Bearer " + TOKEN);
			case SUBPROTOCOL -> handshake().with("Sec-WebSocket-Protocol", "bearer, " + TOKEN);
			case QUERY -> handshake().query("access_token=" + TOKEN);
			case COOKIE -> handshake().with("Cookie", "access_token=" + TOKEN);
			case FIRST_MESSAGE -> throw new IllegalArgumentException("It is no part of the request");
		};
		assertThat(reading(read).evaluate(request.attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED)
			.hasDetailContaining(place.place())
			.hasHintContaining("ws-guard.token.sources");
	}

	@Test
	void leavesTokenToFirstMessage() {
		HandshakeAttempt attempt = handshake().with("Cookie", "access_token=" + TOKEN).attempt();
		assertThat(reading(TokenSource.FIRST_MESSAGE).evaluate(attempt)).proceeds();
		Assertions.assertThat(attempt.isTokenDeferred()).isTrue();
		Assertions.assertThat(attempt.token()).isEmpty();
	}

	@Test
	void readsFirstMessageOnlyWithoutTokenInHandshake() {
		HandshakeAttempt attempt = handshake().with("Authorization", "Bearer " + TOKEN).attempt();
		assertThat(reading(TokenSource.AUTHORIZATION_HEADER, TokenSource.FIRST_MESSAGE).evaluate(attempt)).proceeds();
		Assertions.assertThat(attempt.isTokenDeferred()).isFalse();
	}

	@Test
	void findsMisplacedTokenWhereFirstMessageIsRead() {
		HandshakeAttempt attempt = handshake().query("jwt=" + TOKEN).attempt();
		assertThat(reading(TokenSource.FIRST_MESSAGE).evaluate(attempt))
			.isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED);
		Assertions.assertThat(attempt.isTokenDeferred()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "token=%s", "jwt=%s", "id_token=%s", "authorization=Bearer%%20%s", "%s", "Token=%s" })
	void findsTokenInWrongParameter(String query) {
		HandshakeAttempt attempt = handshake().query(query.formatted(TOKEN)).attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED)
			.doesNotReveal(TOKEN);
	}

	@Test
	void findsTokenInWrongHeader() {
		HandshakeAttempt attempt = handshake().with("X-Auth-Token", TOKEN).attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED);
	}

	@Test
	void findsTokenWithoutMarker() {
		HandshakeAttempt attempt = handshake().with("Sec-WebSocket-Protocol", TOKEN).attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED)
			.hasHintContaining("subprotocol-marker");
	}

	@Test
	void readsNoCookieBesideMisplacedToken() {
		HandshakeAttempt attempt = handshake().with("Cookie", "access_token=" + TOKEN)
			.query("access_token=" + TOKEN)
			.attempt();
		assertThat(reading(TokenSource.COOKIE).evaluate(attempt))
			.isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED);
	}

	@ParameterizedTest
	@CsvSource({ "undefined, TOKEN_MALFORMED", "null, TOKEN_MALFORMED", "[object%20Object], TOKEN_MALFORMED",
			"abc, TOKEN_MALFORMED", "a.b, TOKEN_MALFORMED", "Bearer+{t}, TOKEN_ENCODING",
			"Bearer%20{t}, TOKEN_ENCODING", "Bearer%2520{t}, TOKEN_ENCODING", "%22{t}%22, TOKEN_ENCODING",
			"%27{t}%27, TOKEN_ENCODING", "{t}%0A, TOKEN_ENCODING", "%20{t}, TOKEN_ENCODING", "{t}+x, TOKEN_ENCODING",
			"{t}%2Fx, TOKEN_ENCODING", "{t}%2Bx, TOKEN_ENCODING", "{t}%3D, TOKEN_ENCODING", "{t}%, TOKEN_ENCODING",
			"{t}%zz, TOKEN_ENCODING", "{t}%252E, TOKEN_ENCODING", "{t}%00, TOKEN_ENCODING", "{t}!, TOKEN_MALFORMED",
			"{t}%C3%A9, TOKEN_MALFORMED", "{t}.x, TOKEN_MALFORMED", "a.b.c.d.e, TOKEN_MALFORMED",
			".e30.c2ln, TOKEN_MALFORMED", "e30..c2ln, TOKEN_MALFORMED" })
	void tellsMistakesInQueryApart(String value, RejectionReason reason) {
		HandshakeAttempt attempt = handshake().query("access_token=" + value.replace("{t}", TOKEN)).attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(reason)
			.hasDetailContaining("the query")
			.doesNotReveal(TOKEN);
		assertThat(attempt.token()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Bearer {t}, TOKEN_MALFORMED", "abc, TOKEN_MALFORMED", "'\"{t}\"', TOKEN_ENCODING",
			"{t} {t}, TOKEN_ENCODING", "'{t},{t}', TOKEN_MALFORMED", "{t}=, TOKEN_ENCODING",
			"undefined, TOKEN_MALFORMED" })
	void tellsMistakesInHeaderApart(String value, RejectionReason reason) {
		HandshakeAttempt attempt = handshake().with("Authorization", "Bearer " + value.replace("{t}", TOKEN)).attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(reason);
	}

	@Test
	void refusesUnusedBitsAndImpossibleLengths() {
		for (String signature : List.of("c2lo", "c2w", "cw")) {
			assertThat(reading(ALL).evaluate(withSignature(signature))).proceeds();
		}
		for (String signature : List.of("c2x", "c2z", "cx", "cz", "c", "c2lnc")) {
			assertThat(reading(ALL).evaluate(withSignature(signature)))
				.isRejectedBecause(RejectionReason.TOKEN_MALFORMED);
		}
	}

	@Test
	void leavesEmptySignatureToTheVerifier() {
		assertThat(reading(ALL).evaluate(withSignature(""))).proceeds();
	}

	@Test
	void refusesTokenLongerThanMaxSize() {
		TokenPresentCheck check = new TokenPresentCheck(new TokenSettings(true, List.of(ALL), "access_token",
				"access_token", "bearer", TOKEN.length(), true, TokenForm.SIGNED_JWT));
		HandshakeAttempt fitting = handshake().with("Authorization", "Bearer " + TOKEN).attempt();
		HandshakeAttempt longer = handshake().with("Authorization", "Bearer " + TOKEN + "A").attempt();
		assertThat(check.evaluate(fitting)).proceeds();
		assertThat(check.evaluate(longer)).isRejectedBecause(RejectionReason.TOKEN_TOO_LARGE);
	}

	@Test
	void needsNoTokenForSockJsResource() {
		HandshakeAttempt attempt = sockJs(HandshakeRequest.Kind.SOCKJS_RESOURCE, "GET").query("access_token=undefined")
			.attempt();
		assertThat(reading(ALL).evaluate(attempt)).proceeds();
	}

	@Test
	void needsTokenForSockJsTransport() {
		HandshakeAttempt attempt = sockJs(HandshakeRequest.Kind.SOCKJS_TRANSPORT, "POST").attempt();
		assertThat(reading(ALL).evaluate(attempt)).isRejectedBecause(RejectionReason.TOKEN_MISSING);
	}

	@Test
	void letsNobodyInWhenNoTokenIsRequired() {
		TokenPresentCheck check = new TokenPresentCheck(settings(false, true, TokenSource.AUTHORIZATION_HEADER));
		List<FakeHandshakeRequest> requests = List.of(handshake(), handshake().query("access_token=" + TOKEN),
				handshake().query("access_token=" + TOKEN + "&access_token=" + TOKEN),
				handshake().with("Authorization", "Basic dXNlcjpwdw=="), handshake().query("jwt=" + TOKEN));
		for (FakeHandshakeRequest request : requests) {
			HandshakeAttempt attempt = request.attempt();
			assertThat(check.evaluate(attempt)).proceeds();
			assertThat(attempt.token()).isEmpty();
			assertThat(attempt.rewrite().replacesQuery()).isFalse();
		}
	}

	@Test
	void presentsOrRefusesReadTokenEvenIfNoneIsRequired() {
		TokenPresentCheck check = new TokenPresentCheck(settings(false, true, TokenSource.AUTHORIZATION_HEADER));
		HandshakeAttempt good = handshake().with("Authorization", "Bearer " + TOKEN).attempt();
		assertThat(check.evaluate(good)).proceeds();
		assertThat(good.token()).isPresent();
		assertThat(check.evaluate(handshake().with("Authorization", "Bearer abc").attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_MALFORMED);
		assertThat(check
			.evaluate(handshake().with("Authorization", "Bearer " + TOKEN).query("access_token=" + OTHER).attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_AMBIGUOUS);
	}

	@Test
	void tellsTokenPlacedByClientFromCookie() {
		HandshakeAttempt cookie = handshake().with("Cookie", "access_token=" + TOKEN).attempt();
		assertThat(reading(ALL).isPlacedByClient(cookie)).isFalse();
		assertThat(reading(ALL).hasCookie(cookie)).isTrue();
		assertThat(reading(TokenSource.QUERY).hasCookie(cookie)).isFalse();
		for (FakeHandshakeRequest placed : List.of(handshake().with("Authorization", "Bearer " + TOKEN),
				handshake().with("Authorization", TOKEN), handshake().query("access_token=" + TOKEN),
				handshake().with("Sec-WebSocket-Protocol", "bearer, " + TOKEN),
				handshake().with("Sec-WebSocket-Protocol", "bearer." + TOKEN))) {
			assertThat(reading(ALL).isPlacedByClient(placed.attempt())).isTrue();
		}
		for (FakeHandshakeRequest none : List.of(handshake(), handshake().with("Authorization", "Basic dXNlcjpwdw=="),
				handshake().query("access_token="), handshake().with("Sec-WebSocket-Protocol", "bearer"))) {
			assertThat(reading(ALL).isPlacedByClient(none.attempt())).isFalse();
		}
	}

	@Test
	void countsNothingAsPlacedThatIsNotRead() {
		TokenPresentCheck check = reading(TokenSource.AUTHORIZATION_HEADER);
		for (FakeHandshakeRequest unread : List.of(handshake().query("access_token=x"),
				handshake().query("access_token=" + TOKEN),
				handshake().with("Sec-WebSocket-Protocol", "bearer, " + TOKEN))) {
			assertThat(check.isPlacedByClient(unread.attempt())).isFalse();
		}
	}

	@Test
	void keepsTokensOutOfQueryThatIsShown() {
		TokenPresentCheck check = reading(TokenSource.AUTHORIZATION_HEADER);
		assertThat(check.queryWithoutToken(handshake())).isNull();
		assertThat(check.queryWithoutToken(handshake().query("access_token=x"))).isNull();
		assertThat(check.queryWithoutToken(
				handshake().query("a=1&access_token=x&jwt=y&b=" + TOKEN + "&" + TOKEN + "&c=%65yJhIjoxfQ&d=2")))
			.isEqualTo("a=1&d=2");
	}

	private static HandshakeAttempt withSignature(String signature) {
		String token = TOKEN.substring(0, TOKEN.lastIndexOf('.') + 1) + signature;
		return handshake().with("Authorization", "Bearer " + token).attempt();
	}

	private static TokenPresentCheck reading(TokenSource... sources) {
		return new TokenPresentCheck(settings(true, true, sources));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "mF_9.B5f-4.1JqM~", "a", "dGhl+/v9==", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "a.b.c.d.e" })
	void findsOpaqueTokenWhereItsCharactersFit(String token) {
		for (FakeHandshakeRequest request : List.of(handshake().with("Authorization", "Bearer " + token),
				handshake().with("Sec-WebSocket-Protocol", "bearer, " + token),
				handshake().with("Sec-WebSocket-Protocol", "bearer." + token + ", chat"),
				handshake().with("Cookie", "access_token=" + token),
				handshake().query("access_token=" + token.replace("+", "%2B")))) {
			HandshakeAttempt attempt = request.attempt();
			assertThat(opaque().evaluate(attempt)).proceeds();
			assertThat(attempt.token()).map(PresentedToken::value).contains(token);
			assertThat(String.valueOf(opaque().queryWithoutToken(attempt.request()))).doesNotContain(token);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Bearer abc, TOKEN_MALFORMED", "a%2Eb, TOKEN_ENCODING", "a b, TOKEN_ENCODING",
			"'\"abc\"', TOKEN_ENCODING", "{\"a\":1}, TOKEN_MALFORMED", "undefined, TOKEN_MALFORMED",
			"null, TOKEN_MALFORMED", "a=b, TOKEN_MALFORMED", "==, TOKEN_MALFORMED", "café, TOKEN_MALFORMED",
			"a:b, TOKEN_MALFORMED" })
	void namesWhatKeepsAValueFromBeingAnOpaqueToken(String value, RejectionReason reason) {
		assertThat(opaque().evaluate(handshake().with("Authorization", "Bearer " + value).attempt()))
			.isRejectedBecause(reason);
	}

	@Test
	void refusesOpaqueTokenThatIsNoJwtWhereJwtsAreExpected() {
		assertThat(reading(ALL).evaluate(handshake().with("Authorization", "Bearer mF_9.B5f-4.1JqM~").attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_MALFORMED);
	}

	@Test
	void hintsAtAnOpaqueTokenUnderAnotherNameOnlyIfItIsLongEnough() {
		String token = "0123456789abcdef";
		assertThat(opaque().evaluate(handshake().query("token=" + token).attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED);
		assertThat(opaque().evaluate(handshake().with("X-Auth-Token", token).attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED);
		assertThat(opaque().evaluate(handshake().query("token=" + token.substring(1)).attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_MISSING);
		assertThat(opaque().evaluate(handshake().query("room=" + token).attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_MISSING);
		assertThat(reading(ALL).evaluate(handshake().query("token=" + token).attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_MISSING);
	}

	@Test
	void leavesSubprotocolsAloneThatAnOpaqueTokenCouldLookLike() {
		HandshakeAttempt attempt = handshake().with("Authorization", "Bearer 0123456789abcdef")
			.with("Sec-WebSocket-Protocol", "graphql-transport-ws")
			.attempt();
		assertThat(opaque().evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isNull();
	}

	private static TokenPresentCheck opaque() {
		return new TokenPresentCheck(new TokenSettings(true, List.of(ALL), "access_token", "access_token", "bearer",
				8192, true, TokenForm.OPAQUE));
	}

	private static TokenSettings settings(boolean required, boolean hide, TokenSource... sources) {
		return new TokenSettings(required, List.of(sources), "access_token", "access_token", "bearer", 8192, hide,
				TokenForm.SIGNED_JWT);
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
