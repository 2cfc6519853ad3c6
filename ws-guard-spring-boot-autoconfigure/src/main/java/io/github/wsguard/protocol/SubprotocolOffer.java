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

package io.github.wsguard.protocol;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The sub-protocols that a client offers, told apart from a token among them: the element
 * behind the marker, or an element that begins with the marker and a dot.
 */
final class SubprotocolOffer {

	private static final int MAX_ELEMENTS = 64;

	private final String marker;

	private final List<String> names = new ArrayList<>(4);

	private int elements;

	private int prefixedTokens;

	private boolean behindMarker;

	private @Nullable String fault;

	private SubprotocolOffer(String marker) {
		this.marker = marker;
	}

	static SubprotocolOffer read(List<String> lines, String marker) {
		SubprotocolOffer offer = new SubprotocolOffer(marker);
		for (String line : lines) {
			int start = 0;
			while (start <= line.length() && offer.fault == null) {
				int end = FieldValues.elementEnd(line, start);
				int from = FieldValues.skipSpace(line, start, end);
				offer.add(line, from, FieldValues.trimSpace(line, from, end));
				start = end + 1;
			}
		}
		return offer;
	}

	private void add(String line, int from, int to) {
		this.elements++;
		if (this.elements > MAX_ELEMENTS) {
			this.fault = "More than " + MAX_ELEMENTS + " sub-protocols are offered";
		}
		else if (from == to) {
			this.fault = "The list of sub-protocols has an empty element";
		}
		else if (this.behindMarker) {
			this.behindMarker = false;
		}
		else if (isPrefixedToken(line, from, to)) {
			this.prefixedTokens++;
		}
		else {
			addName(line, from, to);
		}
	}

	private boolean isPrefixedToken(String line, int from, int to) {
		int length = this.marker.length();
		return to - from > length && line.startsWith(this.marker, from) && line.charAt(from + length) == '.';
	}

	private void addName(String line, int from, int to) {
		if (FieldValues.tokenEnd(line, from, to) != to) {
			this.fault = "The name of a sub-protocol holds a character that no token of RFC 9110 has";
			return;
		}
		String name = line.substring(from, to);
		if (this.names.contains(name)) {
			this.fault = "A sub-protocol is offered twice";
			return;
		}
		this.names.add(name);
		this.behindMarker = name.equals(this.marker);
	}

	/**
	 * Return what is wrong with the list.
	 * @return one sentence, or {@code null} if the list is well-formed
	 */
	@Nullable String fault() {
		return this.fault;
	}

	/**
	 * Return the names offered, the marker included and tokens left out.
	 */
	List<String> names() {
		return this.names;
	}

	boolean isTokenAlone() {
		return this.elements == 1 && this.prefixedTokens == 1;
	}

}
