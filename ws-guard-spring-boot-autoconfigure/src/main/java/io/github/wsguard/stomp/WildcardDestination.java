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

package io.github.wsguard.stomp;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A destination with which a client subscribes to more than one. The wildcards of all
 * brokers count: those of Ant for Spring's own, <code>#</code> and <code>&gt;</code> for
 * others.
 */
final class WildcardDestination {

	private static final String WILDCARDS = "*?{}#>";

	private final List<Segment> segments;

	private final boolean reaching;

	private WildcardDestination(List<Segment> segments, boolean reaching) {
		this.segments = segments;
		this.reaching = reaching;
	}

	/**
	 * Read a destination.
	 * @param destination the destination
	 * @param reaching whether a wildcard may stand for a text with slashes, too
	 * @return the destination, or {@code null} if it has no wildcard
	 */
	static @Nullable WildcardDestination of(String destination, boolean reaching) {
		if (!hasWildcard(destination)) {
			return null;
		}
		List<Segment> segments = new ArrayList<>();
		for (int start = 0; start <= destination.length();) {
			int slash = destination.indexOf('/', start);
			int end = (slash >= 0) ? slash : destination.length();
			segments.add(Segment.of(destination.substring(start, end)));
			start = end + 1;
		}
		return new WildcardDestination(segments, reaching);
	}

	List<Segment> segments() {
		return this.segments;
	}

	/**
	 * Return whether a segment may stand for more than one.
	 */
	boolean maySpan(Segment segment) {
		return segment.spans() || (this.reaching && segment.wild());
	}

	/**
	 * Return whether all segments from one on may stand for none.
	 */
	boolean mayEndBefore(int index) {
		return this.segments.subList(index, this.segments.size()).stream().allMatch(Segment::spans);
	}

	static boolean hasWildcard(String text) {
		return firstWildcard(text) >= 0;
	}

	private static int firstWildcard(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (WILDCARDS.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return -1;
	}

	private static int lastWildcard(String text) {
		for (int i = text.length() - 1; i >= 0; i--) {
			if (WILDCARDS.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * What stands between two slashes.
	 *
	 * @param text all of it
	 * @param wild whether it has a wildcard
	 * @param spans whether it may stand for more than one segment
	 * @param lead what is before the first wildcard
	 * @param tail what is behind the last one
	 */
	record Segment(String text, boolean wild, boolean spans, String lead, String tail) {

		/**
		 * Return what every text begins with that a segment stands for which spans. A
		 * wildcard that stands for nothing takes the separator before it along.
		 */
		String certainLead() {
			int last = this.lead.length() - 1;
			return (last >= 0 && !Character.isLetterOrDigit(this.lead.charAt(last))) ? this.lead.substring(0, last)
					: this.lead;
		}

		static Segment of(String text) {
			int first = firstWildcard(text);
			if (first < 0) {
				return new Segment(text, false, false, text, text);
			}
			boolean spans = text.contains("**") || text.startsWith("{*") || text.indexOf('#') >= 0
					|| text.indexOf('>') >= 0;
			return new Segment(text, true, spans, text.substring(0, first), text.substring(lastWildcard(text) + 1));
		}

	}

}
