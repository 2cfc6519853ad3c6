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

package io.github.wsguard.wire;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.wsguard.connection.WsGuardSessions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator shows of live connections, and who may close one.
 */
class LiveConnectionsIT {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=wsguard";

	private static final String PATH = "/actuator/wsguard/connections";

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(), EXPOSED);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void closeAll() {
		WsGuardSessions sessions = server.context().getBean(WsGuardSessions.class);
		sessions.closeIf((connection) -> true);
		KeyScene.await(() -> sessions.list().isEmpty());
	}

	@Test
	void showsNeitherPrincipalNorAddressNorToken() {
		String token = server.token("good");
		try (WireSocket socket = WireSocket.open(server, WireRequest.handshake("/ws/room/7").bearer(token))) {
			socket.read();
			WireClient.Response response = get(server, PATH);
			JsonNode page = JsonMapper.shared().readTree(response.body());
			assertThat(page.get("total").intValue()).isOne();
			assertThat(page.get("page").intValue()).isZero();
			assertThat(page.get("pages").intValue()).isOne();
			JsonNode connection = page.get("connections").get(0);
			assertThat(connection.propertyNames()).containsExactlyInAnyOrder("id", "endpoint", "openedAt", "expiresAt");
			assertThat(connection.get("endpoint").stringValue()).isEqualTo("/ws/room/{room}");
			assertThat(response.body()).doesNotContain(token).doesNotContain("alice").doesNotContain("127.0.0.1");
		}
	}

	@Test
	void showsPrincipalAndAddressWhereValuesAreShown() {
		try (WireServer open = WireServer.start(List.of(), EXPOSED, "management.endpoint.wsguard.show-values=always");
				WireSocket socket = WireSocket.open(open,
						WireRequest.handshake("/ws/echo").bearer(open.token("good")))) {
			socket.read();
			JsonNode connection = JsonMapper.shared().readTree(get(open, PATH).body()).get("connections").get(0);
			assertThat(connection.get("principal").stringValue()).isEqualTo("alice");
			assertThat(connection.get("address").stringValue()).isEqualTo("127.0.0.1");
			assertThat(connection.toString()).doesNotContain("scope").doesNotContain("eyJ");
		}
	}

	@Test
	void showsPagesOfAHundred() {
		List<WireSocket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < 101; i++) {
				sockets.add(open(server));
				sockets.get(i).read();
			}
			JsonNode first = JsonMapper.shared().readTree(get(server, PATH).body());
			assertThat(first.get("total").intValue()).isEqualTo(101);
			assertThat(first.get("pages").intValue()).isEqualTo(2);
			assertThat(first.get("connections").size()).isEqualTo(100);
			JsonNode second = JsonMapper.shared().readTree(get(server, PATH + "?page=1").body());
			assertThat(second.get("connections").size()).isOne();
			JsonNode beyond = JsonMapper.shared().readTree(get(server, PATH + "?page=21474836").body());
			assertThat(beyond.get("connections").isEmpty()).isTrue();
		}
		finally {
			sockets.forEach(WireSocket::close);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "first", "99999999999" })
	void refusesPagesThatAreNone(String page) {
		WireClient.Response response = server.send(WireRequest.plain("GET", PATH + "?page=" + page).without("Origin"));
		assertThat(response.status()).isEqualTo(400);
	}

	@Test
	void closesNothingUnlessItsAccessIsRaised() {
		try (WireSocket socket = open(server)) {
			socket.read();
			assertThat(delete(server, id(server)).status()).isIn(404, 405);
			assertThat(socket.send("still here").read()).isEqualTo("still here");
		}
	}

	@Test
	void closesTheConnectionThatIsMeant() {
		try (WireServer writable = WireServer.start(List.of(), EXPOSED,
				"management.endpoint.wsguard.access=unrestricted"); WireSocket socket = open(writable)) {
			socket.read();
			String id = id(writable);
			assertThat(delete(writable, "nobody").status()).isEqualTo(404);
			assertThat(writable.send(WireRequest.plain("DELETE", "/actuator/wsguard/explain/" + id).without("Origin"))
				.status()).isEqualTo(404);
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			assertThat(delete(writable, id).status()).isEqualTo(204);
			assertThat(socket.read()).isEqualTo("close 4403 CLOSED_BY_OPERATOR retry=never");
			assertThat(delete(writable, id).status()).isEqualTo(404);
		}
	}

	private static String id(WireServer server) {
		return JsonMapper.shared().readTree(get(server, PATH).body()).get("connections").get(0).get("id").stringValue();
	}

	private static WireSocket open(WireServer server) {
		return WireSocket.open(server, WireRequest.handshake("/ws/echo").bearer(server.token("good")));
	}

	private static WireClient.Response get(WireServer server, String path) {
		WireClient.Response response = server.send(WireRequest.plain("GET", path).without("Origin"));
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return response;
	}

	private static WireClient.Response delete(WireServer server, String id) {
		return server.send(WireRequest.plain("DELETE", PATH + "/" + id).without("Origin"));
	}

}
