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

import org.jspecify.annotations.Nullable;

/**
 * The rules of RFC 7692 7.1 for what an offer of {@code permessage-deflate} may say.
 */
final class DeflateOffer {

	static final String NAME = "permessage-deflate";

	private DeflateOffer() {
	}

	/**
	 * Return whether the server must decline the offer.
	 * @param offer any offer
	 * @return {@code true} if it is one of compression with a parameter that is unknown,
	 * repeated or out of range
	 */
	static boolean isForbidden(ExtensionOffer offer) {
		if (!NAME.equals(offer.name())) {
			return false;
		}
		for (int i = 0; i < offer.parameters().size(); i++) {
			ExtensionOffer.Parameter parameter = offer.parameters().get(i);
			if (!isKnown(parameter) || isRepeated(offer, i)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isKnown(ExtensionOffer.Parameter parameter) {
		String value = parameter.value();
		return switch (parameter.name()) {
			case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
			case "server_max_window_bits" -> isWindow(value);
			case "client_max_window_bits" -> value == null || isWindow(value);
			default -> false;
		};
	}

	private static boolean isWindow(@Nullable String value) {
		if (value == null) {
			return false;
		}
		return switch (value) {
			case "8", "9", "10", "11", "12", "13", "14", "15" -> true;
			default -> false;
		};
	}

	// Only known parameters come this far, so a second look at four of them is enough
	private static boolean isRepeated(ExtensionOffer offer, int index) {
		String name = offer.parameters().get(index).name();
		for (int i = 0; i < index; i++) {
			if (name.equals(offer.parameters().get(i).name())) {
				return true;
			}
		}
		return false;
	}

}
