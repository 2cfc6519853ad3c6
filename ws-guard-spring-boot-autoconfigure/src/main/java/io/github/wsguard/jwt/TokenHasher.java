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
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Hashes tokens piece by piece, in memory that is used again. For one thread at a time;
 * nothing of a token stays here.
 */
final class TokenHasher {

	private static final int PIECE = 256;

	private final MessageDigest digest;

	// One byte for each character, and no two texts with the same bytes
	private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();

	private final CharBuffer characters = CharBuffer.allocate(PIECE);

	private final ByteBuffer bytes = ByteBuffer.allocate(PIECE);

	private final ByteBuffer hash = ByteBuffer.allocate(32);

	TokenHasher() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Hash a token.
	 * @param token the token
	 * @return the hash, or {@code null} if there are characters that no token has
	 */
	@Nullable TokenHash hash(String token) {
		try {
			return update(token) ? read() : null;
		}
		finally {
			this.digest.reset();
			Arrays.fill(this.characters.array(), '\0');
			Arrays.fill(this.bytes.array(), (byte) 0);
		}
	}

	private boolean update(String token) {
		this.encoder.reset();
		for (int start = 0; start < token.length(); start += PIECE) {
			int length = Math.min(PIECE, token.length() - start);
			// Faster by far than character by character
			token.getChars(start, start + length, this.characters.array(), 0);
			this.characters.clear().limit(length);
			this.bytes.clear();
			if (this.encoder.encode(this.characters, this.bytes, true).isError()) {
				return false;
			}
			this.digest.update(this.bytes.array(), 0, length);
		}
		return true;
	}

	private TokenHash read() {
		try {
			this.digest.digest(this.hash.array(), 0, this.hash.capacity());
		}
		catch (DigestException ex) {
			throw new IllegalStateException("SHA-256 has 32 bytes", ex);
		}
		return new TokenHash(this.hash.getLong(0), this.hash.getLong(8), this.hash.getLong(16), this.hash.getLong(24));
	}

}
