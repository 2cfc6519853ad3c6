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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
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

	// What is said of a set that is full of them must stay readable
	private static final int MOST_FAULTS = 5;

	private static final int SHORTEST_RSA_KEY = 2048;

	/**
	 * Read a set.
	 * @param json the set
	 * @return the keys that can verify signatures, and what is wrong with the others;
	 * empty if this is no JWK set
	 */
	Optional<Parsed> parse(byte[] json) {
		Map<String, @Nullable Object> members = InternetJson.parse(json);
		return (members != null && members.get("keys") instanceof List<?> keys) ? Optional.of(parseKeys(keys))
				: Optional.empty();
	}

	private Parsed parseKeys(List<?> entries) {
		List<VerificationKey> usable = new ArrayList<>();
		List<String> faults = new ArrayList<>();
		int unusable = 0;
		for (int i = 0; i < entries.size(); i++) {
			Entry entry = parseKey(entries.get(i));
			String fault = (entry.key() != null) ? ambiguity(entry.key(), usable) : entry.fault();
			if (entry.key() != null && fault == null) {
				usable.add(entry.key());
			}
			else if (fault != null && ++unusable <= MOST_FAULTS) {
				faults.add("key %d %s".formatted(i + 1, fault));
			}
		}
		if (unusable > MOST_FAULTS) {
			faults.add((unusable - MOST_FAULTS) + " more cannot be used");
		}
		return new Parsed(new KeySet(usable), faults);
	}

	private @Nullable String ambiguity(VerificationKey key, List<VerificationKey> others) {
		if (this == LOCAL || key.id() == null) {
			return null;
		}
		for (VerificationKey other : others) {
			if (key.id().equals(other.id()) && !Collections.disjoint(key.algorithms(), other.algorithms())) {
				return "has the kid of a key before it";
			}
		}
		return null;
	}

	@SuppressWarnings("unchecked")
	private Entry parseKey(@Nullable Object entry) {
		if (!(entry instanceof Map<?, ?> members)) {
			return Entry.unusable("is no JSON object");
		}
		if (!(members.get("kty") instanceof String)) {
			return Entry.unusable("has no kty");
		}
		try {
			JWK key = JWK.parse((Map<String, Object>) members);
			if (isForEncryption(key)) {
				return Entry.OF_NO_CONCERN;
			}
			String fault = fault(key);
			return (fault != null) ? Entry.unusable(fault) : verificationKey(key);
		}
		// Depending on what is wrong with a key the library throws nearly everything
		catch (ParseException | JOSEException | RuntimeException ex) {
			return Entry.unusable("is damaged, not on its curve, or of a kind that is not supported");
		}
	}

	/**
	 * Return whether a key is right as it is, but for something else. Keycloak publishes
	 * one in every set.
	 */
	private static boolean isForEncryption(JWK key) {
		return KeyUse.ENCRYPTION.equals(key.getKeyUse()) && !key.isPrivate()
				&& JWEAlgorithm.Family.ASYMMETRIC.contains(key.getAlgorithm());
	}

	private @Nullable String fault(JWK key) {
		Set<KeyOperation> operations = key.getKeyOperations();
		if (this == PUBLISHED && key.isPrivate()) {
			return "is private, or a secret, and yet published";
		}
		if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
			return "is not for signatures, says its use";
		}
		if (operations != null && !operations.contains(KeyOperation.VERIFY)) {
			return "is not for verifying, say its key_ops";
		}
		return (key instanceof RSAKey && key.size() < SHORTEST_RSA_KEY) ? "is an RSA key of less than 2048 bits" : null;
	}

	private static Entry verificationKey(JWK key) throws JOSEException {
		Optional<VerificationKey> verificationKey = switch (key.getKeyType().getValue()) {
			case "RSA" -> Optional.of(VerificationKey.rsa(key.toRSAKey().toRSAPublicKey()));
			case "EC" -> Optional.of(VerificationKey.ec(key.toECKey().toECPublicKey()));
			case "OKP" -> edwards(key.toOctetKeyPair());
			case "oct" -> Optional.of(VerificationKey.secret(key.toOctetSequenceKey().toByteArray()));
			default -> Optional.empty();
		};
		if (verificationKey.isEmpty()) {
			return Entry.unusable("is of a kind that is not supported");
		}
		String only = (key.getAlgorithm() != null) ? key.getAlgorithm().getName() : null;
		VerificationKey usable = verificationKey.get().restrictedTo(key.getKeyID(), only);
		return usable.algorithms().isEmpty() ? Entry.unusable("is for an alg that it does not fit")
				: new Entry(usable, null);
	}

	private static Optional<VerificationKey> edwards(OctetKeyPair key) {
		return Curve.Ed25519.equals(key.getCurve()) ? Optional.of(VerificationKey.ed25519(key.getDecodedX()))
				: Optional.empty();
	}

	/**
	 * What a set holds.
	 *
	 * @param keys the keys that can be used
	 * @param faults what is wrong with the others, a few of them at most, without a word
	 * of what was received
	 */
	record Parsed(KeySet keys, List<String> faults) {

		Parsed {
			faults = List.copyOf(faults);
		}

	}

	/**
	 * A key of a set, or what is wrong with it.
	 */
	private record Entry(@Nullable VerificationKey key, @Nullable String fault) {

		static final Entry OF_NO_CONCERN = new Entry(null, null);

		static Entry unusable(String fault) {
			return new Entry(null, fault);
		}

	}

}
