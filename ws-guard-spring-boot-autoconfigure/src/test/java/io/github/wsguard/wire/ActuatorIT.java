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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.github.wsguard.observation.RecentRefusals;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator shows of the guard, and to whom.
 */
class ActuatorIT {

	private static final String SECRET = "s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=wsguard";

	private static final String[] CONFIGURED = { EXPOSED, "ws-guard.network.denied=198.51.100.0/24",
			"ws-guard.hosts.allowed=hidden-host.example,127.0.0.1", "ws-guard.proxy.trusted=203.0.113.99",
			"ws-guard.endpoints.tenant.path=/own/echo", "ws-guard.endpoints.tenant.require.claims.tenant=hidden-tenant",
			"ws-guard.endpoints.tenant.mode=report-only", "ws-guard.endpoints.admin.rejection.detail=none",
			"ws-guard.jwt.issuers.shared.issuer-uri=https://shared.example",
			"ws-guard.jwt.issuers.shared.secret=" + SECRET, "ws-guard.jwt.issuers.shared.audiences=wire",
			"ws-guard.jwt.issuers.shared.principal-prefix=shared:",
			"ws-guard.jwt.issuers.private.issuer-uri=https://private.example",
			"ws-guard.jwt.issuers.private.jwk-set-uri=https://user:hidden-password@keys.example/jwks?api-key=hidden-key",
			"ws-guard.jwt.issuers.private.audiences=wire", "ws-guard.jwt.issuers.private.principal-prefix=private:" };

