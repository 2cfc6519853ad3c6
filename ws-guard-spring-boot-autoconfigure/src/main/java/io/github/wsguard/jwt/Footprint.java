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

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.TokenPrincipal;

/**
 * Estimates, on the high side, how many bytes of memory something takes: with references
 * of eight bytes and tables that are three quarters full at best.
 */
final class Footprint {

	private static final long UNLIMITED = Integer.MAX_VALUE;

	private static final long TEXT = 56;

	private static final long NUMBER = 32;

	private static final long CONTAINER = 128;

	private static final long ELEMENT = 16;

	private static final long MEMBER = 80;

	private Footprint() {
	}

	/**
	 * Estimate the size of what a token tells.
	 * @param principal the principal made of it
	 * @return the bytes
	 */
	static long of(TokenPrincipal principal) {
		return of(principal.getName()) + of(principal.getClaims()) + of(principal.getAuthorities());
	}

	private static long of(@Nullable Object value) {
		if (value == null) {
			return 0;
		}
		if (value instanceof String text) {
			return TEXT + (isLatin(text) ? text.length() : 2L * text.length());
		}
		if (value instanceof Map<?, ?> map) {
			long size = CONTAINER;
			for (Map.Entry<?, ?> member : map.entrySet()) {
				size += MEMBER + of(member.getKey()) + of(member.getValue());
			}
			return size;
		}
		if (value instanceof Collection<?> elements) {
			long size = CONTAINER;
			for (Object element : elements) {
				size += ELEMENT + of(element);
			}
			return size;
		}
		boolean small = value instanceof Long || value instanceof Double || value instanceof Boolean
				|| value instanceof Instant;
		return small ? NUMBER : UNLIMITED;
	}

	private static boolean isLatin(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) > 0xff) {
				return false;
			}
		}
		return true;
	}

}
