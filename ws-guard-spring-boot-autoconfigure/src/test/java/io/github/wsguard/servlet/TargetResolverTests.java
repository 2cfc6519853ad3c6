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

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.pattern.PathPatternParser;

import io.github.wsguard.connection.ConnectionSettings;
import io.github.wsguard.decision.CheckChain;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.servlet.EndpointPolicy.Treatment;

import static org.assertj.core.api.Assertions.assertThat;

class TargetResolverTests {

	private final MappedEndpoints endpoints = new MappedEndpoints();

	private final TargetResolver targets = new TargetResolver(
			new EndpointPolicies(List.of(policy("open", "/open/**", Treatment.DISABLED)),
					policy("default", null, Treatment.ENFORCE)),
			this.endpoints);

	@BeforeEach
	void register() {
		this.endpoints.replaceAll(List.of(endpoint("/ws/room/{room}", MappedEndpoint.Type.WEBSOCKET),
				endpoint("/sockjs/**", MappedEndpoint.Type.SOCKJS)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/index.html", "/ws/room/7", "/sockjs/a/b/c/d" })
	void ordinaryRequestIsNotForTheGuard(String path) {
		assertThat(this.targets.resolve(request(path))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade", "upgrade" })
	void upgradeOnAnyPathIs(String header) {
		MockHttpServletRequest request = request("/nowhere");
		request.addHeader(header, "h2c, WebSocket");
		assertThat(this.targets.resolve(request)).hasValueSatisfying((target) -> {
			assertThat(target.isNamed()).isFalse();
			assertThat(target.label()).isEqualTo("none");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol",
			"Sec-WebSocket-Extensions" })
	void upgradeThatLostItsHeaderIs(String header) {
		MockHttpServletRequest request = request("/ws/room/7");
		request.addHeader(header, "x");
		assertThat(this.targets.resolve(request)).isPresent();
	}

	@Test
	void upgradeToAnotherProtocolIsNot() {
		MockHttpServletRequest request = request("/ws/room/7");
		request.addHeader("Upgrade", "h2c");
		assertThat(this.targets.resolve(request)).isEmpty();
	}

	@Test
	void requestThatSockJsCouldAnswerIs() {
		assertThat(this.targets.resolve(request("/sockjs/000/a1/xhr")).map(Target::kind))
			.hasValue(Kind.SOCKJS_TRANSPORT);
		assertThat(this.targets.resolve(request("/sockjs/info")).map(Target::kind)).hasValue(Kind.SOCKJS_RESOURCE);
	}

	@Test
	void pathVariablesAreDecoded() {
		assertThat(this.targets.target(request("/ws/room/a%20b")).pathVariables()).containsEntry("room", "a b");
	}

	@Test
	void pathThatIsReadInTwoWaysTakesTheStricterPolicy() {
		MockHttpServletRequest request = request("/open/../ws/room/7");
		request.setServletPath("/ws/room/7");
		Target target = this.targets.target(request);
		assertThat(target.fault()).isPresent();
		assertThat(target.policy().isEnforced()).isTrue();
		assertThat(this.targets.target(request("/open/x")).policy().isDisabled()).isTrue();
	}

	private static MockHttpServletRequest request(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServletPath(path.replace("%20", " "));
		return request;
	}

	private static MappedEndpoint endpoint(String pattern, MappedEndpoint.Type type) {
		return new MappedEndpoint(PathPatternParser.defaultInstance.parse(pattern), type, List::of, null);
	}

	private static EndpointPolicy policy(String name, @Nullable String path, Treatment treatment) {
		CheckChain nothing = new CheckChain(List.of(), (check, failure) -> {
		});
		return new EndpointPolicy(name, (path != null) ? EndpointPolicies.parse(path) : null, treatment, nothing,
				nothing, new RefusalWriter(RejectionDetail.CODE, ""), false, List.of(), (request) -> Optional.empty(),
				new ConnectionPolicy(new ConnectionSettings(true, Duration.ZERO, null, null, null, true), null, nothing,
						nothing, false),
				CloseDelivery.NONE);
	}

}
