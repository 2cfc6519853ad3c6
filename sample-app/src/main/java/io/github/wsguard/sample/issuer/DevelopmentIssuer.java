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

package io.github.wsguard.sample.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signs tokens for everybody who asks, with a key that lives as long as the application.
 */
@Component
public class DevelopmentIssuer {

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	private static final Duration BRIEF_LIFETIME = Duration.ofSeconds(10);

	private final Clock clock;

	private final String issuer;

	private final String audience;

	private final RSAKey key;

	private final RSAKey foreignKey;

	DevelopmentIssuer(Clock clock, @Value("${ws-guard.jwt.issuers.dev.issuer-uri}") String issuer,
			@Value("${ws-guard.jwt.issuers.dev.audiences[0]}") String audience) throws JOSEException {
		this.clock = clock;
		this.issuer = issuer;
		this.audience = audience;
		this.key = new RSAKeyGenerator(2048).keyID("dev").generate();
		this.foreignKey = new RSAKeyGenerator(2048).keyID("dev").generate();
	}

	/**
	 * Return the key that verifies the tokens.
	 * @return the public half of the key
	 */
	public RSAKey publicKey() {
		return this.key.toPublicJWK();
	}

	JWKSet keySet() {
		return new JWKSet(publicKey());
	}

	/**
	 * Issue a token.
	 * @param kind what shall be special about it
	 * @return the token in its compact form, another one on every call
	 */
	public String issue(TokenKind kind) {
		JWTClaimsSet claims = claims(kind);
		return switch (kind) {
			case ALG_NONE -> new PlainJWT(claims).serialize();
			case BAD_SIGNATURE -> sign(claims, this.foreignKey);
			default -> sign(claims, this.key);
		};
	}

	/**
	 * Tell how long a token that is issued now is good for.
	 * @param kind what is special about it
	 * @return the time to its end, negative if that is in the past
	 */
	Duration expiresIn(TokenKind kind) {
		return switch (kind) {
			case EXPIRED -> Duration.ofHours(-1);
			case BRIEF -> BRIEF_LIFETIME;
			case NOT_YET_VALID -> LIFETIME.plusHours(1);
			default -> LIFETIME;
		};
	}

	private JWTClaimsSet claims(TokenKind kind) {
		Instant now = this.clock.instant();
		Instant expires = now.plus(expiresIn(kind));
		Instant issued = (kind == TokenKind.EXPIRED) ? expires.minus(LIFETIME) : now;
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().jwtID(UUID.randomUUID().toString())
			.issuer(this.issuer)
			.audience(this.audience)
			.subject("ada")
			.issueTime(Date.from(issued))
			.expirationTime(Date.from(expires))
			.claim("name", "Ada Lovelace")
			.claim("tenant", "analytical-engines")
			.claim("scope", "chat");
		switch (kind) {
			case ROOM_7 -> claims.claim("room", "7");
			case NOT_YET_VALID -> claims.notBeforeTime(Date.from(issued.plus(Duration.ofHours(1))));
			case WRONG_AUDIENCE -> claims.audience("another-service");
			case WRONG_ISSUER -> claims.issuer("https://issuer.example");
			case NO_SCOPE -> claims.claim("scope", "");
			case BANNED -> claims.subject("mallory").claim("name", "Mallory");
			default -> {
			}
		}
		return claims.build();
	}

	private static String sign(JWTClaimsSet claims, RSAKey key) {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT)
			.keyID(key.getKeyID())
			.build();
		SignedJWT token = new SignedJWT(header, claims);
		try {
			token.sign(new RSASSASigner(key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("An RSA key of our own cannot sign", ex);
		}
		return token.serialize();
	}

}
