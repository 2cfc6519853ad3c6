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

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import org.jspecify.annotations.Nullable;

/**
 * Reads JWK sets (RFC 7517 5) key by key: one that cannot be used does not spoil the
 * others.
 */
enum JwkSetParser {

	/**
	 * For a set that the operator provides: private and symmetric keys are expected
	 * there.
	 */
	LOCAL,

	/**
	 * For a set that was published: a private or symmetric key in it is known to
	 * everybody.
	 */
	PUBLISHED;

	/**
	 * Read a set.
	 * @param json the set
	 * @return the keys that can verify signatures, or empty if this is no JWK set
	 */
	Optional<KeySet> parse(byte[] json) {
		return JsonObject.parse(json)
			.map((members) -> members.get("keys"))
			.filter(List.class::isInstance)
			.map((keys) -> parseKeys((List<?>) keys));
	}

	private KeySet parseKeys(List<?> entries) {
		List<VerificationKey> usable = new ArrayList<>();
		entries.forEach((entry) -> parseKey(entry).ifPresent(usable::add));
		return new KeySet(usable);
	}

	@SuppressWarnings("unchecked")
	private Optional<VerificationKey> parseKey(@Nullable Object entry) {
		if (!(entry instanceof Map<?, ?> members)) {
			return Optional.empty();
		}
		try {
			JWK key = JWK.parse((Map<String, Object>) members);
			return isForSignatures(key) ? verificationKey(key) : Optional.empty();
		}
		// Depending on what is wrong with a key the library throws nearly everything
		catch (ParseException | JOSEException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	private boolean isForSignatures(JWK key) {
		Set<KeyOperation> operations = key.getKeyOperations();
		return (this == LOCAL || !key.isPrivate())
				&& (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
				&& (operations == null || operations.contains(KeyOperation.VERIFY));
	}

	private static Optional<VerificationKey> verificationKey(JWK key) throws JOSEException {
		Optional<VerificationKey> verificationKey = switch (key.getKeyType().getValue()) {
			case "RSA" -> Optional.of(VerificationKey.rsa(key.toRSAKey().toRSAPublicKey()));
			case "EC" -> Optional.of(VerificationKey.ec(key.toECKey().toECPublicKey()));
			case "OKP" -> edwards(key.toOctetKeyPair());
			case "oct" -> Optional.of(VerificationKey.secret(key.toOctetSequenceKey().toByteArray()));
			default -> Optional.empty();
		};
		String only = (key.getAlgorithm() != null) ? key.getAlgorithm().getName() : null;
		return verificationKey.map((usable) -> usable.restrictedTo(key.getKeyID(), only))
			.filter((usable) -> !usable.algorithms().isEmpty());
	}

	private static Optional<VerificationKey> edwards(OctetKeyPair key) {
		return Curve.Ed25519.equals(key.getCurve()) ? Optional.of(VerificationKey.ed25519(key.getDecodedX()))
				: Optional.empty();
	}

}
