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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenVerifier;
import io.github.wsguard.decision.Verification;

/**
 * Verifies signed JWTs (RFC 7519, RFC 8725) in stages, cheapest first: header, issuer,
 * type, dates, audience, length of the signature, key, signature, principal. The reason
 * of a refusal is the stage that refused. What is refused before the signature costs no
 * cryptography; what the token claims is named by no detail.
 */
public final class JwtVerifier implements TokenVerifier {

	// A token without kid may be by any key that fits; each try is a verification
	private static final int MOST_KEYS_TRIED = 4;

	private final Issuers issuers;

	private final Duration clockSkew;

	private final Duration maxLifetime;

	private final Clock clock;

	/**
	 * Create a verifier.
	 * @param issuers the issuers whose tokens are good, one at least
	 * @param clockSkew the tolerated difference of clocks: a token is good before its
	 * {@code exp} plus this time
	 * @param maxLifetime the longest time from {@code iat} to {@code exp}
	 * @param clock tells the time
	 * @throws IllegalArgumentException if two issuers cannot be told apart by their
	 * tokens
	 */
	public JwtVerifier(List<IssuerSettings> issuers, Duration clockSkew, Duration maxLifetime, Clock clock) {
		this.issuers = new Issuers(issuers);
		this.clockSkew = clockSkew;
		this.maxLifetime = maxLifetime;
		this.clock = clock;
	}

	@Override
	public Verification verify(String token) {
		int headerEnd = token.indexOf('.');
		int payloadEnd = token.indexOf('.', headerEnd + 1);
		if (headerEnd < 0 || payloadEnd < 0 || token.indexOf('.', payloadEnd + 1) >= 0) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED, "A signed JWT has three parts");
		}
		Optional<JoseHeader> header = JoseHeader.parse(token.substring(0, headerEnd));
		if (header.isEmpty()) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED, "The header of the token is no JOSE header");
		}
		return verifyHeader(header.get(), token, headerEnd, payloadEnd);
	}

	private Verification verifyHeader(JoseHeader header, String token, int headerEnd, int payloadEnd) {
		Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(header.algorithm())
			.filter(this.issuers::admit);
		if (algorithm.isEmpty()) {
			return Verification.failed(RejectionReason.TOKEN_ALG_NOT_ALLOWED,
					"alg is not an algorithm that an issuer may use");
		}
		if (header.extended()) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED,
					"The header of the token demands an extension (crit, b64) that is not supported");
		}
		if (header.nested()) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED,
					"The header of the token says (cty) that there is another token inside");
		}
		Optional<Claims> claims = Claims.parse(token.substring(headerEnd + 1, payloadEnd));
		if (claims.isEmpty()) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED, "The payload of the token is no JSON object");
		}
		return verifyIssuer(new SignedToken(token, payloadEnd, header, algorithm.get()), claims.get());
	}

	private Verification verifyIssuer(SignedToken token, Claims claims) {
		Object iss = claims.get("iss");
		if (iss != null && !(iss instanceof String)) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_INVALID, "iss is not a string");
		}
		Issuer issuer = this.issuers.find((String) iss);
		if (issuer == null) {
			return (iss != null)
					? Verification.failed(RejectionReason.TOKEN_ISSUER_INVALID, "iss is none of the issuers")
					: Verification.failed(RejectionReason.TOKEN_CLAIM_MISSING, "The token has no iss");
		}
		if (!issuer.algorithms().contains(token.algorithm())) {
			return Verification.failed(RejectionReason.TOKEN_ALG_NOT_ALLOWED,
					"alg is not an algorithm that this issuer may use");
		}
		if (!issuer.settings().admitsType(token.header().type())) {
			return Verification.failed(RejectionReason.TOKEN_TYPE_INVALID,
					"typ is not a type that this issuer may use");
		}
		return verifyClaims(token, claims, issuer);
	}

	private Verification verifyClaims(SignedToken token, Claims claims, Issuer issuer) {
		TokenTimes.Reading reading = TokenTimes.read(claims);
		if (reading instanceof TokenTimes.Reading.Unreadable unreadable) {
			return new Verification.Failed(unreadable.rejection());
		}
		TokenTimes times = ((TokenTimes.Reading.Readable) reading).times();
		Optional<Rejection> fault = times.fault(this.clock.instant(), this.clockSkew, this.maxLifetime)
			.or(() -> issuer.audienceFault(claims.get("aud")))
			.or(() -> verifySignature(token, issuer));
		return fault.<Verification>map(Verification.Failed::new)
			.orElseGet(() -> issuer.principals().principal(claims, times));
	}

	private Optional<Rejection> verifySignature(SignedToken token, Issuer issuer) {
		if (!token.hasPossibleLength()) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_SIGNATURE_INVALID,
					"The signature does not have the length that alg demands"));
		}
		KeyLookup lookup = issuer.settings().keys().find(token.algorithm(), token.header().keyId());
		if (lookup instanceof KeyLookup.Found found) {
			return isSignedByOneOf(found.keys(), token) ? Optional.empty()
					: Optional.of(Rejection.because(RejectionReason.TOKEN_SIGNATURE_INVALID,
							"The signature was not made by the key of the issuer"));
		}
		if (lookup instanceof KeyLookup.Unavailable unavailable) {
			return Optional.of(Rejection.because(RejectionReason.KEYS_UNAVAILABLE, unavailable.detail())
				.retryAfter(unavailable.retryAfter()));
		}
		Rejection unknown = Rejection.because(RejectionReason.TOKEN_KEY_UNKNOWN,
				"The issuer has no key that fits the header of the token");
		Duration retryAfter = ((KeyLookup.Unknown) lookup).retryAfter();
		return Optional.of((retryAfter != null) ? unknown.retryAfter(retryAfter) : unknown);
	}

	private static boolean isSignedByOneOf(List<VerificationKey> keys, SignedToken token) {
		int tried = 0;
		for (VerificationKey key : keys) {
			if (key.admitsSignatureLength(token.signatureLength())) {
				if (key.verifier().verify(token.algorithm(), token.signingInput(), token.signature())) {
					return true;
				}
				tried++;
				if (tried == MOST_KEYS_TRIED) {
					return false;
				}
			}
		}
		return false;
	}

	/**
	 * A token whose header was read.
	 */
	private record SignedToken(String value, int payloadEnd, JoseHeader header, SignatureAlgorithm algorithm) {

		byte[] signingInput() {
			return this.value.substring(0, this.payloadEnd).getBytes(StandardCharsets.US_ASCII);
		}

		String signature() {
			return this.value.substring(this.payloadEnd + 1);
		}

		int signatureLength() {
			return (this.value.length() - this.payloadEnd - 1) * 3 / 4;
		}

		boolean hasPossibleLength() {
			int expected = this.algorithm.signatureLength();
			return (expected != 0) ? signatureLength() == expected : signatureLength() > 0;
		}

		/**
		 * Return nothing of the token.
		 */
		@Override
		public String toString() {
			return "SignedToken[]";
		}

	}

}
