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
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places to fill in: {@code <canary>}, {@code <trap>}, {@code <now+300>},
 * {@code <ms>}, {@code <hex:c0ae>}, {@code <500*[>}, {@code <iss:ec>}, {@code <jwk:rsa>},
 * {@code <x5c:rsa-evil>}, and {@code …} for what would have stood there.
 */
final class ForgeTemplate {

	private static final Pattern PLACE = Pattern.compile("…|<([a-z0-9]+)([:*+-][^<>]*)?>");

	private final Map<String, byte[]> values = new HashMap<>();

	private final ForgeKeys keys;

	ForgeTemplate(ForgeKeys keys) {
		this.keys = keys;
	}

	/**
	 * Name a value.
	 * @param name the name
	 * @param value what stands for it
	 * @return this template
	 */
	ForgeTemplate with(String name, byte[] value) {
		this.values.put(name, value);
		return this;
	}

	ForgeTemplate with(String name, String value) {
		return with(name, ForgeKeys.text(value));
	}

	/**
	 * Fill in.
	 * @param text the text
	 * @param rest what three dots stand for
	 * @return the bytes
	 */
	byte[] fill(String text, byte[] rest) {
		ByteArrayOutputStream filled = new ByteArrayOutputStream();
		Matcher matcher = PLACE.matcher(text);
		int end = 0;
		while (matcher.find()) {
			filled.writeBytes(ForgeKeys.text(text.substring(end, matcher.start())));
			filled.writeBytes(matcher.group().equals("…") ? rest : value(matcher));
			end = matcher.end();
		}
		filled.writeBytes(ForgeKeys.text(text.substring(end)));
		return filled.toByteArray();
	}

	private byte[] value(Matcher place) {
		String name = place.group(1);
		String argument = (place.group(2) != null) ? place.group(2) : "";
		if (argument.isEmpty() && this.values.containsKey(name)) {
			return this.values.get(name);
		}
		String rest = argument.isEmpty() ? "" : argument.substring(1);
		if (argument.startsWith("*")) {
			return ForgeKeys.text(rest.repeat(Integer.parseInt(name)));
		}
		return switch (name) {
			case "now" -> ForgeKeys.text(BigDecimal.valueOf(HostileIssuers.NOW)
				.add(argument.isEmpty() ? BigDecimal.ZERO : new BigDecimal(argument))
				.toPlainString());
			case "ms" -> ForgeKeys.text((HostileIssuers.NOW + 300) + "000");
			case "hex" -> ForgeKeys.bytes(rest);
			case "iss" -> ForgeKeys.text(HostileIssuers.iss(rest));
			case "jwk" -> ForgeKeys.text(this.keys.jwk(rest, ""));
			case "x5c" -> ForgeKeys.text(Base64.getEncoder().encodeToString(this.keys.certificate(rest)));
			default -> throw new IllegalArgumentException("Nothing stands for " + place.group());
		};
	}

}
