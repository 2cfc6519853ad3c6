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

package io.github.wsguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.github.wsguard.decision.CheckChain;
import io.github.wsguard.servlet.EndpointPolicies;

/**
 * An application that the starter guards, to measure the checks as they are put together
 * in earnest.
 */
public final class GuardedApplication implements AutoCloseable {

	/**
	 * The only origin whose pages may connect.
	 */
	public static final String ORIGIN = "https://app.example.com";

	private final ConfigurableApplicationContext context;

	private final Path keys;

	private GuardedApplication(ConfigurableApplicationContext context, Path keys) {
		this.context = context;
		this.keys = keys;
	}

	/**
	 * Start an application that admits the tokens of an issuer.
	 * @param issuer the issuer
	 * @return the application, to be closed
	 * @throws IOException if the keys cannot be left for it
	 */
	public static GuardedApplication start(SampleIssuer issuer) throws IOException {
		Path keys = Files.createTempFile("keys", ".json");
		Files.writeString(keys, issuer.keys().toString(false));
		String prefix = "ws-guard.jwt.issuers.main.";
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Endpoint.class)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(Map.of("server.address", "127.0.0.1", "server.port", 0, "logging.level.root", "error",
					"ws-guard.origin.allowed", ORIGIN, "ws-guard.token.sources", "query",
					"ws-guard.token.query-parameter", "token"))
			.properties(Map.of(prefix + "issuer-uri", issuer.name(), prefix + "audiences", SampleIssuer.AUDIENCE,
					prefix + "jws-algorithms", issuer.algorithm().jws().getName(), prefix + "jwk-set-location",
					keys.toUri().toString()))
			.run();
		return new GuardedApplication(context, keys);
	}

	/**
	 * Return what decides about a handshake.
	 * @return the chain of all paths that have none of their own
	 */
	public CheckChain chain() {
		return this.context.getBean(EndpointPolicies.class).all().get(0).chain();
	}

	@Override
	public void close() throws IOException {
		this.context.close();
		Files.delete(this.keys);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSocket
	static class Endpoint {

		@Bean
		WebSocketConfigurer endpoint() {
			return (registry) -> registry.addHandler(new TextWebSocketHandler(), "/ws");
		}

	}

}
