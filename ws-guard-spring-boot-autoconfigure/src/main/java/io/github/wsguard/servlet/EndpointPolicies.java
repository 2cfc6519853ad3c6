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

package io.github.wsguard.servlet;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * All policies of the application. The most specific path wins.
 */
public final class EndpointPolicies {

	private static final PathPatternParser PARSER = createParser();

	private final List<EndpointPolicy> byPath;

	private final EndpointPolicy others;

	/**
	 * Create the policies.
	 * @param byPath policies with a pattern
	 * @param others the policy of all other paths
	 */
	public EndpointPolicies(List<EndpointPolicy> byPath, EndpointPolicy others) {
		this.byPath = byPath.stream().sorted(Comparator.comparing(EndpointPolicies::pattern)).toList();
		this.others = others;
	}

	/**
	 * Parse the path of a policy. Policies match without regard to case: a handler
	 * mapping that ignores case must not lead around them.
	 * @param path the configured path
	 * @return the pattern
	 */
	public static PathPattern parse(String path) {
		return PARSER.parse(path);
	}

	/**
	 * Return all policies.
	 * @return the policy of all other paths, then those with a path, the most specific
	 * first
	 */
	public List<EndpointPolicy> all() {
		return Stream.concat(Stream.of(this.others), this.byPath.stream()).toList();
	}

	/**
	 * Return the policy of all paths that no other policy names.
	 */
	EndpointPolicy others() {
		return this.others;
	}

	EndpointPolicy find(PathContainer path) {
		return find(path, null);
	}

	/**
	 * Return the policy of a path.
	 * @param path the path of a request
	 * @param base the part of it that names the endpoint, where the rest belongs to
	 * SockJS
	 */
	EndpointPolicy find(PathContainer path, @Nullable PathContainer base) {
		for (EndpointPolicy policy : this.byPath) {
			if (pattern(policy).matches(path) || (base != null && pattern(policy).matches(base))) {
				return policy;
			}
		}
		return this.others;
	}

	/**
	 * Return whether every policy that may apply to a path that the pattern matches is
	 * enforced.
	 */
	boolean enforceAll(PathPattern mapped) {
		for (EndpointPolicy policy : this.byPath) {
			if (!policy.isEnforced() && mayMeet(pattern(policy), mapped)) {
				return false;
			}
		}
		return this.others.isEnforced();
	}

	/**
	 * Two patterns can match one path only if what is fixed of the one begins like what
	 * is fixed of the other.
	 */
	private static boolean mayMeet(PathPattern one, PathPattern other) {
		String fixed = fixedPart(one);
		String otherFixed = fixedPart(other);
		return fixed.startsWith(otherFixed) || otherFixed.startsWith(fixed);
	}

	private static String fixedPart(PathPattern pattern) {
		String text = pattern.getPatternString().toLowerCase(Locale.ROOT);
		int end = 0;
		while (end < text.length() && "*?{".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		String fixed = text.substring(0, end);
		return fixed.endsWith("/") ? fixed.substring(0, fixed.length() - 1) : fixed;
	}

	private static PathPattern pattern(EndpointPolicy policy) {
		if (policy.pattern() == null) {
			throw new IllegalArgumentException("Policy '" + policy.name() + "' has no path");
		}
		return policy.pattern();
	}

	private static PathPatternParser createParser() {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		return parser;
	}

}
