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

package io.github.wsguard.security;

import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jwt.proc.BadJWTException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.web.client.RestClientException;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Says why a decoder refused a token, by the types of its exceptions and by what the
 * token says of itself. Never by a message.
 * <p>
 * An unknown key and a forbidden algorithm raise the same exception. They are told apart
 * where the algorithms are known: from the configuration, or because a token with the
 * same header was good before.
 */
public final class DecoderRefusals {

	private static final int MOST_HEADERS = 16;

	private final DecoderExpectations expectations;

	private final Function<Map<String, Object>, Optional<Rejection>> dates;

	private final Function<Map<String, Object>, Optional<Rejection>> exactDates;

	private final Set<Header> admitted = ConcurrentHashMap.newKeySet();

	/**
	 * Create the refusals of a decoder.
	 * @param expectations what is known of its demands
	 * @param dates returns what is wrong with the dates among the claims of a token
	 * @param exactDates does so without any tolerance for clock skew, which may be more
	 * than the decoder has
	 */
	public DecoderRefusals(DecoderExpectations expectations, Function<Map<String, Object>, Optional<Rejection>> dates,
			Function<Map<String, Object>, Optional<Rejection>> exactDates) {
		this.expectations = expectations;
		this.dates = dates;
		this.exactDates = exactDates;
	}

	/**
	 * Take note of the header of a token that the decoder accepted.
	 */
	void admitted(Jwt jwt) {
		if (this.admitted.size() < MOST_HEADERS) {
			this.admitted.add(Header.of(jwt.getHeaders()));
		}
	}

	/**
	 * Say why a token was refused.
	 * @param token the token
	 * @param failure what the decoder threw
	 * @return the rejection, or empty if the decoder failed at something else
	 */
	Optional<Rejection> explain(String token, RuntimeException failure) {
		CauseChain causes = new CauseChain(failure);
		boolean tokenToBlame = causes.has(BadJwtException.class);
		if (causes.has(KeySourceException.class, JwtDecoderInitializationException.class) || (!tokenToBlame
				&& causes.has(IOException.class, TimeoutException.class, RestClientException.class))) {
			return Optional.of(ServerTrouble.rejection("The server that has the keys of the decoder", causes));
		}
		return tokenToBlame ? Optional.of(blame(token, causes)) : Optional.empty();
	}

	private Rejection blame(String text, CauseChain causes) {
		Optional<ReadToken> read = ReadToken.parse(text);
		if (read.isEmpty()) {
			return Rejection.because(RejectionReason.TOKEN_MALFORMED, "A part of the token is no JSON object");
		}
		ReadToken token = read.get();
		if (token.isUnsigned()) {
			return Rejection.because(RejectionReason.TOKEN_ALG_NOT_ALLOWED, "alg is none");
		}
		if (token.demandsExtension()) {
			return Rejection.because(RejectionReason.TOKEN_MALFORMED,
					"The header of the token demands an extension (crit)");
		}
		if (causes.has(BadJWSException.class)) {
			return Rejection.because(RejectionReason.TOKEN_SIGNATURE_INVALID,
					"The signature was not made by the key of the issuer");
		}
		// Before its superclass, which says that the signature was never looked at
		if (causes.has(JwtValidationException.class, BadJWTException.class)) {
			return claimFault(token).orElseGet(() -> Rejection.because(RejectionReason.TOKEN_CLAIM_INVALID,
					"A claim is not as the decoder or one of its validators demands"));
		}
		if (causes.has(ParseException.class)) {
			return Rejection.because(RejectionReason.TOKEN_MALFORMED, "The decoder cannot read the token");
		}
		if (causes.has(BadJOSEException.class)) {
			return headerFault(token);
		}
		return claimFault(token)
			.orElseGet(() -> unexplained("The decoder refused the token and left nothing to tell why"));
	}

	/**
	 * In the order of our own verifier. The dates are judged once more in the end,
	 * because the decoder may be stricter.
	 */
	private Optional<Rejection> claimFault(ReadToken token) {
		return this.expectations.issuerOrTypeFault(token)
			.or(() -> this.dates.apply(token.claims()))
			.or(() -> this.expectations.audienceFault(token))
			.or(() -> this.exactDates.apply(token.claims()));
	}

	private Rejection headerFault(ReadToken token) {
		if (this.admitted.contains(Header.of(token.header()))) {
			return unknownKey();
		}
		if (this.expectations.algorithms().isEmpty() || !token.isPlainJwt()) {
			return unexplained(
					"The decoder has no key that fits the header of the token, or does not allow its alg or typ");
		}
		return this.expectations.algorithms().contains(String.valueOf(token.algorithm())) ? unknownKey() : Rejection
			.because(RejectionReason.TOKEN_ALG_NOT_ALLOWED, "alg is not an algorithm that the decoder allows");
	}

	private static Rejection unknownKey() {
		return Rejection.because(RejectionReason.TOKEN_KEY_UNKNOWN,
				"The issuer has no key that fits the header of the token");
	}

	private static Rejection unexplained(String detail) {
		return Rejection.because(RejectionReason.TOKEN_REJECTED, detail)
			.hint("Look at what the decoder of the application demands: keys, algorithms, types and validators.");
	}

	/**
	 * What makes a decoder look for a key, but for the key.
	 */
	private record Header(@Nullable String algorithm, @Nullable String type) {

		static Header of(Map<String, Object> members) {
			return new Header(Objects.toString(members.get("alg"), null), Objects.toString(members.get("typ"), null));
		}

	}

}
