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

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer at one time. Immutable. Looking for a key costs the same however
 * many there are, and makes no object.
 */
final class KeySet {

	private final List<VerificationKey> keys;

	private final Set<VerificationKey> objects;

	private final Map<SignatureAlgorithm, Candidates> candidates = new EnumMap<>(SignatureAlgorithm.class);

	/**
	 * Create a set.
	 * @param keys the keys
	 */
	KeySet(List<VerificationKey> keys) {
		this.keys = List.copyOf(keys);
		this.objects = Collections.newSetFromMap(new IdentityHashMap<>(this.keys.size()));
		this.objects.addAll(this.keys);
		for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
			List<VerificationKey> fitting = this.keys.stream()
				.filter((key) -> key.algorithms().contains(algorithm))
				.toList();
			if (!fitting.isEmpty()) {
				this.candidates.put(algorithm, Candidates.of(fitting));
			}
		}
	}

	/**
	 * Return the keys.
	 * @return all of them, in the order of the set
	 */
	List<VerificationKey> keys() {
		return this.keys;
	}

	/**
	 * Return whether a key is one of these: the same object, not just an equal one. A key
	 * that was withdrawn and published again vouches for nothing that it signed before.
	 * @param key a key
	 * @return whether it is here
	 */
	boolean holds(VerificationKey key) {
		return this.objects.contains(key);
	}

	/**
	 * Find the keys that may have made a signature: those with the id, else those that
	 * have none; without an id all that fit.
	 * @param algorithm the algorithm in the token's header
	 * @param id the {@code kid} in the token's header, or {@code null}
	 * @return the keys in the order of the set, or {@code null} if there is none
	 */
	KeyLookup.@Nullable Found find(SignatureAlgorithm algorithm, @Nullable String id) {
		Candidates candidates = this.candidates.get(algorithm);
		return (candidates != null) ? candidates.find(id) : null;
	}

	/**
	 * Return whether there is a key that another set has, too.
	 * @param other the other set
	 * @return {@code true} if they have one in common
	 */
	boolean sharesKeyWith(KeySet other) {
		return !Collections.disjoint(this.keys, other.keys);
	}

	/**
	 * Return the same keys, by the very objects of another set where it has them: what is
	 * known of a key outlives a refresh.
	 * @param former the other set
	 * @return the keys of this set
	 */
	KeySet inInstancesOf(KeySet former) {
		List<VerificationKey> keys = new ArrayList<>(this.keys);
		keys.replaceAll((key) -> {
			int index = former.keys.indexOf(key);
			return (index < 0) ? key : former.keys.get(index);
		});
		return new KeySet(keys);
	}

	/**
	 * Return these keys and others, these first.
	 * @param others the other keys
	 * @return the keys of both sets
	 */
	KeySet and(KeySet others) {
		List<VerificationKey> keys = new ArrayList<>(this.keys);
		keys.addAll(others.keys);
		return new KeySet(keys);
	}

	/**
	 * The keys that fit one algorithm.
	 *
	 * @param all all of them
	 * @param named those that have an id, by it
	 * @param nameless those that have none, or {@code null} if all have one
	 */
	private record Candidates(KeyLookup.Found all, Map<String, KeyLookup.Found> named,
			KeyLookup.@Nullable Found nameless) {

		static Candidates of(List<VerificationKey> keys) {
			Map<String, List<VerificationKey>> named = new HashMap<>();
			List<VerificationKey> nameless = new ArrayList<>();
			for (VerificationKey key : keys) {
				String id = key.id();
				((id != null) ? named.computeIfAbsent(id, (name) -> new ArrayList<>()) : nameless).add(key);
			}
			Map<String, KeyLookup.Found> found = new HashMap<>();
			named.forEach((id, list) -> found.put(id, new KeyLookup.Found(list)));
			return new Candidates(new KeyLookup.Found(keys), found,
					nameless.isEmpty() ? null : new KeyLookup.Found(nameless));
		}

		KeyLookup.@Nullable Found find(@Nullable String id) {
			if (id == null) {
				return this.all;
			}
			KeyLookup.Found found = this.named.get(id);
			return (found != null) ? found : this.nameless;
		}

	}

}