	private static final List<String> HIDDEN = List.of("app.example.com", "cher.example", "localhost:3000",
			"code.example.com", "hidden", "198.51.100", "203.0.113", "10.0.0.0", SECRET, "evil.example");

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(), CONFIGURED);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void showsThePolicyOfAnEndpointAndWhereItIsFrom() {
		JsonNode guard = guard();
		JsonNode admin = policy(guard, "admin");
		assertThat(setting(admin, "path")).isEqualTo("/ws/admin from ws-guard.endpoints.admin.path");
		assertThat(setting(admin, "require.scopes"))
			.isEqualTo("[\"admin\"] from ws-guard.endpoints.admin.require.scopes");
		assertThat(setting(admin, "rejection.detail")).isEqualTo("none from ws-guard.endpoints.admin.rejection.detail");
		assertThat(setting(admin, "token.sources"))
			.isEqualTo("[\"authorization-header\",\"subprotocol\",\"query\",\"cookie\"] from ws-guard.token.sources");
		assertThat(setting(admin, "token.max-size")).isEqualTo("8KB from default");
		assertThat(setting(admin, "origin.missing")).isEqualTo("require-token from default");
		assertThat(setting(policy(guard, "default"), "rejection.detail"))
			.isEqualTo("full from ws-guard.rejection.detail");
		assertThat(find(guard.get("policies"), "name", "admin").get("checks").valueStream().map(JsonNode::stringValue))
			.containsExactly("protocol", "path", "client", "host", "network", "origin", "token present", "token valid",
					"authorization");
	}

	@Test
	void showsWhatHoldsForAll() {
		JsonNode guard = guard();
		assertThat(guard.get("settings").get("jwt.clock-skew").get("value").stringValue()).isEqualTo("30s");
		assertThat(guard.get("settings").get("jwt.cache.enabled").get("value").booleanValue()).isTrue();
		assertThat(guard.get("settings").get("jwt.cache.max-entries").get("value").intValue()).isEqualTo(10_000);
		assertThat(guard.get("settings").get("jwt.max-lifetime").get("value").stringValue()).isEqualTo("31d");
		assertThat(guard.get("settings").get("proxy.headers").get("value").stringValue()).isEqualTo("x-forwarded");
		assertThat(guard.get("policies").get(0).get("name").stringValue()).isEqualTo("default");
	}

	@Test
	void showsOfKeysWhereTheyComeFrom() {
		JsonNode issuers = guard().get("issuers");
		assertThat(setting(issuers.get("shared"), "keys")).isEqualTo("secret from ws-guard.jwt.issuers.shared.secret");
		assertThat(issuers.get("shared").get("jws-algorithms").get("value").get(0).stringValue()).isEqualTo("HS256");
		assertThat(issuers.get("private").get("jwk-set-uri").get("value").stringValue())
			.isEqualTo("https://******@keys.example/jwks?******");
	}

	@Test
	void showsTheWholeWayOfAHandshake() {
		JsonNode echo = endpoint(guard(), "/ws/echo");
		assertThat(echo.get("protocol").stringValue()).isEqualTo("websocket");
		assertThat(echo.get("policy").stringValue()).isEqualTo("default");
		List<String> kinds = echo.get("route")
			.valueStream()
			.map((station) -> station.get("kind").stringValue())
			.toList();
		assertThat(kinds).containsSubsequence("filter", "handshake-interceptor", "handshake-handler",
				"websocket-handler");
		assertThat(echo.get("route")
			.valueStream()
			.filter((station) -> station.get("guard").booleanValue())
			.map((station) -> station.get("name").stringValue())).contains("wsGuardFilter");
		assertThat(endpoint(guard(), "/sockjs/**").get("protocol").stringValue()).isEqualTo("sockjs");
		assertThat(endpoint(guard(), "/jakarta/admin").get("protocol").stringValue()).isEqualTo("jakarta");
	}

	@Test
	void showsFindings() {
		assertThat(guard().get("findings").valueStream().map((finding) -> finding.get("code").stringValue()))
			.contains("TOKEN_IN_QUERY", "REPORT_ONLY", "ANY_ORIGIN_IN_CODE");
	}

	@Test
	void showsTheLastRefusalsNewestFirst() {
		server.send(WireRequest.handshake("/ws/echo").header("Origin", "https://evil.example"));
		WireClient.Response response = server.send(WireRequest.handshake("/ws/room/9").bearer(server.token("good")));
		server.send(WireRequest.handshake("/own/echo").bearer(server.token("good")));
		JsonNode refusals = guard().get("refusals").get("latest");
		JsonNode reported = refusals.get(0);
		assertThat(reported.get("reportOnly").booleanValue()).isTrue();
		assertThat(reported.get("endpoint").stringValue()).isEqualTo("/own/echo");
		JsonNode room = refusals.get(1);
		assertThat(response.body()).contains(room.get("id").stringValue());
		assertThat(room.get("reason").stringValue()).isEqualTo("CLAIM_MISMATCH");
		assertThat(room.get("status").intValue()).isEqualTo(403);
		assertThat(room.get("layer").stringValue()).isEqualTo("guard");
		assertThat(room.get("endpoint").stringValue()).isEqualTo("/ws/room/{room}");
		assertThat(room.get("reportOnly").booleanValue()).isFalse();
		assertThat(room.get("detail").stringValue()).isNotBlank();
		assertThat(Instant.parse(room.get("time").stringValue()))
			.isBefore(Instant.parse(reported.get("time").stringValue()));
		assertThat(refusals.get(2).get("reason").stringValue()).isEqualTo("ORIGIN_NOT_ALLOWED");
		assertThat(refusals.get(2).has("origin")).isFalse();
		assertThat(refusals.get(2).has("address")).isFalse();
		assertThat(refusals.get(2).has("path")).isFalse();
	}

	@Test
	void remembersNoMoreThanItMay() {
		long before = guard().get("refusals").get("total").longValue();
		IntStream.range(0, RecentRefusals.CAPACITY + 5)
			.forEach((i) -> server
				.send(WireRequest.handshake("/ws/echo").header("Origin", "https://evil" + i + ".example")));
		JsonNode refusals = guard().get("refusals");
		assertThat(refusals.get("latest").size()).isEqualTo(RecentRefusals.CAPACITY);
		assertThat(refusals.get("total").longValue()).isEqualTo(before + RecentRefusals.CAPACITY + 5);
	}

	@Test
	void hidesOriginsHostsAddressesClaimsAndCredentials() {
		String token = server.token("expired");
		server.send(WireRequest.handshake("/ws/echo?access_token=" + token)
			.header("Origin", "https://evil.example")
			.header("X-Forwarded-For", "203.0.113.5"));
		String body = get(server, WireRequest.plain("GET", "/actuator/wsguard")).body();
		assertThat(HIDDEN).noneMatch(body::contains);
		assertThat(body).doesNotContain(token).doesNotContain("eyJ");
		assertThat(setting(policy(JsonMapper.shared().readTree(body), "tenant"), "require.claims"))
			.isEqualTo("{\"tenant\":\"******\"} from ws-guard.endpoints.tenant.require.claims");
	}

	@Test
	void showsValuesButNoCredentialsWhenAsked() {
		try (WireServer open = WireServer.start(List.of(Sanitized.class),
				with("management.endpoint.wsguard.show-values=always"))) {
			String token = open.token("good");
			open.send(WireRequest.handshake("/ws/echo?access_token=" + token).header("Origin", "https://evil.example"));
			String body = get(open, WireRequest.plain("GET", "/actuator/wsguard")).body();
			assertThat(body).contains("https://app.example.com", "hidden-host.example", "198.51.100.0/24",
					"203.0.113.99", "hidden-tenant", "https://code.example.com");
			JsonNode refusal = JsonMapper.shared().readTree(body).get("refusals").get("latest").get(0);
			assertThat(refusal.get("origin").stringValue()).isEqualTo("https://evil.example");
			assertThat(refusal.get("address").stringValue()).isEqualTo("127.0.0.1");
			assertThat(refusal.get("path").stringValue()).isEqualTo("/ws/echo");
			assertThat(body).doesNotContain(token)
				.doesNotContain(SECRET)
				.doesNotContain("hidden-password")
				.doesNotContain("hidden-key");
			assertThat(body).as("a sanitizing function still holds").doesNotContain("10.0.0.0/8").contains("sanitized");
		}
	}

	@Test
	void showsValuesToAuthorizedUsersOnly() {
		try (WireServer secured = WireServer.startSecured(List.of(Users.class),
				with("management.endpoint.wsguard.show-values=when-authorized",
						"management.endpoint.wsguard.roles=OPERATOR"))) {
			assertThat(get(secured, WireRequest.plain("GET", "/actuator/wsguard")).body())
				.doesNotContain("hidden-host");
			assertThat(get(secured, as("visitor")).body()).doesNotContain("hidden-host");
			assertThat(get(secured, as("operator")).body()).contains("hidden-host");
		}
	}

	@Test
	void isNotExposedUnlessAskedFor() {
		try (WireServer closed = WireServer.start(List.of())) {
			assertThat(closed.send(WireRequest.plain("GET", "/actuator/wsguard").without("Origin")).status())
				.isEqualTo(404);
			assertThat(closed.context().getBeanNamesForType(RecentRefusals.class)).isEmpty();
		}
	}

	@Test
	void answersOnAPortOfItsOwn() {
		try (WireServer server = WireServer.start(List.of(), with("management.server.port=0"))) {
			int port = server.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			WireClient management = new WireClient(port);
			String request = WireRequest.plain("GET", "/actuator/wsguard/explain?path=/ws/echo&headers=Authorization")
				.without("Origin")
				.toString();
			assertThat(management.send(request).body()).contains("\"outcome\":\"reject\"", "HOST_NOT_ALLOWED");
			assertThat(server.send(WireRequest.plain("GET", "/actuator/wsguard").without("Origin")).status())
				.isEqualTo(404);
		}
	}

	private static String[] with(String... properties) {
		return Stream.concat(Arrays.stream(CONFIGURED), Arrays.stream(properties)).toArray(String[]::new);
	}

	private static WireRequest as(String user) {
		String credentials = Base64.getEncoder().encodeToString((user + ":password").getBytes(StandardCharsets.UTF_8));
		return WireRequest.plain("GET", "/actuator/wsguard").header("Authorization", "Basic " + credentials);
	}

	private static JsonNode guard() {
		return JsonMapper.shared().readTree(get(server, WireRequest.plain("GET", "/actuator/wsguard")).body());
	}

	private static WireClient.Response get(WireServer server, WireRequest request) {
		WireClient.Response response = server.send(request.without("Origin"));
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return response;
	}

	private static JsonNode policy(JsonNode guard, String name) {
		return find(guard.get("policies"), "name", name).get("settings");
	}

	private static JsonNode endpoint(JsonNode guard, String path) {
		return find(guard.get("endpoints"), "path", path);
	}

	private static JsonNode find(JsonNode list, String key, String value) {
		return list.valueStream()
			.filter((element) -> element.get(key).stringValue().equals(value))
			.findFirst()
			.orElseThrow();
	}

	private static String setting(JsonNode settings, String name) {
		JsonNode setting = settings.get(name);
		JsonNode value = setting.get("value");
		return (value.isString() ? value.stringValue() : value.toString()) + " from "
				+ setting.get("source").stringValue();
	}

	@Configuration(proxyBeanMethods = false)
	static class Sanitized {

		@Bean
		SanitizingFunction addresses() {
			return (data) -> data.getKey().startsWith("network.allowed") ? data.withValue("sanitized") : data;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		SecurityFilterChain management(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).httpBasic((basic) -> {
			}).build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("operator").password("{noop}password").roles("OPERATOR").build(),
					User.withUsername("visitor").password("{noop}password").roles("VISITOR").build());
		}

	}

}
