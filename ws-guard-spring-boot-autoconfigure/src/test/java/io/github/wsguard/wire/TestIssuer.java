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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/**
 * An issuer with a key set on a real server, and a token for every mistake.
 */
public final class TestIssuer implements AutoCloseable {

	public static final String ISSUER = "https://issuer.example";

	public static final String BROKEN_ISSUER = "https://broken.example";

	public static final String HTML_ISSUER = "https://html.example";

	public static final String AUDIENCE = "chat";

	private final RSAKey key = newKey();

	private final RSAKey otherKey = newKey();

	// Stays in the set, for another algorithm
	private final ECKey unused = newUnusedKey();

	private final HttpServer server;

	private volatile RSAKey published = this.key;

	public TestIssuer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		serve("/jwks", 200, "application/json",
				() -> new JWKSet(List.of(this.published.toPublicJWK(), this.unused.toPublicJWK())).toString());
		serve("/broken", 500, "text/plain", () -> "out of order");
		serve("/html", 200, "text/html", () -> "<html><body>Please log in</body></html>");
		this.server.start();
	}

	private void serve(String path, int status, String type, Supplier<String> body) {
		this.server.createContext(path, (exchange) -> {
			byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", type);
			exchange.sendResponseHeaders(status, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
	}

	private static ECKey newUnusedKey() {
		try {
			return new ECKeyGenerator(Curve.P_256).keyID("k0").generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RSAKey newKey() {
		try {
			return new RSAKeyGenerator(2048).keyID("k1").generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Publish another key, by another name, instead of the one that signs the tokens.
	 */
	void withdrawKey() {
		this.published = new RSAKey.Builder(this.otherKey).keyID("k2").build();
	}

	public String url(String path) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
	}

	/**
	 * Make a token.
	 * @param kind what is special about it, as in the tables of the tests
	 * @return the token in compact form
	 */
	public String token(String kind) {
		return token(kind, Instant.now());
	}

	/**
	 * Make a token at another time.
	 * @param kind what is special about it, as in the tables of the tests
	 * @param now when it is made
	 * @return the token in compact form
	 */
	public String token(String kind, Instant now) {
		try {
			return make(kind, now);
		}
		catch (JOSEException | ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String make(String kind, Instant now) throws JOSEException, ParseException {
		JWTClaimsSet.Builder claims = claims(now);
		JWSHeader header = header(JWSAlgorithm.RS256).build();
		return switch (kind) {
			case "good" -> sign(header, claims);
			case "expired" -> sign(header, claims.issueTime(at(now, -7200)).expirationTime(at(now, -3600)));
			case "iat-future" -> sign(header, claims.issueTime(at(now, 3600)).expirationTime(at(now, 7200)));
			case "not-yet-valid" -> sign(header, claims.notBeforeTime(at(now, 1800)));
			case "exp-millis" -> sign(header, claims.claim("exp", now.plusSeconds(300).toEpochMilli()));
			case "no-exp" -> sign(header, claims.expirationTime(null));
			case "exp-string" -> sign(header, claims.claim("exp", "tomorrow"));
			case "long-lived" -> sign(header, claims.expirationTime(at(now, 86_400L * 365)));
			case "wrong-audience" -> sign(header, claims.audience("billing"));
			case "no-audience" -> sign(header, claims.audience((String) null));
			case "audience-list" -> sign(header, claims.audience(List.of("billing", AUDIENCE)));
			case "wrong-issuer" -> sign(header, claims.issuer("https://other.example"));
			case "broken-keys" -> sign(header, claims.issuer(BROKEN_ISSUER));
			case "html-keys" -> sign(header, claims.issuer(HTML_ISSUER));
			case "no-subject" -> sign(header, claims.subject(null));
			case "no-room" -> sign(header, claims.claim("room", null));
			case "exp-before-iat" -> sign(header, claims.issueTime(at(now, 20)).expirationTime(at(now, 10)));
			case "bob" -> sign(header, claims.subject("bob"));
			case "room-17" -> sign(header, claims.claim("room", "17"));
			case "no-scope" -> sign(header, claims.claim("scope", "chat"));
			case "wrong-type" ->
				sign(header(JWSAlgorithm.RS256).type(new JOSEObjectType("logout+jwt")).build(), claims);
			case "crit" -> sign(
					header(JWSAlgorithm.RS256).customParam("x-new", 1).criticalParams(Set.of("x-new")).build(), claims);
			case "unknown-key" -> sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k9").build(), claims);
			case "rs512" -> sign(header(JWSAlgorithm.RS512).build(), claims);
			case "bad-signature" -> signedBy(this.otherKey, header, claims);
			case "embedded-jwk" ->
				signedBy(this.otherKey, header(JWSAlgorithm.RS256).jwk(this.otherKey.toPublicJWK()).build(), claims);
			case "alg-none" -> encode("{\"alg\":\"NoNe\",\"kid\":\"k1\"}") + "." + payload(claims) + ".c2ln";
			case "alg-confusion" -> confused(claims);
			case "truncated" -> sign(header, claims).substring(0, sign(header, claims).length() - 40);
			case "huge" -> sign(header, claims.claim("padding", "x".repeat(20_000)));
			case "large" -> sign(header, claims.claim("padding", "x".repeat(3_000)));
			case "double-encoded" -> sign(header, claims).replace(".", "%252E");
			case "plus" -> sign(header, claims).replaceFirst("^(.{12}).", "$1+");
			default -> throw new IllegalArgumentException("Unknown kind of token: " + kind);
		};
	}

	private static JWTClaimsSet.Builder claims(Instant now) {
		return new JWTClaimsSet.Builder().issuer(ISSUER)
			.subject("alice")
			.audience(AUDIENCE)
			.issueTime(at(now, -10))
			.expirationTime(at(now, 300))
			.claim("scope", "chat admin")
			.claim("room", "7");
	}

	private static Date at(Instant now, long seconds) {
		return Date.from(now.plusSeconds(seconds));
	}

	private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
		return new JWSHeader.Builder(algorithm).keyID("k1").type(JOSEObjectType.JWT);
	}

	private String sign(JWSHeader header, JWTClaimsSet.Builder claims) throws JOSEException {
		return signedBy(this.key, header, claims);
	}

	private static String signedBy(RSAKey key, JWSHeader header, JWTClaimsSet.Builder claims) throws JOSEException {
		SignedJWT jwt = new SignedJWT(header, claims.build());
		jwt.sign(new RSASSASigner(key));
		return jwt.serialize();
	}

	private String confused(JWTClaimsSet.Builder claims) throws JOSEException {
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims.build());
		jwt.sign(new MACSigner(this.key.toRSAPublicKey().getEncoded()));
		return jwt.serialize();
	}

	private static String payload(JWTClaimsSet.Builder claims) {
		return encode(claims.build().toString());
	}

	private static String encode(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
