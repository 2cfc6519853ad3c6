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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.Verification;

/**
 * Verifies signed JWTs (RFC 7519, RFC 8725) in stages, cheapest first: header, issuer,
 * type, dates, audience, length of the signature, key, signature, principal. The reason
 * of a refusal is the stage that refused. What is refused before the signature costs no
 * cryptography; what the token claims is named by no detail.
 * <p>
 * A token whose signature stood before, by a key that is still its issuer's, has but the
 * stages before it that depend on the time or the endpoint.
 */
public final class JwtVerifier implements HandshakeTokenVerifier {

	// A token without kid may be by any key that fits; each try is a verification
	private static final int MOST_KEYS_TRIED = 4;

	private final Issuers issuers;

	private final Duration clockSkew;

	private final Duration maxLifetime;

	private final Clock clock;

	private final VerifiedTokens known;

	private final VerificationBulkhead bulkhead;

	/**
	 * Create a verifier that verifies each signature each time, and at once.
	 * @param issuers the issuers whose tokens are good, one at least
	 * @param clockSkew the tolerated difference of clocks: a token is good before its
	 * {@code exp} plus this time
	 * @param maxLifetime the longest time from {@code iat} to {@code exp}
	 * @param clock tells the time
	 * @throws IllegalArgumentException if two issuers cannot be told apart by their
	 * tokens
	 */
	public JwtVerifier(List<IssuerSettings> issuers, Duration clockSkew, Duration maxLifetime, Clock clock) {
		this(issuers, clockSkew, maxLifetime, clock, VerifiedTokens.none(), VerificationBulkhead.unlimited());
	}

	/**
	 * Create a verifier.
	 * @param issuers the issuers whose tokens are good, one at least
	 * @param clockSkew the tolerated difference of clocks: a token is good before its
	 * {@code exp} plus this time
	 * @param maxLifetime the longest time from {@code iat} to {@code exp}
	 * @param clock tells the time
	 * @param known the tokens whose signature stood, here or at another verifier with the
	 * same settings of an issuer
	 * @param bulkhead tells when a signature is verified, here or at another verifier
	 * @throws IllegalArgumentException if two issuers cannot be told apart by their
	 * tokens
	 */
	public JwtVerifier(List<IssuerSettings> issuers, Duration clockSkew, Duration maxLifetime, Clock clock,
			VerifiedTokens known, VerificationBulkhead bulkhead) {
		this.issuers = new Issuers(issuers);
		this.clockSkew = clockSkew;
		this.maxLifetime = maxLifetime;
		this.clock = clock;
		this.known = known;
		this.bulkhead = bulkhead;
	}

