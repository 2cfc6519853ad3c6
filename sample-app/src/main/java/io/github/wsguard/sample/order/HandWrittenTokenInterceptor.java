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

import java.text.ParseException;
import java.time.Clock;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.wsguard.sample.issuer.DevelopmentIssuer;

/**
 * The wrong order, as it is often written by hand: Spring appends its own origin check
 * after the interceptors of the application, so this one spends a signature on every page
 * in the world, and tells it whether the token was good.
 */
@Component
@Profile("wrong-order")
public class HandWrittenTokenInterceptor implements HandshakeInterceptor {

	private final DevelopmentIssuer issuer;

	private final Clock clock;

	HandWrittenTokenInterceptor(DevelopmentIssuer issuer, Clock clock) {
		this.issuer = issuer;
		this.clock = clock;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		String token = UriComponentsBuilder.fromUri(request.getURI()).build().getQueryParams().getFirst("access_token");
		try {
			SignedJWT jwt = SignedJWT.parse((token != null) ? token : "");
			if (jwt.verify(new RSASSAVerifier(this.issuer.publicKey()))) {
				JWTClaimsSet claims = jwt.getJWTClaimsSet();
				if (claims.getExpirationTime().toInstant().isAfter(this.clock.instant())) {
					new Member(claims.getSubject(), claims.getStringClaim("name"), claims.getStringClaim("tenant"))
						.putInto(attributes);
					return true;
				}
			}
		}
		catch (ParseException | JOSEException ex) {
			return refuse(response);
		}
		return refuse(response);
	}

	private static boolean refuse(ServerHttpResponse response) {
		response.setStatusCode(HttpStatus.UNAUTHORIZED);
		return false;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
	}

}
