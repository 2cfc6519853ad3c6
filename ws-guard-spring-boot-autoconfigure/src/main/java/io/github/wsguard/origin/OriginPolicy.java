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

package io.github.wsguard.origin;

import java.util.Collection;

/**
 * An allow-list of origins, ready to be asked. Immutable; a look-up costs the same for
 * one entry and for ten thousand.
 */
public final class OriginPolicy {

	/**
	 * How an origin stands to the list, from no relation to admitted.
	 */
	public enum Match {

		/**
		 * No entry comes near.
		 */
		NONE,

		/**
		 * A pattern covers the names below this host, but not the host itself.
		 */
		BARE_DOMAIN,

		/**
		 * An entry differs in the port alone.
		 */
		OTHER_PORT,

		/**
		 * An entry differs in the scheme alone; default ports count as equal.
		 */
		OTHER_SCHEME,

		/**
		 * An entry admits the origin.
		 */
		ALLOWED;

		Match orNearer(Match other) {
			return (other.compareTo(this) > 0) ? other : this;
		}

		Match ofBareDomain() {
			return (this == ALLOWED) ? BARE_DOMAIN : NONE;
		}

	}

	private final OriginIndex index;

	private final boolean empty;

	private final boolean allowAny;

	private final boolean allowNull;

	private OriginPolicy(Collection<String> allowed, boolean allowAny, boolean allowNull) {
		this.index = new OriginIndex(allowed.stream().map(OriginPatternParser::parse).toList());
		this.empty = allowed.isEmpty();
		this.allowAny = allowAny;
		this.allowNull = allowNull;
	}

	/**
	 * Compile a policy.
	 * @param allowed origins, or patterns: {@code https://*.example.com} for one or more
	 * whole labels in front of a domain, {@code :*} or {@code :[*]} for any port, {@code
	 * :[8080,8081]} for several
	 * @param allowAny whether every origin is admitted; does not mean {@code null}
	 * @param allowNull whether the literal {@code null} is admitted
	 * @return the policy
	 * @throws IllegalArgumentException if an entry cannot work, with a message that
	 * quotes it and says what would
	 */
	public static OriginPolicy of(Collection<String> allowed, boolean allowAny, boolean allowNull) {
		return new OriginPolicy(allowed, allowAny, allowNull);
	}

	/**
	 * Verify an entry of an allow-list.
	 * @param entry the entry
	 * @throws IllegalArgumentException if it cannot work
	 */
	public static void validate(String entry) {
		OriginPatternParser.parse(entry);
	}

	/**
	 * Return an origin that an entry of an allow-list admits.
	 * @param entry the entry
	 * @return the origin as browsers write it
	 * @throws IllegalArgumentException if the entry cannot work
	 */
	public static String example(String entry) {
		return OriginPatternParser.parse(entry).example().toString();
	}

	/**
	 * Look an origin up.
	 * @param origin the origin
	 * @return whether it is admitted, or else how it misses
	 */
	public Match match(Origin origin) {
		return this.allowAny ? Match.ALLOWED : this.index.match(origin);
	}

	/**
	 * Return whether the literal {@code null} is admitted.
	 * @return {@code true} if it is
	 */
	public boolean allowsNull() {
		return this.allowNull;
	}

	/**
	 * Return whether any origin at all can be admitted.
	 * @return {@code false} if only the application's own origin may get past
	 */
	public boolean isSatisfiable() {
		return !this.empty || this.allowAny || this.allowNull;
	}

}
