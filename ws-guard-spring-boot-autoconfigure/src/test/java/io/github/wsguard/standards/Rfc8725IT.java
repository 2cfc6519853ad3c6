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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 8725, JSON Web Token Best Current Practices, section 3.
 */
class Rfc8725IT {

	private static final String OFF_CURVE = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off\","
			+ "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
			+ "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}";

	private static final String PUBLISHED_SECRET = "{\"kty\":\"oct\",\"kid\":\"oct\","
			+ "\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}";

	private static final RSAKey FOR_RS512 = new RSAKey.Builder(StandardsServer.rsaKey("rs512"))
		.algorithm(JWSAlgorithm.RS512)
		.build();

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.publishing(
				List.of(OFF_CURVE, PUBLISHED_SECRET, FOR_RS512.toPublicJWK().toJSONString()),
				"ws-guard.jwt.issuers.main.jws-algorithms=RS256,ES256", "ws-guard.jwt.issuers.other.types=chat+jwt");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@DisplayName("3.1: no algorithm but the configured ones is used, whatever the header says")
	@ValueSource(strings = { "none", "HS256", "HS512", "RS384", "RS512", "PS256", "ES384", "ES256K", "EdDSA", "rs256",
			"RS256 ", "", "dir", "RSA-OAEP", "A128KW", "SHA256withRSA" })
	void section31UsesOnlyConfiguredAlgorithms(String algorithm) {
		server.assertAdmitted(server.token());
		String good = server.token().sign();
		String signature = good.substring(good.lastIndexOf('.') + 1);
		server.assertRefused(server.token().header("alg", algorithm).withSignature(signature), "TOKEN_ALG_NOT_ALLOWED");
	}

	@Test
	@DisplayName("3.1: a public key is no secret")
	void section31TakesNoPublicKeyForASecret() throws JOSEException {
		byte[] publicKey = server.key().toRSAPublicKey().getEncoded();
		server.assertRefused(server.token().header("alg", "HS256").sign(new MACSigner(publicKey)),
				"TOKEN_ALG_NOT_ALLOWED");
	}

	@Test
	@DisplayName("3.1: a key serves the algorithms of its kind only")
	void section31UsesNoKeyWithAlgorithmOfAnotherKind() throws JOSEException {
		String elliptic = server.token()
			.header("alg", "ES256")
			.header("kid", "e1")
			.sign(new ECDSASigner(server.ellipticKey()));
		assertThat(server.present(elliptic).status()).isEqualTo(101);
		server.assertRefused(
				server.token().header("alg", "ES256").header("kid", "k1").sign(new ECDSASigner(server.ellipticKey())),
				"TOKEN_KEY_UNKNOWN");
		server.assertRefused(server.token().header("kid", "e1"), "TOKEN_KEY_UNKNOWN");
	}

	@Test
	@DisplayName("3.1: a key that names its algorithm serves that one alone")
	void section31UsesKeyWithItsOwnAlgorithmOnly() {
		server.assertRefused(server.token().header("kid", "rs512").sign(FOR_RS512), "TOKEN_KEY_UNKNOWN");
	}

	@ParameterizedTest
	@DisplayName("3.2: a token without a signature is refused in every spelling of none")
	@ValueSource(strings = { "none", "None", "NONE", "nOnE", "none ", "null" })
	void section32RefusesUnsignedTokens(String algorithm) {
		for (String signature : List.of("", "c2ln")) {
			server.assertRefused(server.token().header("alg", algorithm).withSignature(signature),
					"TOKEN_ALG_NOT_ALLOWED");
		}
	}

	@Test
	@DisplayName("3.2: none cannot be configured")
	void section32LetsNobodyConfigureNone() {
		Startup.assertFails("jws-algorithms", "secret=0123456789abcdef0123456789abcdef", "audiences=chat",
				"jws-algorithms=none");
	}

	@Test
	@DisplayName("3.3: header, claims and signature are covered; if one is changed the token is refused")
	void section33RefusesWhateverTheSignatureDoesNotCover() {
		String[] parts = server.token().sign().split("\\.");
		String mallory = Token.encode(server.token().claim("sub", "mallory").claims());
		String header = Token.encode(server.token().header("x", 1).header());
		char last = (parts[2].charAt(9) != 'A') ? 'A' : 'B';
		String signature = parts[2].substring(0, 9) + last + parts[2].substring(10);
		server.assertRefused(parts[0] + "." + mallory + "." + parts[2], "TOKEN_SIGNATURE_INVALID");
		server.assertRefused(header + "." + parts[1] + "." + parts[2], "TOKEN_SIGNATURE_INVALID");
		server.assertRefused(parts[0] + "." + parts[1] + "." + signature, "TOKEN_SIGNATURE_INVALID");
	}

	@Test
	@DisplayName("3.3: of a nested token nothing is taken, so no inner signature is left out")
	void section33UnwrapsNoNestedToken() {
		byte[] inner = server.token().sign().getBytes(StandardCharsets.US_ASCII);
		server.assertRefused(server.token().header("cty", "JWT").signOver(inner), "TOKEN_MALFORMED");
	}

