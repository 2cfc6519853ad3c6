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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

class SockJsPathTests {

	@ParameterizedTest
	@ValueSource(strings = { "/websocket", "/000/a1/websocket" })
	void webSocketIsAnUpgradeWhateverWasAskedFor(String path) {
		assertThat(SockJsPath.parse(path, "GET", false).kind()).isEqualTo(Kind.UPGRADE);
		assertThat(SockJsPath.parse(path, "GET", true).kind()).isEqualTo(Kind.UPGRADE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/info", "/iframe.html", "/iframe-1.6.1.html" })
	void greetingInfoAndIframePageAreResources(String path) {
		SockJsPath resource = SockJsPath.parse(path, "GET", false);
		assertThat(resource.kind()).isEqualTo(Kind.SOCKJS_RESOURCE);
		assertThat(resource.fault()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/info", "/iframe.html" })
	void resourceCannotBeUpgraded(String path) {
		assertThat(reasonOf(SockJsPath.parse(path, "GET", true))).isEqualTo(RejectionReason.SOCKJS_PATH_INVALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "xhr", "xhr_send", "xhr_streaming", "eventsource", "htmlfile", "jsonp", "jsonp_send" })
	void transportCarriesMessagesAndItsPreflightDoesNot(String transport) {
		String path = "/000/a1/" + transport;
		assertThat(SockJsPath.parse(path, "POST", false).kind()).isEqualTo(Kind.SOCKJS_TRANSPORT);
		assertThat(SockJsPath.parse(path, "OPTIONS", false).kind()).isEqualTo(Kind.SOCKJS_RESOURCE);
	}

	@Test
	void transportMustBeKnown() {
		assertThat(reasonOf(SockJsPath.parse("/000/a1/carrier-pigeon", "POST", false)))
			.isEqualTo(RejectionReason.SOCKJS_TRANSPORT_UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a1/xhr", "/0/000/a1/xhr", "//a1/xhr", "/000//xhr", "/0.0/a1/xhr", "/000/a.1/xhr",
			"/iframe/x.html", "/info/" })
	void anythingElseIsInvalid(String path) {
		SockJsPath invalid = SockJsPath.parse(path, "GET", false);
		assertThat(reasonOf(invalid)).isEqualTo(RejectionReason.SOCKJS_PATH_INVALID);
		assertThat(invalid.kind()).isNotEqualTo(Kind.SOCKJS_RESOURCE);
	}

	@ParameterizedTest
	@CsvSource({ "/ws/echo/websocket, /ws/echo", "/ws/echo/000/a1/websocket, /ws/echo",
			"/ws/echo/00/a1/websocket, /ws/echo/00/a1", "/ws/echo/0a0/a1/websocket, /ws/echo/0a0/a1" })
	void endpointIsWhatTheClientWasGiven(String path, String endpoint) {
		assertThat(SockJsPath.endpointOf(path)).hasValue(endpoint);
	}

	@Test
	void endpointIsUnknownWithoutTransport() {
		assertThat(SockJsPath.endpointOf("/ws/echo")).isEmpty();
	}

	private static RejectionReason reasonOf(SockJsPath path) {
		return path.fault().map(Rejection::reason).orElseThrow();
	}

}
