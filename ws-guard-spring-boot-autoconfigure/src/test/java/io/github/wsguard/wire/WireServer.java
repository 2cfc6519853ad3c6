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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A guarded application on a port of its own.
 */
public final class WireServer implements AutoCloseable {

	private static final String NO_SECURITY = String.join(",",
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration");

	private final TestIssuer issuer;

	private final ConfigurableApplicationContext context;

	private final WireClient client;

	private WireServer(TestIssuer issuer, ConfigurableApplicationContext context) {
		this.issuer = issuer;
		this.context = context;
		this.client = new WireClient(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	/**
	 * Start the application without Spring Security's filters.
	 * @param sources configuration classes beside {@link WireApplication}
	 * @param properties {@code name=value}, over those of the tests; a name alone takes
	 * one of them away
	 * @return the running server
	 */
	public static WireServer start(List<Class<?>> sources, String... properties) {
		return start(sources, false, properties);
	}

	/**
	 * Start the application with Spring Security as Boot configures it.
	 * @param sources configuration classes beside {@link WireApplication}
	 * @param properties {@code name=value}, over those of the tests
	 * @return the running server
	 */
	public static WireServer startSecured(List<Class<?>> sources, String... properties) {
		return start(sources, true, properties);
	}

	private static WireServer start(List<Class<?>> sources, boolean secured, String... properties) {
		TestIssuer issuer = new TestIssuer();
		List<Class<?>> all = new ArrayList<>(sources);
		all.add(WireApplication.class);
		Map<String, String> values = defaults(issuer);
		if (!secured) {
			values.put("spring.autoconfigure.exclude", NO_SECURITY);
		}
		Arrays.stream(properties).forEach((property) -> {
			String[] pair = property.split("=", 2);
			if (pair.length > 1) {
				values.put(pair[0], pair[1]);
			}
			else {
				values.remove(pair[0]);
			}
		});
		// Patterns are relative to the context path: they contain the path of the servlet
		String servletPath = values.getOrDefault("spring.mvc.servlet.path", "");
		values.replaceAll(
				(name, value) -> name.matches("ws-guard\\.endpoints\\.[^.]+\\.path") ? servletPath + value : value);
		String[] arguments = values.entrySet()
			.stream()
			.map((e) -> "--" + e.getKey() + "=" + e.getValue())
			.toArray(String[]::new);
		return new WireServer(issuer, new SpringApplicationBuilder(all.toArray(Class<?>[]::new)).run(arguments));
	}

	private static Map<String, String> defaults(TestIssuer issuer) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("server.port", "0");
		values.put("spring.main.banner-mode", "off");
		values.put("ws-guard.origin.allowed",
				"https://app.example.com,http://localhost:3000,https://b\u00fccher.example,http://[::1]:3000");
		values.put("ws-guard.token.sources", "authorization-header,subprotocol,query,cookie");
		values.put("ws-guard.rejection.detail", "full");
		issuer(values, "main", TestIssuer.ISSUER, issuer.url("/jwks"), "");
		issuer(values, "broken", TestIssuer.BROKEN_ISSUER, issuer.url("/broken"), "broken:");
		issuer(values, "html", TestIssuer.HTML_ISSUER, issuer.url("/html"), "html:");
		endpoint(values, "room", "/ws/room/{room}", "require.claims.room={room}");
		endpoint(values, "admin", "/ws/admin", "require.scopes=admin");
		endpoint(values, "staff", "/ws/staff", "require.authorities=ROLE_STAFF,ROLE_ADMIN");
		endpoint(values, "ip", "/ws/ip", "network.allowed=10.0.0.0/8");
		endpoint(values, "tls", "/ws/tls", "require-tls=true");
		endpoint(values, "small", "/ws/small", "token.max-size=2KB");
		endpoint(values, "header-only", "/ws/header-only", "token.sources=authorization-header");
		endpoint(values, "patterns", "/ws/patterns", "origin.allowed=https://*.example.com");
		endpoint(values, "login", "/ws/login", "require.authenticated=true");
		values.put("ws-guard.endpoints.login.token.required", "false");
		endpoint(values, "public", "/public/**", "token.required=false");
		return values;
	}

	private static void issuer(Map<String, String> values, String name, String uri, String keys, String prefix) {
		String issuer = "ws-guard.jwt.issuers." + name + ".";
		values.put(issuer + "issuer-uri", uri);
		values.put(issuer + "jwk-set-uri", keys);
		values.put(issuer + "audiences", TestIssuer.AUDIENCE);
		if (!prefix.isEmpty()) {
			values.put(issuer + "principal-prefix", prefix);
		}
	}

	private static void endpoint(Map<String, String> values, String name, String path, String property) {
		String endpoint = "ws-guard.endpoints." + name + ".";
		values.put(endpoint + "path", path);
		values.put(endpoint + property.substring(0, property.indexOf('=')),
				property.substring(property.indexOf('=') + 1));
	}

	/**
	 * Follow the application to the port that it has after a restart.
	 * @return the same server
	 */
	WireServer reconnect() {
		return new WireServer(this.issuer, this.context);
	}

	public WireClient.Response send(WireRequest request) {
		return this.client.send(request.toString());
	}

	public String firstMessage(WireRequest request) {
		return this.client.firstMessage(request.toString());
	}

	TestIssuer issuer() {
		return this.issuer;
	}

	public String token(String kind) {
		return this.issuer.token(kind);
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public WireClient client() {
		return this.client;
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
		this.issuer.close();
	}

}
