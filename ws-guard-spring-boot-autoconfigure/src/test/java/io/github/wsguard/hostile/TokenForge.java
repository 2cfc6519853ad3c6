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

package io.github.wsguard.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Makes tokens out of what a row says. It starts from a token that its issuer would have
 * signed; each step damages one thing. The steps:
 * <ul>
 * <li>{@code header <name> = <json>}, {@code header without <name>},
 * {@code header text <template>} where three dots stand for the members,
 * {@code header in <charset>}; the same with {@code claims}, and {@code claims deflated}
 * <li>{@code sign [<alg>] with <key>}; {@code signature <mistake>}, {@code unsigned}
 * <li>{@code slack}, {@code pad}, {@code standard} with {@code header}, {@code claims} or
 * {@code signature}: how the part is encoded
 * <li>{@code payload raw}: signed and sent without encoding
 * <li>{@code encrypt <alg> <enc>}: the token inside a JWE
 * <li>{@code size <n>}: made as long as this by a claim
 * <li>{@code token <template>} with {@code <h>}, {@code
 *
<p>
 * } and {@code <s>}: what is sent
 * </ul>
 */
final class TokenForge {

	private static final int ATTEMPTS = 64;

	private final ForgeKeys keys;

	private final String trap;

	/**
	 * Create a forge.
	 * @param keys the keys
	 * @param trap the address of the server that nobody must ask
	 */
	TokenForge(ForgeKeys keys, String trap) {
		this.keys = keys;
		this.trap = trap;
	}

	/**
	 * Make a token.
	 * @param issuer the name of the issuer
	 * @param steps what is special about the token
	 * @param canary what must not be seen again
	 * @return the token, a character for each byte
	 */
	String forge(String issuer, List<String> steps, String canary) {
		ForgeTemplate template = new ForgeTemplate(this.keys).with("canary", canary)
			.with("trap", this.trap)
			.with("port", this.trap.substring(this.trap.lastIndexOf(':') + 1));
		TokenDraft draft = new TokenDraft(this.keys, template, HostileIssuers.named(issuer));
		steps.forEach(draft::apply);
		// Some qualities of an encoding depend on lengths and luck: blanks change both
		for (int blanks = 0; blanks < ATTEMPTS; blanks++) {
			String token = draft.serialize(blanks % 8, blanks / 8);
			if (token != null) {
				return token;
			}
		}
		throw new IllegalStateException("No token is like that: " + steps);
	}

	static byte[] deflate(byte[] bytes) {
		ByteArrayOutputStream deflated = new ByteArrayOutputStream();
		Deflater raw = new Deflater(Deflater.BEST_COMPRESSION, true);
		try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, raw)) {
			out.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			raw.end();
		}
		return deflated.toByteArray();
	}

}
