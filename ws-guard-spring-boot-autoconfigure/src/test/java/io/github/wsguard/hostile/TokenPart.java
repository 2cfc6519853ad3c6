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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The header or the claims of a token that is being forged.
 */
final class TokenPart {

	private final Map<String, String> members = new LinkedHashMap<>();

	private @Nullable String text;

	private @Nullable Charset charset;

	private boolean deflated;

	TokenPart put(String name, String json) {
		this.members.put(name, json);
		return this;
	}

	void apply(String step) {
		String argument = step.substring(step.indexOf(' ') + 1);
		if (step.startsWith("text ")) {
			this.text = argument;
		}
		else if (step.startsWith("in ")) {
			this.charset = Charset.forName(argument);
		}
		else if (step.startsWith("without ")) {
			if (this.members.remove(argument) == null) {
				throw new IllegalArgumentException("There is no " + argument);
			}
		}
		else if (step.equals("deflated")) {
			this.deflated = true;
		}
		else {
			String[] member = step.split(" = ", 2);
			put(member[0], member[1]);
		}
	}

	byte[] bytes(ForgeTemplate template, int blanks) {
		String json = this.members.entrySet()
			.stream()
			.map((member) -> "\"" + member.getKey() + "\":" + member.getValue())
			.collect(Collectors.joining(","));
		byte[] rest = template.fill(json, new byte[0]);
		byte[] bytes = template.fill((this.text != null) ? this.text : "{…}", rest);
		if (this.charset != null) {
			bytes = new String(bytes, StandardCharsets.UTF_8).getBytes(this.charset);
		}
		if (this.deflated) {
			bytes = TokenForge.deflate(bytes);
		}
		byte[] padded = Arrays.copyOf(bytes, bytes.length + blanks);
		Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
		return padded;
	}

}
