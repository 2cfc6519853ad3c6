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

package io.github.wsguard.wire;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.github.wsguard.jwt.FaultyKeyServer;

/**
 * An issuer whose server fails when a test wants it to, and whose keys the test changes.
 */
final class FaultyIssuer implements AutoCloseable {

	private final FaultyKeyServer server = new FaultyKeyServer();

	private final String name;

	private final Publication publication;

	private final List<String> settings;

	/**
	 * Create an issuer without any key.
	 * @param name the name in the configuration
	 * @param publication how the keys can be found
	 * @param settings {@code name=value}, of {@code keys.*}
	 */
	FaultyIssuer(String name, Publication publication, String... settings) {
		this.name = name;
		this.publication = publication;
		this.settings = List.of(settings);
		String metadata = "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/jwks\"}".formatted(this.server.address());
		if (publication != Publication.KEY_SET) {
			this.server.publish(publication.path, metadata);
		}
	}

	String name() {
		return this.name;
	}

	FaultyKeyServer server() {
		return this.server;
	}

	/**
	 * Return what an application needs to trust this issuer.
	 * @return {@code name=value}
	 */
	List<String> properties() {
		String prefix = "ws-guard.jwt.issuers." + this.name + ".";
		List<String> properties = new ArrayList<>(
				List.of(prefix + "issuer-uri=" + this.server.address(), prefix + "audiences=" + TestIssuer.AUDIENCE,
						prefix + "jws-algorithms=ES256", prefix + "principal-prefix=" + this.name + ":"));
		if (this.publication == Publication.KEY_SET) {
			properties.add(prefix + "jwk-set-uri=" + this.server.address() + "/jwks");
		}
		this.settings.forEach((setting) -> properties.add(prefix + "keys." + setting));
		return properties;
	}

	static ECKey newKey(String id) {
		try {
			return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Publish these keys and no others from now on.
	 */
	void publish(ECKey... keys) {
		List<JWK> published = Stream.of(keys).<JWK>map(ECKey::toPublicJWK).toList();
		this.server.publish("/jwks", new JWKSet(published).toString());
	}

	/**
	 * Make a token that nobody saw before, issued two hours ago and good for two more.
	 * @param key signs it
	 * @param now the time
	 * @return the token
	 */
	String token(ECKey key, Instant now) {
		return token(key, Map.of("kid", key.getKeyID()), now);
	}

	/**
	 * Make such a token with other members in its header.
	 * @param key signs it
	 * @param members the members beside {@code alg}
	 * @param now the time
	 * @return the token
	 */
	String token(ECKey key, Map<String, Object> members, Instant now) {
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(this.server.address())
			.subject("alice")
			.audience(TestIssuer.AUDIENCE)
			.issueTime(Date.from(now.minusSeconds(7200)))
			.expirationTime(Date.from(now.plusSeconds(7200)))
			.jwtID(UUID.randomUUID().toString())
			.build();
		try {
			SignedJWT jwt = new SignedJWT(header(members), claims);
			jwt.sign(new ECDSASigner(key));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWSHeader header(Map<String, Object> members) {
		try {
			Map<String, Object> header = new LinkedHashMap<>(members);
			header.put("alg", JWSAlgorithm.ES256.getName());
			return JWSHeader.parse(header);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * How the keys of an issuer can be found.
	 */
	enum Publication {

		/**
		 * At an address that the application knows.
		 */
		KEY_SET("/jwks"),

		/**
		 * By OpenID Connect Discovery 1.0.
		 */
		OPENID("/.well-known/openid-configuration"),

		/**
		 * By RFC 8414 alone.
		 */
		OAUTH("/.well-known/oauth-authorization-server");

		private final String path;

		Publication(String path) {
			this.path = path;
		}

	}

}
