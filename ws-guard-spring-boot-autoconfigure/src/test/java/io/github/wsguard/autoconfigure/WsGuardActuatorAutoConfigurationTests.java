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

package io.github.wsguard.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.wsguard.actuate.GuardDescription;
import io.github.wsguard.actuate.WsGuardDescriptor;
import io.github.wsguard.actuate.WsGuardEndpoint;
import io.github.wsguard.actuate.WsGuardEndpointWebExtension;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.observation.RecentRefusals;

import static org.assertj.core.api.Assertions.assertThat;

class WsGuardActuatorAutoConfigurationTests {

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WsGuardAutoConfiguration.class, WsGuardActuatorAutoConfiguration.class,
				EndpointAutoConfiguration.class))
		.withPropertyValues("ws-guard.token.required=false", "management.endpoints.web.exposure.include=wsguard");

	@Test
	void showsTheGuardWhereTheEndpointIsExposed() {
		this.web.run((context) -> assertThat(context).hasSingleBean(WsGuardEndpoint.class)
			.hasSingleBean(WsGuardEndpointWebExtension.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoints.web.exposure.include=health",
			"management.endpoints.web.exposure.exclude=wsguard", "management.endpoint.wsguard.access=NONE",
			"management.endpoints.access.default=NONE", "ws-guard.enabled=false" })
	void remembersAndShowsNothingOtherwise(String property) {
		this.web.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WsGuardEndpoint.class)
				.doesNotHaveBean(WsGuardEndpointWebExtension.class)
				.doesNotHaveBean(RecentRefusals.class));
	}

	@Test
	void knowsNoHttpWhereOnlyJmxIsAsked() {
		this.web
			.withPropertyValues("management.endpoints.web.exposure.include=", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=wsguard")
			.run((context) -> assertThat(context).hasSingleBean(WsGuardEndpoint.class)
				.doesNotHaveBean(WsGuardEndpointWebExtension.class));
	}

	@Test
	void givesWayToAnEndpointOfTheApplication() {
		this.web.withUserConfiguration(OwnEndpoint.class)
			.run((context) -> assertThat(context).hasSingleBean(WsGuardEndpoint.class)
				.doesNotHaveBean("wsGuardEndpoint"));
	}

	@Test
	void showsEveryProperty(@TempDir Path directory) throws Exception {
		PublicKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
		Path pem = Files.writeString(directory.resolve("issuer.pem"), "-----BEGIN PUBLIC KEY-----\n"
				+ Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n");
		Path jwks = Files.writeString(directory.resolve("jwks.json"),
				new JWKSet(new RSAKey.Builder((RSAPublicKey) key).build()).toString());
		this.web.withPropertyValues("ws-guard.endpoints.chat.path=/ws/chat",
				"ws-guard.stomp.destinations.rooms.pattern=/topic/room/{room}",
				"ws-guard.jwt.issuers.remote.issuer-uri=https://remote.example",
				"ws-guard.jwt.issuers.remote.jwk-set-uri=https://remote.example/jwks",
				"ws-guard.jwt.issuers.remote.audiences=chat", "ws-guard.jwt.issuers.set.issuer-uri=https://set.example",
				"ws-guard.jwt.issuers.set.principal-prefix=set:",
				"ws-guard.jwt.issuers.set.jwk-set-location=file:" + jwks, "ws-guard.jwt.issuers.set.audiences=chat",
				"ws-guard.jwt.issuers.pem.issuer-uri=https://pem.example",
				"ws-guard.jwt.issuers.pem.principal-prefix=pem:",
				"ws-guard.jwt.issuers.pem.public-key-location=file:" + pem, "ws-guard.jwt.issuers.pem.audiences=chat")
			.run((context) -> {
				Set<String> shown = names(context.getBean(WsGuardEndpoint.class).wsGuard());
				assertThat(shown).containsAll(KnownProperties.read()
					.names()
					.stream()
					.map((name) -> name.substring(WsGuardProperties.PREFIX.length() + 1))
					.map((name) -> name.replace(".claims.*", ".claims"))
					// Shown as the source of the keys, and as nothing else
					.filter((name) -> !name.equals("jwt.issuers.*.secret"))
					.toList());
			});
	}

	private static Set<String> names(WsGuardDescriptor guard) {
		Stream<String> issuers = guard.issuers()
			.values()
			.stream()
			.flatMap((settings) -> settings.keySet().stream())
			.map((name) -> "jwt.issuers.*." + name);
		Stream<String> policies = guard.policies()
			.stream()
			.flatMap((policy) -> policy.settings()
				.keySet()
				.stream()
				.map((name) -> policy.name().equals("default") ? name : "endpoints.*." + name));
		Stream<String> general = guard.settings()
			.keySet()
			.stream()
			.map((name) -> name.replace(".destinations.rooms.", ".destinations.*."));
		return Stream.of(general, issuers, policies).flatMap((names) -> names).collect(Collectors.toSet());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpoint {

		@Bean
		WsGuardEndpoint ownEndpoint(RecentRefusals refusals, WsGuardEndpoint.Explainer explainer,
				WsGuardSessions sessions) {
			return new WsGuardEndpoint(
					() -> new GuardDescription("nobody", List.of(), List.of(), List.of(), List.of(), List.of()),
					refusals, explainer, sessions, new Sanitizer(), Show.NEVER);
		}

	}

}
