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

package io.github.wsguard.issuer;

import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * Spring Authorization Server as Spring Boot sets it up. It signs with the key that is to
 * sign: left alone it takes RS256, and fails where it publishes two keys for that. Tokens
 * are for {@value #AUDIENCE}, but those of a client that asks for another service.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AuthorizationServerApplication {

	static final String AUDIENCE = "chat-api";

	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> tokens(SigningKeys keys) {
		return (token) -> {
			token.getJwsHeader().algorithm(SignatureAlgorithm.from(keys.algorithm())).keyId(keys.signer().getKeyID());
			if (!token.getRegisteredClient().getClientId().equals(AuthorizationServer.STRANGER)) {
				token.getClaims().audience(List.of(AUDIENCE));
			}
		};
	}

}
