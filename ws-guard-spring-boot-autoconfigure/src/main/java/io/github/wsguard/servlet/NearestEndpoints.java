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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The endpoints that a path without one was probably meant for: those of a path that is a
 * little longer or shorter, or misspelt by one letter.
 */
final class NearestEndpoints {

	private static final String ANY_SEGMENT = "/1";

	private NearestEndpoints() {
	}

	/**
	 * Return the endpoints that a path misses narrowly.
	 * @param path the raw path within the application
	 * @param endpoints the endpoints of the application
	 * @return their patterns, the nearest first
	 */
	static List<String> of(String path, List<MappedEndpoint> endpoints) {
		Set<String> nearest = new LinkedHashSet<>();
		for (String variant : variants(path)) {
			endpoints.stream()
				.filter((endpoint) -> endpoint.pattern().matches(RequestPaths.parse(variant)))
				.forEach((endpoint) -> nearest.add(endpoint.toString()));
		}
		endpoints.stream()
			.map(MappedEndpoint::toString)
			.filter((pattern) -> isEnd(path, pattern)
					|| isMisspelt(path.toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT)))
			.forEach(nearest::add);
		return List.copyOf(nearest);
	}

	/**
	 * Return the path without a slash too many, without what SockJS adds, without a last
	 * or a first segment too many (which may be the context path), and with one more.
	 */
	private static Set<String> variants(String path) {
		Set<String> variants = new LinkedHashSet<>();
		String plain = path.replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
		variants.add(plain);
		SockJsPath.endpointOf(plain).ifPresent(variants::add);
		if (plain.lastIndexOf('/') > 0) {
			variants.add(plain.substring(0, plain.lastIndexOf('/')));
			variants.add(plain.substring(plain.indexOf('/', 1)));
		}
		variants.add(plain + "/");
		variants.add(plain + ANY_SEGMENT);
		return variants;
	}

	/**
	 * Return whether a path is that of an endpoint without what stands before it, such as
	 * the servlet path.
	 */
	private static boolean isEnd(String path, String pattern) {
		return path.length() > 1 && pattern.endsWith(path);
	}

	/**
	 * Return whether two texts differ by one letter too many, too few or another, or by
	 * two that changed places; case aside.
	 */
	private static boolean isMisspelt(String written, String meant) {
		int start = 0;
		while (start < Math.min(written.length(), meant.length()) && written.charAt(start) == meant.charAt(start)) {
			start++;
		}
		int writtenEnd = written.length();
		int meantEnd = meant.length();
		while (writtenEnd > start && meantEnd > start && written.charAt(writtenEnd - 1) == meant.charAt(meantEnd - 1)) {
			writtenEnd--;
			meantEnd--;
		}
		String wrong = written.substring(start, writtenEnd);
		String right = meant.substring(start, meantEnd);
		boolean swapped = wrong.length() == 2 && wrong.equals(new StringBuilder(right).reverse().toString());
		return swapped || (wrong.length() <= 1 && right.length() <= 1);
	}

}