	@Override
	public Verification verify(String token, ClientConnection client) {
		int headerEnd = token.indexOf('.');
		int payloadEnd = token.indexOf('.', headerEnd + 1);
		if (headerEnd < 0 || payloadEnd < 0 || token.indexOf('.', payloadEnd + 1) >= 0) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED, "A signed JWT has three parts");
		}
		TokenHash hash = this.known.hash(token);
		Verification recalled = recall(hash);
		return (recalled != null) ? recalled : verify(new CompactToken(token, headerEnd, payloadEnd, hash, client));
	}

	/**
	 * Judge a token whose signature stood before. Under the same settings of its issuer
	 * whatever does not depend on the time would turn out as it did then.
	 */
	private @Nullable Verification recall(@Nullable TokenHash hash) {
		VerifiedToken token = (hash != null) ? this.known.find(hash) : null;
		Issuer issuer = (token != null) ? this.issuers.find(token.iss()) : null;
		if (token == null || issuer == null || !token.isVerifiedFor(issuer.settings())) {
			return null;
		}
		Instant now = this.clock.instant();
		if (!token.isKeyTrusted(now)) {
			this.known.forget(token);
			return null;
		}
		this.known.hit(token);
		Optional<Rejection> fault = token.times().fault(now, this.clockSkew, this.maxLifetime);
		return fault.isPresent() ? new Verification.Failed(fault.get()) : issuer.principals().admit(token.verified());
	}

	private Verification verify(CompactToken token) {
		Optional<JoseHeader> header = JoseHeader.of(token);
		return header.isPresent() ? verifyHeader(header.get(), token)
				: Verification.failed(RejectionReason.TOKEN_MALFORMED, "The header of the token is no JOSE header");
	}

	private Verification verifyHeader(JoseHeader header, CompactToken token) {
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
		Optional<Claims> claims = Claims.of(token);
		if (claims.isEmpty()) {
			return Verification.failed(RejectionReason.TOKEN_MALFORMED, "The payload of the token is no JSON object");
		}
		return verifyIssuer(new SignedToken(token, header, algorithm.get()), claims.get());
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
			.or(() -> issuer.audienceFault(claims.get("aud")));
		return fault.<Verification>map(Verification.Failed::new)
			.orElseGet(() -> verifyKey(token, claims, times, issuer));
	}

	private Verification verifyKey(SignedToken token, Claims claims, TokenTimes times, Issuer issuer) {
		if (!token.hasPossibleLength()) {
			return Verification.failed(RejectionReason.TOKEN_SIGNATURE_INVALID,
					"The signature does not have the length that alg demands");
		}
		KeyLookup lookup = issuer.settings().keys().find(token.algorithm(), token.header().keyId());
		if (!(lookup instanceof KeyLookup.Found found)) {
			return new Verification.Failed(keyFault(lookup));
		}
		if (!isOfPossibleLength(found.keys(), token)) {
			return foreignSignature();
		}
		return this.bulkhead.run(token.compact().client(), () -> {
			// While this one waited, the same token may have been verified for another
			Verification recalled = recall(token.hash());
			return (recalled != null) ? recalled : verifySignature(token, claims, times, issuer, found.keys());
		});
	}

	private static boolean isOfPossibleLength(List<VerificationKey> keys, SignedToken token) {
		for (VerificationKey key : keys) {
			if (key.admitsSignatureLength(token.compact().signatureLength())) {
				return true;
			}
		}
		return false;
	}

	private Verification verifySignature(SignedToken token, Claims claims, TokenTimes times, Issuer issuer,
			List<VerificationKey> keys) {
		VerificationKey signer = signer(keys, token);
		if (signer == null) {
			return foreignSignature();
		}
		Verification verification = issuer.principals().principal(claims, times);
		if (verification instanceof Verification.Verified verified && token.hash() != null) {
			this.known.keep(new VerifiedToken(token.hash(), issuer.settings(), signer, times, verified));
		}
		return verification;
	}

	private static Verification foreignSignature() {
		return Verification.failed(RejectionReason.TOKEN_SIGNATURE_INVALID,
				"The signature was not made by the key of the issuer");
	}

	private static Rejection keyFault(KeyLookup lookup) {
		if (lookup instanceof KeyLookup.Unavailable unavailable) {
			return Rejection.because(RejectionReason.KEYS_UNAVAILABLE, unavailable.detail())
				.retryAfter(unavailable.retryAfter());
		}
		Rejection unknown = Rejection.because(RejectionReason.TOKEN_KEY_UNKNOWN,
				"The issuer has no key that fits the header of the token");
		Duration retryAfter = ((KeyLookup.Unknown) lookup).retryAfter();
		return (retryAfter != null) ? unknown.retryAfter(retryAfter) : unknown;
	}

	private @Nullable VerificationKey signer(List<VerificationKey> keys, SignedToken token) {
		int tried = 0;
		for (VerificationKey key : keys) {
			if (key.admitsSignatureLength(token.compact().signatureLength())) {
				if (tried == 0) {
					this.known.miss();
				}
				if (token.isSignedBy(key)) {
					return key;
				}
				tried++;
				if (tried == MOST_KEYS_TRIED) {
					return null;
				}
			}
		}
		return null;
	}

	/**
	 * A token whose header was read.
	 */
	private record SignedToken(CompactToken compact, JoseHeader header, SignatureAlgorithm algorithm) {

		@Nullable TokenHash hash() {
			return this.compact.hash();
		}

		boolean hasPossibleLength() {
			int expected = this.algorithm.signatureLength();
			int length = this.compact.signatureLength();
			return (expected != 0) ? length == expected : length > 0;
		}

		boolean isSignedBy(VerificationKey key) {
			return key.verifier().verify(this.algorithm, this.compact.signingInput(), this.compact.signature());
		}

	}

}