	@Test
	@DisplayName("3.4: a published key that is no point of its curve is no key, and spoils no other")
	void section34UsesNoKeyOffTheCurve() throws JOSEException {
		server.assertRefused(
				server.token().header("alg", "ES256").header("kid", "off").sign(new ECDSASigner(server.ellipticKey())),
				"TOKEN_KEY_UNKNOWN");
		server.assertAdmitted(server.token());
	}

	@Test
	@DisplayName("3.4: numbers of a signature outside their range are refused")
	void section34RefusesSignatureOutOfRange() {
		byte[] zeros = new byte[64];
		byte[] ones = new byte[64];
		Arrays.fill(ones, (byte) 0xff);
		for (byte[] signature : List.of(zeros, ones)) {
			server.assertRefused(
					server.token().header("alg", "ES256").header("kid", "e1").withSignature(Token.encode(signature)),
					"TOKEN_SIGNATURE_INVALID");
		}
	}

	@Test
	@DisplayName("3.5: a secret that is shorter than the hash fails start-up")
	void section35DemandsLongSecrets() {
		Startup.assertFails("32 bytes", "secret=swordfish", "audiences=chat");
		Startup.assertFails("64 bytes", "secret=0123456789abcdef0123456789abcdef", "audiences=chat",
				"jws-algorithms=HS512");
		Startup.assertSucceeds("secret=0123456789abcdef0123456789abcdef", "audiences=chat",
				"issuer-uri=https://i.example");
	}

	@Test
	@DisplayName("3.5: a secret that everybody can fetch is none")
	void section35UsesNoPublishedSecret() throws JOSEException {
		server.assertRefused(
				server.token().header("alg", "HS256").header("kid", "oct").sign(new MACSigner(new byte[32])),
				"TOKEN_ALG_NOT_ALLOWED");
	}

