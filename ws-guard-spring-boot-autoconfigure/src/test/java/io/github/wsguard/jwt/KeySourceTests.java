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

package io.github.wsguard.jwt;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;

import com.nimbusds.jose.jwk.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link KeySource} and the keys at hand.
 */
class KeySourceTests {

	private static final String RSA = TestKeys.rsaJwk(TestKeys.RSA, "r");

	private static final String SECRET = "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"" + TestKeys.base64(TestKeys.SECRET)
			+ "\"}";

	@Test
	void readsPublicKeysInPem() {
		assertFits(KeySource.publicKey(TestKeys.pem(TestKeys.RSA.getPublic())), SignatureAlgorithm.RS256);
		assertFits(KeySource.publicKey(TestKeys.pem(TestKeys.ec(Curve.P_384).getPublic())), SignatureAlgorithm.ES384);
		assertFits(KeySource.publicKey(TestKeys.pem(TestKeys.ED25519.getPublic())), SignatureAlgorithm.EDDSA);
	}

	@Test
	void fitsKeyToItsCurveAlone() {
		KeySource source = KeySource.publicKey(TestKeys.pem(TestKeys.ec(Curve.P_384).getPublic()));
		assertThat(source.find(SignatureAlgorithm.ES256, null)).isInstanceOf(KeyLookup.Unknown.class);
		assertThat(source.find(SignatureAlgorithm.RS256, null)).isInstanceOf(KeyLookup.Unknown.class);
	}

	@Test
	void takesPemKeyForAnyKeyId() {
		KeySource source = KeySource.publicKey(TestKeys.pem(TestKeys.RSA.getPublic()));
		assertThat(source.find(SignatureAlgorithm.RS256, "any")).isInstanceOf(KeyLookup.Found.class);
	}

	@Test
	void refusesPemThatHoldsNoPublicKey() {
		byte[] key = TestKeys.RSA.getPublic().getEncoded();
		KeyPair pair = TestKeys.RSA;
		for (byte[] pem : List.of(new byte[0], bytes("x"), bytes("-----BEGIN PUBLIC KEY-----\nAAAA"), key,
				TestKeys.pem("PRIVATE KEY", pair.getPrivate().getEncoded()), TestKeys.pem("RSA PUBLIC KEY", key),
				TestKeys.pem("CERTIFICATE", key), TestKeys.pem("CERTIFICATE REQUEST", key),
				TestKeys.pem("PUBLIC KEY", new byte[] { 1, 2, 3 }),
				TestKeys.pem(TestKeys.generate("X25519", 255).getPublic()),
				TestKeys.pem(TestKeys.generate("Ed448", 448).getPublic()),
				bytes("-----BEGIN PUBLIC KEY-----\nAAAAA\n-----END PUBLIC KEY-----"))) {
			assertThatIllegalArgumentException().isThrownBy(() -> KeySource.publicKey(pem));
		}
		byte[] two = bytes(new String(TestKeys.pem(pair.getPublic()), StandardCharsets.US_ASCII).repeat(2));
		assertThatIllegalArgumentException().isThrownBy(() -> KeySource.publicKey(two))
			.withMessageContaining("more than one");
	}

	@Test
	void refusesShortRsaKey() {
		byte[] pem = TestKeys.pem(TestKeys.generate("RSA", 1024).getPublic());
		assertThatIllegalArgumentException().isThrownBy(() -> KeySource.publicKey(pem)).withMessageContaining("2048");
	}

	@Test
	void refusesShortSecretWithoutNamingIt() {
		byte[] secret = bytes("only 31 bytes, one too few here");
		assertThatIllegalArgumentException().isThrownBy(() -> KeySource.secret(secret))
			.withMessageContaining("31")
			.withMessageNotContaining("too few");
		assertFits(KeySource.secret(new byte[32]), SignatureAlgorithm.HS256);
	}

	@Test
	void findsKeyById() {
		KeySource source = KeySource.jwkSet(TestKeys.jwkSet(RSA, TestKeys.ed25519Jwk(TestKeys.ED25519, "e"), SECRET));
		assertThat(found(source, SignatureAlgorithm.RS256, "r")).hasSize(1);
		assertThat(found(source, SignatureAlgorithm.EDDSA, "e")).hasSize(1);
		assertThat(found(source, SignatureAlgorithm.HS256, "s")).hasSize(1);
		assertThat(source.find(SignatureAlgorithm.RS256, "e")).isInstanceOf(KeyLookup.Unknown.class);
		assertThat(source.find(SignatureAlgorithm.HS256, "r")).isInstanceOf(KeyLookup.Unknown.class);
	}

