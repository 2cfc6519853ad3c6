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

import java.time.Clock;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

import io.github.wsguard.jwt.RemoteKeySets;

/**
 * Properties as tests write them: one {@code name=value} each.
 */
final class Properties {

	private Properties() {
	}

	static WsGuardProperties bind(String... pairs) {
		return bind(environment(pairs));
	}

	static ResolvedPolicies resolve(String... pairs) {
		return resolve(environment(pairs));
	}

	static ResolvedPolicies resolve(ConfigurableEnvironment environment) {
		WsGuardProperties properties = bind(environment);
		return ResolvedPolicies.resolve(properties, environment, new RemoteKeySets(Clock.systemUTC()),
				verification(properties));
	}

	/**
	 * Return who verifies tokens where the application has nobody who could.
	 */
	static TokenVerification verification(WsGuardProperties properties) {
		return properties.jwt().issuers().isEmpty() ? new TokenVerification.ByNobody(null)
				: new TokenVerification.ByIssuers();
	}

	static WsGuardProperties bind(ConfigurableEnvironment environment) {
		return Binder.get(environment).bindOrCreate("ws-guard", Bindable.of(WsGuardProperties.class));
	}

	static ConfigurableEnvironment environment(String... pairs) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		TestPropertyValues.of(Stream.of(pairs).map((pair) -> pair.split("=", 2)), Properties::pair)
			.applyTo(environment);
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	private static TestPropertyValues.Pair pair(String[] nameAndValue) {
		return TestPropertyValues.Pair.of(nameAndValue[0], nameAndValue[1]);
	}

}
