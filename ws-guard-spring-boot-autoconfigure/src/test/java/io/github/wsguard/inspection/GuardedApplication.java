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

package io.github.wsguard.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.findings.Findings;

/**
 * A small guarded application that really listens.
 */
final class GuardedApplication implements AutoCloseable {

	private static final String NO_SECURITY = Arrays
		.stream(new String[] { "SecurityAutoConfiguration", "UserDetailsServiceAutoConfiguration",
				"web.servlet.ServletWebSecurityAutoConfiguration", "web.servlet.SecurityFilterAutoConfiguration",
				"actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
		.map((name) -> "org.springframework.boot.security.autoconfigure." + name)
		.collect(Collectors.joining(","));

	private final ConfigurableApplicationContext context;

	private GuardedApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static GuardedApplication start(Class<?> source, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add(0, "spring.autoconfigure.exclude=" + NO_SECURITY);
		return start(all, source);
	}

	static GuardedApplication startSecured(List<Class<?>> sources, String... properties) {
		return start(List.of(properties), sources.toArray(Class<?>[]::new));
	}

	private static GuardedApplication start(List<String> properties, Class<?>... sources) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("server.port", "0");
		values.put("spring.main.banner-mode", "off");
		values.put("ws-guard.jwt.issuers.main.issuer-uri", "https://issuer.example");
		values.put("ws-guard.jwt.issuers.main.secret", "a secret of more than thirty-two bytes");
		values.put("ws-guard.jwt.issuers.main.audiences", "https://api.example");
		for (String property : properties) {
			values.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
		}
		String[] arguments = values.entrySet()
			.stream()
			.map((entry) -> "--" + entry.getKey() + "=" + entry.getValue())
			.toArray(String[]::new);
		return new GuardedApplication(new SpringApplicationBuilder(sources).sources(Base.class).run(arguments));
	}

	HandshakeRoute route(String endpoint) {
		return this.context.getBean(HandshakeRoutes.class)
			.all()
			.stream()
			.filter((route) -> route.endpoint().equals(endpoint))
			.findFirst()
			.orElseThrow();
	}

	List<Finding> findings() {
		return this.context.getBean(Findings.class).all();
	}

	List<String> codes() {
		return findings().stream().map(Finding::code).toList();
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Base {

	}

}
