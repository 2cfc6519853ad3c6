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

package io.github.wsguard.standards;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.wsguard.autoconfigure.WsGuardAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether an application starts with the properties of one issuer.
 */
final class Startup {

	private Startup() {
	}

	static void assertFails(String because, String... properties) {
		runner(properties)
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining(because));
	}

	static void assertSucceeds(String... properties) {
		runner(properties).run((context) -> assertThat(context).hasNotFailed());
	}

	private static WebApplicationContextRunner runner(String... properties) {
		WebApplicationContextRunner runner = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WsGuardAutoConfiguration.class));
		for (String property : properties) {
			runner = runner.withPropertyValues("ws-guard.jwt.issuers.main." + property);
		}
		return runner;
	}

}