	@Test
	void usesKeyForItsOwnAlgorithmAlone() {
		KeySource source = KeySource.jwkSet(TestKeys.jwkSet(RSA.replace("{", "{\"alg\":\"PS256\",")));
		assertThat(source.find(SignatureAlgorithm.PS256, "r")).isInstanceOf(KeyLookup.Found.class);
		assertThat(source.find(SignatureAlgorithm.RS256, "r")).isInstanceOf(KeyLookup.Unknown.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "1", "[]", "{}", "{\"kty\":\"RSA\"}", "{\"kty\":1}", "{\"kty\":\"XYZ\"}",
			"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
			"{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
			"{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
			"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
			"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}",
			"{\"kty\":\"RSA\",\"alg\":1,\"n\":\"AQAB\",\"e\":\"AQAB\"}",
			"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", "{\"kty\":\"oct\",\"k\":\"AAAA\"}" })
	void skipsKeyThatCannotBeUsed(String key) {
		KeySource source = KeySource.jwkSet(TestKeys.jwkSet(key, RSA));
		assertThat(found(source, SignatureAlgorithm.RS256, null)).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> KeySource.jwkSet(TestKeys.jwkSet(key)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"use\":\"enc\"", "\"key_ops\":[\"encrypt\"]", "\"key_ops\":[]", "\"alg\":\"RSA-OAEP\"" })
	void skipsKeyThatIsNotForSignatures(String member) {
		byte[] json = TestKeys.jwkSet(RSA.replace("{", "{" + member + ","));
		assertThatIllegalArgumentException().isThrownBy(() -> KeySource.jwkSet(json));
		assertThat(published(json).keys().keys()).isEmpty();
		assertThat(published(json).faults()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "RSA-OAEP, 0", "RSA-OAEP-256, 0", "RS256, 1", "unknown, 1" })
	void findsNothingWrongWithKeyForEncryption(String algorithm, int faults) {
		String key = RSA.replace("{", "{\"use\":\"enc\",\"alg\":\"%s\",".formatted(algorithm));
		JwkSetParser.Parsed parsed = published(TestKeys.jwkSet(key, RSA));
		assertThat(parsed.keys().keys()).hasSize(1);
		assertThat(parsed.faults()).hasSize(faults);
	}

	@Test
	void reportsKeyForEncryptionThatIsPrivate() {
		String key = RSA.replace("{", "{\"use\":\"enc\",\"alg\":\"RSA-OAEP\",\"d\":\"AQAB\",");
		assertThat(published(TestKeys.jwkSet(key, RSA)).faults()).singleElement().asString().contains("private");
	}

	@Test
	void skipsSecretsThatArePublished() {
		String privateKey = RSA.replace("{", "{\"d\":\"AQAB\",");
		assertThat(published(TestKeys.jwkSet(privateKey, SECRET)).keys().keys()).isEmpty();
	}

	@Test
	void saysWhatIsWrongWithPublishedKeys() {
		String ec = TestKeys.ecJwk(TestKeys.ec(Curve.P_256), "e");
		byte[] json = TestKeys.jwkSet(RSA, "null", "{}", RSA.replace("{", "{\"d\":\"AQAB\","),
				RSA.replace("{", "{\"use\":\"enc\","), RSA.replace("{", "{\"key_ops\":[\"encrypt\"],"), ec);
		JwkSetParser.Parsed parsed = published(json);
		assertThat(parsed.keys().keys()).extracting(VerificationKey::id).containsExactly("r", "e");
		assertThat(parsed.faults()).containsExactly("key 2 is no JSON object", "key 3 has no kty",
				"key 4 is private, or a secret, and yet published", "key 5 is not for signatures, says its use",
				"key 6 is not for verifying, say its key_ops");
		String small = TestKeys.rsaJwk(TestKeys.generate("RSA", 1024), "small");
		String damaged = ec.replaceAll("\"x\":\"[^\"]{4}", "\"x\":\"AAAA");
		String unknown = "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}";
		assertThat(
				published(TestKeys.jwkSet(small, damaged, unknown, RSA.replace("{", "{\"alg\":\"ES256\","))).faults())
			.containsExactly("key 1 is an RSA key of less than 2048 bits",
					"key 2 is damaged, not on its curve, or of a kind that is not supported",
					"key 3 is of a kind that is not supported", "key 4 is for an alg that it does not fit");
	}

	@Test
	void saysNoMoreThanAFewFaults() {
		byte[] json = ("{\"keys\":[" + RSA + ",0".repeat(100) + "]}").getBytes(StandardCharsets.UTF_8);
		assertThat(published(json).faults()).hasSize(6).last().isEqualTo("95 more cannot be used");
	}

	@Test
	void takesTheFirstOfTwoPublishedKeysWithOneId() {
		String other = TestKeys.rsaJwk(TestKeys.OTHER_RSA, "r");
		JwkSetParser.Parsed parsed = published(
				TestKeys.jwkSet(RSA, other, TestKeys.ecJwk(TestKeys.ec(Curve.P_256), "r")));
		assertThat(parsed.keys().find(SignatureAlgorithm.RS256, "r"))
			.isEqualTo(new KeyLookup.Found(published(TestKeys.jwkSet(RSA)).keys().keys()));
		assertThat(parsed.keys().find(SignatureAlgorithm.ES256, "r")).isNotNull();
		assertThat(parsed.faults()).containsExactly("key 2 has the kid of a key before it");
	}

	private static JwkSetParser.Parsed published(byte[] json) {
		return JwkSetParser.PUBLISHED.parse(json).orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "[]", "{}", "{\"keys\":{}}", "{\"keys\":null}", "<html></html>" })
	void refusesWhatIsNoJwkSet(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeySource.jwkSet(bytes(json)))
			.withMessageContaining("not a JWK set");
	}

	private static void assertFits(KeySource source, SignatureAlgorithm algorithm) {
		assertThat(source.find(algorithm, null)).isInstanceOf(KeyLookup.Found.class);
		assertThat(source.objectionTo(algorithm)).isEmpty();
	}

	private static List<VerificationKey> found(KeySource source, SignatureAlgorithm algorithm, String id) {
		return ((KeyLookup.Found) source.find(algorithm, id)).keys();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
