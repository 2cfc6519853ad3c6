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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A set of destinations, such as <code>/topic/room/{room}</code>, <code>/topic/*</code>
 * or <code>/app/**</code>. A placeholder stands for a part of a segment that is not
 * empty, and there is one in a segment at most; <code>**</code> is last and stands for
 * any number of segments. What a client writes is taken literally: nothing is decoded,
 * and case matters.
 * <p>
 * Patterns are ordered, the more specific first: where two of them first differ, a text
 * comes before a placeholder with some text, that before a placeholder, and that before
 * <code>**</code>.
 */
public final class DestinationPattern implements Comparable<DestinationPattern> {

	private static final String ANY_SEGMENTS = "**";

	private final String pattern;

	private final Segment[] segments;

	private final boolean open;

	private final Set<String> variables;

	private DestinationPattern(String pattern, Segment[] segments, boolean open, Set<String> variables) {
		this.pattern = pattern;
		this.segments = segments;
		this.open = open;
		this.variables = variables;
	}

	/**
	 * Read a pattern.
	 * @param pattern the pattern
	 * @return the pattern, read
	 * @throws IllegalArgumentException if it is none, with a message that says why
	 */
	public static DestinationPattern parse(String pattern) {
		if (pattern.isBlank()) {
			throw new IllegalArgumentException("It is empty");
		}
		String[] texts = pattern.split("/", -1);
		boolean open = texts[texts.length - 1].equals(ANY_SEGMENTS);
		List<Segment> segments = new ArrayList<>();
		Set<String> variables = new TreeSet<>();
		for (int i = 0; i < texts.length - (open ? 1 : 0); i++) {
			if (texts[i].isEmpty() && i > 0) {
				throw new IllegalArgumentException("It has an empty segment");
			}
			Segment segment = Segment.parse(texts[i]);
			if (segment.variable() != null && !variables.add(segment.variable())) {
				throw new IllegalArgumentException("It has two variables {" + segment.variable() + "}");
			}
			segments.add(segment);
		}
		return new DestinationPattern(pattern, segments.toArray(Segment[]::new), open, variables);
	}

	/**
	 * Return the names of the variables.
	 * @return the names
	 */
	public Set<String> variables() {
		return Set.copyOf(this.variables);
	}

