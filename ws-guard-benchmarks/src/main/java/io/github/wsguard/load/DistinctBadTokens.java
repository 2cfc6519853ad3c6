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

package io.github.wsguard.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Bad tokens that all differ, in whatever a server might remember of them: the key id,
 * the issuer, the token's id, the signature, and all of it.
 */
final class DistinctBadTokens implements TokenSource {

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final TokenStock stock;

	private long number;

	DistinctBadTokens(TokenStock stock) {
		this.stock = stock;
	}

	@Override
	public byte[] next() {
		long current = this.number++;
		String token = switch ((int) (current % 5)) {
			case 0 -> this.stock.forged("kid-" + current, TokenStock.ISSUER, current);
			case 1 -> this.stock.forged(this.stock.rsaKeyId(), "https://issuer-" + current + ".example.net", current);
			case 2 -> this.stock.forged(this.stock.rsaKeyId(), TokenStock.ISSUER, current);
			case 3 -> encode("{" + current) + "." + encode("garbage " + current) + "." + encode("-" + current);
			default -> "token-" + current;
		};
		return token.getBytes(StandardCharsets.US_ASCII);
	}

	private static String encode(String text) {
		return ENCODER.encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
