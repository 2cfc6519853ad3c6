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

package io.github.wsguard.sample.mistake;

import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * A CORS filter that knows other origins than {@code ws-guard.origin.allowed}, which
 * {@code application-cors.yml} opens to the page under both of its names.
 */
@Configuration(proxyBeanMethods = false)
@Profile("cors")
class NarrowCorsConfiguration {

	@Bean
	CorsFilter narrowCorsFilter() {
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(List.of("https://app.example.com"));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/**", cors);
		return new CorsFilter(source);
	}

	@Bean
	Mistake corsMistake() {
		return new Mistake("cors", "A CORS filter does not know an origin that ws-guard.origin.allowed admits.",
				"Connect to the other origin.", Map.of("endpoint", "chat", "token", "good", "server", "other"));
	}

}
