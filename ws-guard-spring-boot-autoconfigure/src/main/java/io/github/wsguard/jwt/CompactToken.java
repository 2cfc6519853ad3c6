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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A token in three parts (RFC 7515 7.1).
 *
 * @param value the token
 * @param headerEnd where the first dot is
 * @param payloadEnd where the second dot is
 * @param hash what the token is remembered by, or {@code null} if it cannot be
 */
record CompactToken(String value, int headerEnd, int payloadEnd, @Nullable TokenHash hash) {

	String header() {
		return this.value.substring(0, this.headerEnd);
	}

	String payload() {
		return this.value.substring(this.headerEnd + 1, this.payloadEnd);
	}

	byte[] signingInput() {
		return this.value.substring(0, this.payloadEnd).getBytes(StandardCharsets.US_ASCII);
	}

	String signature() {
		return this.value.substring(this.payloadEnd + 1);
	}

	int signatureLength() {
		return (this.value.length() - this.payloadEnd - 1) * 3 / 4;
	}

	/**
	 * Return nothing of the token.
	 */
	@Override
	public String toString() {
		return "CompactToken[]";
	}

}
