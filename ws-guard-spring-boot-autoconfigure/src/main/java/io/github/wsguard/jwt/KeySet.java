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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer at one time. Immutable.
 *
 * @param keys the keys
 */
record KeySet(List<VerificationKey> keys) {

	KeySet {
		keys = List.copyOf(keys);
	}

	/**
	 * Return whether a key is one of these: the same object, not just an equal one.
	 * @param key a key
	 * @return whether it is here
	 */
	// A key that was withdrawn and published again vouches for nothing that it signed
	// before
	@SuppressWarnings("ReferenceEquality")
	boolean holds(VerificationKey key) {
		for (VerificationKey candidate : this.keys) {
			if (candidate == key) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the keys that may have made a signature: those with the id, else those that
	 * have none; without an id all that fit.
	 * @param algorithm the algorithm in the token's header
	 * @param id the {@code kid} in the token's header, or {@code null}
	 * @return the keys, empty if there is none
	 */
	List<VerificationKey> fitting(SignatureAlgorithm algorithm, @Nullable String id) {
		List<VerificationKey> named = new ArrayList<>(2);
		List<VerificationKey> nameless = new ArrayList<>(2);
		for (VerificationKey key : this.keys) {
			if (key.algorithms().contains(algorithm)) {
				if (id == null || id.equals(key.id())) {
					named.add(key);
				}
				else if (key.id() == null) {
					nameless.add(key);
				}
			}
		}
		return named.isEmpty() ? nameless : named;
	}

	/**
	 * Return whether there is a key that another set has, too.
	 * @param other the other set
	 * @return {@code true} if they have one in common
	 */
	boolean sharesKeyWith(KeySet other) {
		for (VerificationKey key : this.keys) {
			if (other.keys.contains(key)) {
				return true;
			}
		}
		return false;
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

}
