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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of fetching the key set of an issuer.
 *
 * @param issuer the name of the issuer in the configuration
 * @param first whether no key was known before
 * @param keys how many keys are in use now
 * @param added how many of them are new
 * @param removed how many keys are no longer in use
 * @param faults what is wrong with published keys that cannot be used, a few of them at
 * most, if that was otherwise before
 * @param failure why the keys could not be had, or {@code null} if they were
 * @param failures how often that failed in a row, this time included; where it did not
 * fail, how often it did before
 */
public record KeySetFetch(String issuer, boolean first, int keys, int added, int removed, List<String> faults,
		@Nullable String failure, int failures) {

	/**
	 * Create an outcome.
	 */
	public KeySetFetch {
		faults = List.copyOf(faults);
	}

	static KeySetFetch of(String issuer, KeySnapshot before, KeySnapshot after) {
		List<VerificationKey> former = keys(before);
		List<VerificationKey> current = keys(after);
		int added = (int) current.stream().filter((key) -> !former.contains(key)).count();
		int removed = (int) former.stream().filter((key) -> !current.contains(key)).count();
		return new KeySetFetch(issuer, before.keys() == null, current.size(), added, removed,
				after.faults().equals(before.faults()) ? List.of() : after.faults(), after.failure(),
				Math.max(before.failures(), after.failures()));
	}

	private static List<VerificationKey> keys(KeySnapshot snapshot) {
		return (snapshot.keys() != null) ? snapshot.keys().keys() : List.of();
	}

}
