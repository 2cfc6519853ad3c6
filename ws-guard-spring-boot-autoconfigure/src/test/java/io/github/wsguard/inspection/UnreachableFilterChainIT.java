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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class UnreachableFilterChainIT {

	private static final String EXPLANATION = "WebSocket handshakes would be judged by";

	@Test
	void saysWhichChainTakesEveryRequest(CapturedOutput output) {
		start(TakesAllFirst.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The Spring Security chain 'handshakes' (")
			.contains("is never asked: 'everything' (")
			.contains("and takes every request")
			.contains("Give 'handshakes' (");
	}

	@Test
	void saysWhichChainTakesTheSameGuardedPath(CapturedOutput output) {
		start(TakesTheSame.class, "ws-guard.endpoints.chat.path=/ws/chat");
		assertThat(output).contains("is never asked: 'one' (").contains("takes the same requests");
	}

	@Test
	void leavesOtherPathsToOthers(CapturedOutput output) {
		start(TakesTheSame.class, "ws-guard.endpoints.chat.path=/chat");
		assertThat(output).contains("UnreachableFilterChainException").doesNotContain(EXPLANATION);
	}

	@Test
	void saysNothingWhereTheGuardIsDisabled(CapturedOutput output) {
		start(TakesAllFirst.class, "ws-guard.enabled=false");
		assertThat(output).contains("UnreachableFilterChainException").doesNotContain(EXPLANATION);
	}

	private static void start(Class<?> chains, String... properties) {
		assertThatThrownBy(
				() -> GuardedApplication.startSecured(List.of(Endpoints.Raw.class, chains), properties).close())
			.hasStackTraceContaining("UnreachableFilterChainException");
	}

	@Configuration(proxyBeanMethods = false)
	static class TakesAllFirst {

		@Bean
		@Order(1)
		SecurityFilterChain everything(HttpSecurity http) {
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain handshakes(HttpSecurity http) {
			return http.securityMatcher("/ws/**").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TakesTheSame {

		@Bean
		@Order(1)
		SecurityFilterChain one(HttpSecurity http) {
			return http.securityMatcher("/ws/**").build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain other(HttpSecurity http) {
			return http.securityMatcher("/ws/**").build();
		}

	}

}