	/**
	 * Return whether the pattern stands for one destination.
	 */
	boolean isLiteral() {
		if (this.open) {
			return false;
		}
		for (Segment segment : this.segments) {
			if (segment.placeholder()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Match a destination.
	 * @param destination the destination
	 * @return the variables, or {@code null} if it does not match
	 */
	@Nullable Map<String, String> match(String destination) {
		int start = 0;
		Map<String, String> values = this.variables.isEmpty() ? Map.of() : new HashMap<>();
		for (int i = 0; i < this.segments.length; i++) {
			if (start > destination.length()) {
				return null;
			}
			int end = endOfSegment(destination, start);
			Segment segment = this.segments[i];
			if (!segment.matches(destination, start, end)) {
				return null;
			}
			if (segment.variable() != null) {
				values.put(segment.variable(),
						destination.substring(start + segment.prefix().length(), end - segment.suffix().length()));
			}
			start = end + 1;
		}
		return (this.open || start > destination.length()) ? values : null;
	}

	private static int endOfSegment(String destination, int start) {
		int slash = destination.indexOf('/', start);
		return (slash >= 0) ? slash : destination.length();
	}

	/**
	 * Return whether every destination that a client's wildcards can mean is one of
	 * these.
	 */
	boolean covers(WildcardDestination wildcards) {
		List<WildcardDestination.Segment> others = wildcards.segments();
		if (others.size() < this.segments.length || (others.size() > this.segments.length && !this.open)) {
			return false;
		}
		for (int i = 0; i < this.segments.length; i++) {
			if (!this.segments[i].covers(others.get(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return whether a client's wildcards may mean one of these destinations. In doubt
	 * they do.
	 */
	boolean overlaps(WildcardDestination wildcards) {
		List<WildcardDestination.Segment> others = wildcards.segments();
		for (int i = 0; i < Math.max(others.size(), this.segments.length); i++) {
			if (i >= this.segments.length) {
				return this.open || wildcards.mayEndBefore(i);
			}
			if (i >= others.size()) {
				return false;
			}
			if (wildcards.maySpan(others.get(i))) {
				return this.segments[i].mayStartWith(others.get(i).certainLead());
			}
			if (!this.segments[i].overlaps(others.get(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the pattern without the names of variables: two of one shape mean the same.
	 */
	String shape() {
		StringBuilder shape = new StringBuilder();
		for (Segment segment : this.segments) {
			shape.append(segment.prefix()).append(segment.placeholder() ? "*" : "").append(segment.suffix());
			shape.append('/');
		}
		return shape.append(this.open ? ANY_SEGMENTS : "").toString();
	}

	@Override
	public int compareTo(DestinationPattern other) {
		for (int i = 0; i < Math.max(this.segments.length, other.segments.length); i++) {
			int difference = Integer.compare(rank(i), other.rank(i));
			if (difference != 0) {
				return difference;
			}
		}
		int difference = Boolean.compare(this.open, other.open);
		return (difference != 0) ? difference : shape().compareTo(other.shape());
	}

	/**
	 * Return how much a segment leaves open.
	 */
	private int rank(int index) {
		if (index >= this.segments.length) {
			return Integer.MAX_VALUE;
		}
		Segment segment = this.segments[index];
		return segment.placeholder() ? Integer.MAX_VALUE - 1 - segment.textLength() : 0;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DestinationPattern that && shape().equals(that.shape());
	}

	@Override
	public int hashCode() {
		return shape().hashCode();
	}

	@Override
	public String toString() {
		return this.pattern;
	}

	/**
	 * What stands between two slashes.
	 *
	 * @param prefix the text, or what of it is before the placeholder
	 * @param placeholder whether there is a placeholder
	 * @param variable the name of the placeholder, if it has one
	 * @param suffix the text behind the placeholder
	 */
	private record Segment(String prefix, boolean placeholder, @Nullable String variable, String suffix) {

		static Segment parse(String text) {
			int open = text.indexOf('{');
			int star = text.indexOf('*');
			Segment segment;
			if (open >= 0 && text.indexOf('}', open) > open + 1) {
				int close = text.indexOf('}', open);
				segment = new Segment(text.substring(0, open), true, text.substring(open + 1, close),
						text.substring(close + 1));
			}
			else if (star >= 0) {
				segment = new Segment(text.substring(0, star), true, null, text.substring(star + 1));
			}
			else {
				segment = new Segment(text, false, null, "");
			}
			if (WildcardDestination.hasWildcard(segment.prefix) || WildcardDestination.hasWildcard(segment.suffix)
					|| (segment.variable != null && (WildcardDestination.hasWildcard(segment.variable)
							|| segment.variable.isBlank() || segment.variable.indexOf(':') >= 0))) {
				throw new IllegalArgumentException("'" + text
						+ "' is none of a text, a text with one * or {name} in it, and ** as the last of all");
			}
			return segment;
		}

		int textLength() {
			return this.prefix.length() + this.suffix.length();
		}

		boolean matches(String destination, int start, int end) {
			int length = end - start;
			if (!this.placeholder) {
				return length == this.prefix.length() && destination.startsWith(this.prefix, start);
			}
			return length > textLength() && destination.startsWith(this.prefix, start)
					&& destination.startsWith(this.suffix, end - this.suffix.length());
		}

		boolean covers(WildcardDestination.Segment other) {
			if (!other.wild()) {
				return matches(other.text(), 0, other.text().length());
			}
			// What a wildcard stands for is no value of a variable
			return this.placeholder && this.variable == null && !other.spans() && other.lead().startsWith(this.prefix)
					&& other.tail().endsWith(this.suffix);
		}

		boolean overlaps(WildcardDestination.Segment other) {
			if (!other.wild()) {
				return matches(other.text(), 0, other.text().length());
			}
			if (!this.placeholder) {
				return mayStartWith(other.lead()) && this.prefix.endsWith(other.tail());
			}
			return mayStartWith(other.lead()) && eitherEndsWithOther(this.suffix, other.tail());
		}

		boolean mayStartWith(String lead) {
			return this.placeholder ? eitherStartsWithOther(this.prefix, lead) : this.prefix.startsWith(lead);
		}

		private static boolean eitherStartsWithOther(String one, String other) {
			return one.startsWith(other) || other.startsWith(one);
		}

		private static boolean eitherEndsWithOther(String one, String other) {
			return one.endsWith(other) || other.endsWith(one);
		}

	}

}
