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

package io.github.wsguard.sample.order;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

import io.github.wsguard.sample.mistake.Mistake;

/**
 * Tells the page about the wrong order.
 */
@Configuration(proxyBeanMethods = false)
@Profile("wrong-order")
class WrongOrderConfiguration {

	@Bean
	Mistake wrongOrderMistake() {
		return new Mistake("wrong-order",
				"A hand-written interceptor verifies tokens before Spring looks at the origin; the guard is off.",
				"Connect to the chat with the token in the query. To the other origin you are a hostile page.",
				Map.of("endpoint", "chat", "token", "wrong-audience", "placement", "query"));
	}

}
