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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;

/**
 * A token in three parts (RFC 7515 7.1).
 */
final class CompactToken {

	private final byte[] text;

	private final int headerEnd;

	private final int payloadEnd;

	private final @Nullable TokenHash hash;

	private final ClientConnection client;

	/**
	 * Take a token apart.
	 * @param value the token
	 * @param headerEnd where the first dot is
	 * @param payloadEnd where the second dot is
	 * @param hash what the token is remembered by, or {@code null} if it cannot be
	 * @param client who presents it
	 */
	CompactToken(String value, int headerEnd, int payloadEnd, @Nullable TokenHash hash, ClientConnection client) {
		this.text = value.getBytes(StandardCharsets.ISO_8859_1);
		this.headerEnd = headerEnd;
		this.payloadEnd = payloadEnd;
		this.hash = hash;
		this.client = client;
	}

	/**
	 * Read the first part.
	 * @return the members of the header, or {@code null} if it is no JSON object
	 */
	@Nullable Map<String, @Nullable Object> header() {
		return object(0, this.headerEnd);
	}

	/**
	 * Read the second part.
	 * @return the claims, or {@code null} if the payload is no JSON object
	 */
	@Nullable Map<String, @Nullable Object> payload() {
		return object(this.headerEnd + 1, this.payloadEnd);
	}

	private @Nullable Map<String, @Nullable Object> object(int start, int end) {
		try {
			ByteBuffer json = Base64.getUrlDecoder().decode(ByteBuffer.wrap(this.text, start, end - start));
			boolean full = json.limit() == json.array().length;
			return InternetJson.parse(full ? json.array() : Arrays.copyOf(json.array(), json.limit()));
		}
		// The grammar of tokens lets nothing pass that ends here
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	byte[] signingInput() {
		return Arrays.copyOf(this.text, this.payloadEnd);
	}

	String signature() {
		int start = this.payloadEnd + 1;
		return new String(this.text, start, this.text.length - start, StandardCharsets.ISO_8859_1);
	}

	int signatureLength() {
		return (this.text.length - this.payloadEnd - 1) * 3 / 4;
	}

	@Nullable TokenHash hash() {
		return this.hash;
	}

	ClientConnection client() {
		return this.client;
	}

}