	@Test
	@DisplayName("3.6: nothing is decrypted or inflated")
	void section36InflatesNothing() throws JOSEException, IOException {
		JWEObject encrypted = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
			.compressionAlgorithm(CompressionAlgorithm.DEF)
			.contentType("JWT")
			.keyID("k1")
			.build(), new Payload(server.token().sign()));
		encrypted.encrypt(new RSAEncrypter(server.key()));
		server.assertRefused(encrypted.serialize(), "TOKEN_MALFORMED");
		ByteArrayOutputStream deflated = new ByteArrayOutputStream();
		try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(9, true))) {
			out.write(server.token().claims());
		}
		server.assertRefused(server.token().header("zip", "DEF").signOver(deflated.toByteArray()), "TOKEN_MALFORMED");
	}

	@ParameterizedTest
	@DisplayName("3.7: claims and header in another encoding than UTF-8 are refused")
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1" })
	void section37RefusesOtherEncodings(String encoding) {
		String claims = new String(server.token().claim("sub", "J\u00fcrgen").claims(), StandardCharsets.UTF_8);
		server.assertRefused(server.token().signOver(claims.getBytes(Charset.forName(encoding))), "TOKEN_MALFORMED");
		String header = new String(server.token().header("x", "J\u00fcrgen").header(), StandardCharsets.UTF_8);
		server.assertRefused(server.token().signUnder(header.getBytes(Charset.forName(encoding))), "TOKEN_MALFORMED");
	}

	@Test
	@DisplayName("3.7: bytes that are no UTF-8 are refused, a byte order mark too")
	void section37RefusesBrokenUtf8() {
		for (int[] bytes : List.of(new int[] { 0xff }, new int[] { 0xc0, 0xaf }, new int[] { 0xed, 0xa0, 0x80 },
				new int[] { 0xe2, 0x82 }, new int[] { 0x80 }, new int[] { 0xf8, 0x88, 0x80, 0x80, 0x80 })) {
			server.assertRefused(server.token().signOver(withSubject(bytes)), "TOKEN_MALFORMED");
		}
		byte[] marked = ("\ufeff" + new String(server.token().claims(), StandardCharsets.UTF_8))
			.getBytes(StandardCharsets.UTF_8);
		server.assertRefused(server.token().signOver(marked), "TOKEN_MALFORMED");
	}

	private static byte[] withSubject(int[] bytes) {
		StringBuilder subject = new StringBuilder();
		for (int octet : bytes) {
			subject.append((char) octet);
		}
		String claims = new String(server.token().claim("sub", "PLACE").claims(), StandardCharsets.US_ASCII);
		return claims.replace("PLACE", subject).getBytes(StandardCharsets.ISO_8859_1);
	}

	@Test
	@DisplayName("3.7: what is written in UTF-8 is read as such")
	void section37ReadsUtf8() {
		String token = server.token().claim("sub", "J\u00fcrgen \ufffd \ud83d\ude00").sign();
		assertThat(server.opened(WireRequest.handshake("/ws/echo").bearer(token)))
			.startsWith("J\u00fcrgen \ufffd \ud83d\ude00 ");
	}

	@Test
	@DisplayName("3.8: the key has to be one of the issuer that the token names")
	void section38UsesOnlyKeysOfTheIssuer() {
		assertThat(server.present(server.otherToken().header("typ", "chat+jwt").sign()).status()).isEqualTo(101);
		server.assertRefused(server.token().header("kid", "k2").sign(server.otherKey()), "TOKEN_KEY_UNKNOWN");
		server.assertRefused(server.token().sign(server.otherKey()), "TOKEN_SIGNATURE_INVALID");
		server.assertRefused(server.otherToken().header("typ", "chat+jwt").header("kid", "k1").sign(server.key()),
				"TOKEN_KEY_UNKNOWN");
	}

	@Test
	@DisplayName("3.8: an issuer that is not configured, or none, is refused")
	void section38RefusesUnknownIssuer() {
		server.assertRefused(server.token().claim("iss", "https://evil.example"), "TOKEN_ISSUER_INVALID");
		server.assertRefused(server.token().withoutClaim("iss"), "TOKEN_CLAIM_MISSING");
	}

	@Test
	@DisplayName("3.8: a subject is demanded, and it is nobody's of another issuer")
	void section38DemandsSubjectOfTheIssuer() {
		server.assertRefused(server.token().withoutClaim("sub"), "TOKEN_CLAIM_MISSING");
		server.assertRefused(server.token().claim("sub", ""), "TOKEN_CLAIM_INVALID");
		String other = server.otherToken().header("typ", "chat+jwt").sign();
		assertThat(server.opened(WireRequest.handshake("/ws/echo").bearer(other))).startsWith("other:alice ");
	}

	@Test
	@DisplayName("3.9: a token for another audience, or for none, is refused")
	void section39DemandsOurAudience() {
		server.assertRefused(server.token().claim("aud", "billing"), "TOKEN_AUDIENCE_INVALID");
		server.assertRefused(server.token().withoutClaim("aud"), "TOKEN_CLAIM_MISSING");
	}

	@Test
	@DisplayName("3.9: without an audience in the configuration the application does not start")
	void section39DemandsAudienceInTheConfiguration() {
		Startup.assertFails("audiences", "secret=0123456789abcdef0123456789abcdef");
	}

	@ParameterizedTest
	@DisplayName("3.10: kid is looked up among the known keys and nowhere else")
	@ValueSource(strings = { "../../../../dev/null", "' OR '1'='1", "file:///etc/passwd", "k1\u0000", "K1", "k1 ", "",
			"${jndi:ldap://evil.example/a}", "http://127.0.0.1/trap" })
	void section310LooksKeyUpAmongKnownOnes(String keyId) {
		server.assertRefused(server.token().header("kid", keyId), "TOKEN_KEY_UNKNOWN");
	}

	@Test
	@DisplayName("3.10: nothing that a token names is fetched, and no key that it brings is used")
	void section310FetchesNothingThatATokenNames() {
		String trap = server.url("/trap");
		for (Map.Entry<String, Object> member : Map
			.<String, Object>of("jku", trap, "x5u", trap, "jwk", server.otherKey().toPublicJWK().toJSONObject(), "x5c",
					List.of("MIIB"))
			.entrySet()) {
			server.assertRefused(server.token().header(member.getKey(), member.getValue()).sign(server.otherKey()),
					"TOKEN_SIGNATURE_INVALID");
			server.assertRefused(server.token()
				.header("kid", "k2")
				.header(member.getKey(), member.getValue())
				.sign(server.otherKey()), "TOKEN_KEY_UNKNOWN");
		}
		server.assertRefused(server.token().claim("iss", trap).sign(server.otherKey()), "TOKEN_ISSUER_INVALID");
		assertThat(server.trapped()).isZero();
	}

	@Test
	@DisplayName("3.11: where an explicit type is demanded no other is admitted, and none at all neither")
	void section311DemandsExplicitTypeWhereToldSo() {
		assertThat(server.present(server.otherToken().header("typ", "chat+jwt").sign()).status()).isEqualTo(101);
		assertThat(server.present(server.otherToken().header("typ", "application/chat+jwt").sign()).status())
			.isEqualTo(101);
		server.assertRefused(server.otherToken().header("typ", "JWT"), "TOKEN_TYPE_INVALID");
		server.assertRefused(server.otherToken().header("typ", "at+jwt"), "TOKEN_TYPE_INVALID");
		server.assertRefused(server.otherToken().withoutHeader("typ"), "TOKEN_TYPE_INVALID");
	}

	@ParameterizedTest
	@DisplayName("3.12: a token of a kind with rules of its own is not taken for one of ours")
	@ValueSource(strings = { "logout+jwt", "secevent+jwt", "dpop+jwt", "oauth-authz-req+jwt", "token-introspection+jwt",
			"client-authentication+jwt", "chat+jwt", "JOSE", "" })
	void section312RefusesOtherKindsOfTokens(String type) {
		server.assertRefused(server.token().header("typ", type), "TOKEN_TYPE_INVALID");
	}

	@Test
	@DisplayName("3.12: kinds of one issuer are told apart by their audience")
	void section312TellsKindsApartByAudience() {
		server.assertRefused(server.token().claim("aud", "client-1").claim("nonce", "n-0S6"), "TOKEN_AUDIENCE_INVALID");
	}

}
