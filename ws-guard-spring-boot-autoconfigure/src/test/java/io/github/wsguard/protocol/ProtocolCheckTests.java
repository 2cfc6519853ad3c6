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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProtocolCheck}: request line, upgrade, version and key.
 */
class ProtocolCheckTests {

	private static final String[] WEBSOCKET_HEADERS = { "Upgrade", "Connection", "Sec-WebSocket-Key",
			"Sec-WebSocket-Version" };

	private final ProtocolCheck check = new ProtocolCheck("bearer");

	@Test
	void acceptsCorrectHandshakeAndRewritesNothing() {
		HandshakeAttempt attempt = handshake().attempt();
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Connection")).isNull();
		assertThat(attempt.rewrite().headerReplacement("Upgrade")).isNull();
	}

	@ParameterizedTest
	@EnumSource(value = HandshakeRequest.Kind.class, names = "UPGRADE", mode = EnumSource.Mode.EXCLUDE)
	void leavesSockJsOverHttpAlone(HandshakeRequest.Kind kind) {
		assertThat(evaluate(HandshakeAttempts.sockJs(kind, "POST"))).proceeds();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "HEAD", "OPTIONS", "get", "CONNECT" })
	void rejectsAnyMethodButGet(String method) {
		assertThat(evaluate(handshake().method(method))).isRejectedBecause(RejectionReason.METHOD_NOT_ALLOWED);
	}

	@Test
	void rejectsBareConnectByHttp11() {
		assertThat(evaluate(handshake().method("CONNECT").without(WEBSOCKET_HEADERS)))
			.isRejectedBecause(RejectionReason.METHOD_NOT_ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/2.0", "HTTP/2", "HTTP/3.0" })
	void acceptsExtendedConnectWithoutKeyAndHopByHopHeaders(String version) {
		FakeHandshakeRequest request = handshake().method("CONNECT").httpVersion(version);
		assertThat(evaluate(request.without("Upgrade", "Connection", "Sec-WebSocket-Key"))).proceeds();
		assertThat(evaluate(request.without("Sec-WebSocket-Version")))
			.isRejectedBecause(RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.0", "HTTP/0.9", "HTTP/1", "HTTP/", "", "1.1", "HTTP/1.x", "HTTP/21.0" })
	void rejectsVersionsBelowHttp11(String version) {
		assertThat(evaluate(handshake().httpVersion(version)))
			.isRejectedBecause(RejectionReason.HTTP_VERSION_UNSUPPORTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1", "HTTP/1.2" })
	void acceptsHttp11AndNewer(String version) {
		assertThat(evaluate(handshake().httpVersion(version))).proceeds();
	}

	@Test
	void tellsPlainRequestFromOneWhoseUpgradeGotLost() {
		assertThat(evaluate(handshake().without(WEBSOCKET_HEADERS)))
			.isRejectedBecause(RejectionReason.NOT_A_WEBSOCKET_REQUEST);
		assertThat(evaluate(handshake().without("Upgrade", "Connection")))
			.isRejectedBecause(RejectionReason.UPGRADE_STRIPPED_BY_PROXY);
		assertThat(evaluate(handshake().without(WEBSOCKET_HEADERS).with("Sec-WebSocket-Protocol", "chat")))
			.isRejectedBecause(RejectionReason.UPGRADE_STRIPPED_BY_PROXY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2c", "websockets", "web socket", "websocket/13", "", "\"websocket\"" })
	void rejectsUpgradeToSomethingElse(String upgrade) {
		assertThat(evaluate(handshake().with("Upgrade", upgrade)))
			.isRejectedBecause(RejectionReason.UPGRADE_HEADER_INVALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "WebSocket", "WEBSOCKET", "websocket, h2c", "h2c ,\twebsocket " })
	void spellsUpgradeForTheApplication(String upgrade) {
		HandshakeAttempt attempt = handshake().with("Upgrade", upgrade).attempt();
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Upgrade")).isEqualTo("websocket");
	}

	@Test
	void findsUpgradeOnSecondLine() {
		HandshakeAttempt attempt = handshake().with("Upgrade", "h2c", "websocket")
			.with("Connection", "keep-alive", "UPGRADE")
			.attempt();
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Upgrade")).isEqualTo("websocket");
		assertThat(attempt.rewrite().headerReplacement("Connection")).isEqualTo("Upgrade");
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "keep-alive", "", "upgraded", "keep-alive Upgrade" })
	void rejectsConnectionWithoutUpgrade(String connection) {
		assertThat(evaluate(handshake().with("Connection", connection)))
			.isRejectedBecause(RejectionReason.CONNECTION_HEADER_INVALID);
	}

	@Test
	void saysThatConnectionGotLost() {
		assertThat(evaluate(handshake().without("Connection")))
			.isRejectedBecause(RejectionReason.CONNECTION_HEADER_INVALID)
			.hasDetailContaining("no Connection header");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { "Upgrade | -", "upgrade | -", "keep-alive, Upgrade | -",
			"UPGRADE | Upgrade", "keep-alive,UpGrade | Upgrade" })
	void spellsConnectionOnlyWhereCaseWouldMatter(String connection, String expected) {
		HandshakeAttempt attempt = handshake().with("Connection", connection).attempt();
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement("Connection")).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "8", "13, 8", "013", "13.0", "", "14" })
	void rejectsOtherWebSocketVersions(String version) {
		assertThat(evaluate(handshake().with("Sec-WebSocket-Version", version)))
			.isRejectedBecause(RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED);
	}

	@Test
	void rejectsMissingAndRepeatedVersion() {
		assertThat(evaluate(handshake().without("Sec-WebSocket-Version")))
			.isRejectedBecause(RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED);
		assertThat(evaluate(handshake().with("Sec-WebSocket-Version", "13", "13")))
			.isRejectedBecause(RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "AAAAAAAAAAAAAAAAAAAAAA==", "/+09azAZ/+09azAZ/+09ag==", "AAAAAAAAAAAAAAAAAAAAAQ==",
			"AAAAAAAAAAAAAAAAAAAAAg==", "AAAAAAAAAAAAAAAAAAAAAw==", "AAAAAAAAAAAAAAAAAAAAAB==",
			"AAAAAAAAAAAAAAAAAAAAAP==", "AQIDBAUGBwgJCgsMDQ4PEC==" })
	void acceptsKeyOfSixteenBytes(String key) {
		assertThat(evaluate(handshake().with("Sec-WebSocket-Key", key))).proceeds();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "MDEyMzQ1Njc=", "AAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAA", "-_AAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAA AAAAAAAAAAA==",
			"AAAAAAAAAAAAAAAAAAAAAA== ", "AAAAAAAAAAAAAAAAAAAAA===" })
	void rejectsKeyThatIsNotSixteenBytesInBase64(String key) {
		assertThat(evaluate(handshake().with("Sec-WebSocket-Key", key)))
			.isRejectedBecause(RejectionReason.WEBSOCKET_KEY_INVALID);
	}

	@Test
	void rejectsMissingAndRepeatedKey() {
		assertThat(evaluate(handshake().without("Sec-WebSocket-Key")))
			.isRejectedBecause(RejectionReason.WEBSOCKET_KEY_INVALID);
		assertThat(evaluate(handshake().with("Sec-WebSocket-Key", HandshakeAttempts.KEY, HandshakeAttempts.KEY)))
			.isRejectedBecause(RejectionReason.WEBSOCKET_KEY_INVALID)
			.hasDetailContaining("more than one");
	}

	private Decision evaluate(FakeHandshakeRequest request) {
		return this.check.evaluate(request.attempt());
	}

}
