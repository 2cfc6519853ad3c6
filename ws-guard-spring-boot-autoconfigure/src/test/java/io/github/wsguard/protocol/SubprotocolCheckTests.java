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

package io.github.wsguard.protocol;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SubprotocolCheck}, asked as a part of {@link ProtocolCheck}.
 */
class SubprotocolCheckTests {

	private final ProtocolCheck check = new ProtocolCheck("bearer");

	@ParameterizedTest
	@ValueSource(strings = { "chat.v1", "v12.stomp, v11.stomp", "a,b ,\tc", "!#$%&'*+-.^_`|~", "Chat, chat" })
	void acceptsDistinctNames(String header) {
		assertThat(offer(header)).proceeds();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a,", ",a", "a,,b", "a b", "a/b", "\"a\"", "a;b", "chat\u00e9", "a\u0000" })
	void rejectsMalformedLists(String header) {
		assertThat(offer(header)).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
	}

	@Test
	void showsSeveralLinesAsOneToTheApplication() {
		HandshakeAttempt attempt = handshake().with("Sec-WebSocket-Protocol", "a, b", "c").attempt();
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Sec-WebSocket-Protocol")).isEqualTo("a, b, c");
	}

	@Test
	void rejectsRepeatedNameEvenOnAnotherLine() {
		assertThat(offer("chat, chat")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
		assertThat(offer("chat", "superchat, chat")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID)
			.hasDetailContaining("twice");
	}

	@Test
	void boundsTheNumberOfNames() {
		assertThat(offer(names(64))).proceeds();
		assertThat(offer(names(65))).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bearer, to=k en", "bearer, \"quoted\"", "bearer.to=ken, chat", "bearer, tok, chat",
			"chat, bearer, tok", "bearer, bearer", "bearer" })
	void leavesTheTokenToTheTokenCheck(String header) {
		assertThat(offer(header)).proceeds();
	}

	@Test
	void exemptsTheTokenOnTheLineBehindTheMarker() {
		assertThat(offer("bearer", "to=ken")).proceeds();
	}

	@Test
	void exemptsOnlyOneElementBehindTheMarker() {
		assertThat(offer("bearer, to=ken, an=other")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
		assertThat(offer("bearers, to=ken")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
		assertThat(offer("bearer,")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
	}

	@Test
	void rejectsTokenOfferedAloneAndSaysWhatToOffer() {
		assertThat(offer("bearer.secret")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID)
			.hasDetailContaining("browser")
			.hasHintContaining("[\"bearer\", token]")
			.doesNotReveal("secret");
		assertThat(offer("bearer.")).isRejectedBecause(RejectionReason.SUBPROTOCOL_INVALID);
	}

	@Test
	void acceptsTokenBesideNameThatCanBeEchoed() {
		assertThat(offer("bearer.secret, chat.v1")).proceeds();
	}

	@Test
	void rejectsNamesThatTheEndpointDoesNotSpeak() {
		assertThat(offerTo("chat.v2", "chat.v1")).isRejectedBecause(RejectionReason.SUBPROTOCOL_UNSUPPORTED);
		assertThat(offerTo("chat.v2", "bearer.secret, chat.v1"))
			.isRejectedBecause(RejectionReason.SUBPROTOCOL_UNSUPPORTED);
	}

	@Test
	void acceptsNameThatTheEndpointSpeaksInAnyCase() {
		assertThat(offerTo("chat.v2", "chat.v1, CHAT.V2")).proceeds();
	}

	@Test
	void acceptsUnknownNamesWhereTheMarkerCanBeEchoed() {
		assertThat(offerTo("chat.v2", "bearer, secret, chat.v1")).proceeds();
		assertThat(offerTo("chat.v2", "bearer, secret")).proceeds();
	}

	@Test
	void acceptsClientThatOffersNoNames() {
		assertThat(this.check.evaluate(handshake().supporting("chat.v2").attempt())).proceeds();
	}

	private Decision offer(String... lines) {
		return this.check.evaluate(handshake().with("Sec-WebSocket-Protocol", lines).attempt());
	}

	private Decision offerTo(String supported, String line) {
		return this.check.evaluate(handshake().supporting(supported).with("Sec-WebSocket-Protocol", line).attempt());
	}

	private static String names(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "p" + i).collect(Collectors.joining(", "));
	}

}
