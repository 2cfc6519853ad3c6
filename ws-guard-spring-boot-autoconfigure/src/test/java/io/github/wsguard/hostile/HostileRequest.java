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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A request as a row of a table writes it: lines divided by {@code ⏎}. The first is the
 * request line, the others change a correct handshake: {@code Name: value} replaces the
 * lines of a name, {@code +} adds a line as it is, {@code ^} puts one in front of all,
 * {@code (without A, B)} and {@code (plain)} take lines away, {@code (body x)} adds what
 * comes after the empty line, {@code (open)} and {@code (dripped)} leave the connection
 * open, {@code (unfinished)} leaves out the empty line as well. Behind {@code (raw)}
 * everything is sent as written, {@code (end)} stands for the empty line.
 *
 * @param bytes a character a byte
 * @param delivery how the bytes are sent
 */
record HostileRequest(String bytes, Delivery delivery) {

	private static final String DIVIDER = " ⏎ ";

	/**
	 * Read a row.
	 * @param row the row
	 * @param words knows the words in braces; {@code authority} and {@code token} are
	 * asked for by every correct handshake
	 * @return the request
	 */
	static HostileRequest parse(String row, UnaryOperator<String> words) {
		Composer composer = new Composer(words);
		String[] lines = row.split(DIVIDER);
		if (lines[0].equals("(raw)")) {
			composer.begin("");
			for (int i = 1; i < lines.length; i++) {
				composer.addRaw(lines[i]);
			}
			return new HostileRequest(composer.raw.toString(), composer.delivery);
		}
		composer.begin(lines[0]);
		for (int i = 1; i < lines.length; i++) {
			composer.amend(lines[i]);
		}
		return composer.compose();
	}

	private static final class Composer {

		private final UnaryOperator<String> words;

		private final List<String> lines = new ArrayList<>();

		private final StringBuilder raw = new StringBuilder();

		private Delivery delivery = Delivery.WHOLE;

		private boolean finished = true;

		private String requestLine = "";

		private String body = "";

		private Composer(UnaryOperator<String> words) {
			this.words = words;
		}

		private void begin(String line) {
			this.requestLine = bytes(line.contains(" HTTP/") ? line : line + " HTTP/1.1");
			this.lines.addAll(List.of(bytes("Host: {authority}"), "Upgrade: websocket", "Connection: Upgrade",
					"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
					"Origin: https://app.example.com", bytes("Authorization: Bearer {token}")));
		}

		private void addRaw(String line) {
			if (!delivers(line)) {
				this.raw.append(line.equals("(end)") ? "" : bytes(line)).append(this.finished ? "\r\n" : "");
			}
		}

		private void amend(String line) {
			if (line.equals("(plain)")) {
				without("Upgrade, Connection, Sec-WebSocket-Key, Sec-WebSocket-Version");
			}
			else if (line.startsWith("(without ")) {
				without(line.substring(9, line.length() - 1));
			}
			else if (line.startsWith("(body ")) {
				this.body = bytes(line.substring(6, line.length() - 1));
			}
			else if (line.startsWith("^")) {
				this.lines.add(0, bytes(line.substring(1)));
			}
			else if (line.startsWith("+")) {
				this.lines.add(bytes(line.substring(1)));
			}
			else if (!delivers(line)) {
				without(line.substring(0, line.indexOf(':')));
				this.lines.add(bytes(line));
			}
		}

		private boolean delivers(String line) {
			switch (line) {
				case "(open)" -> this.delivery = Delivery.OPEN;
				case "(dripped)" -> this.delivery = Delivery.DRIPPED;
				case "(unfinished)" -> {
					this.finished = false;
					this.delivery = (this.delivery == Delivery.WHOLE) ? Delivery.OPEN : this.delivery;
				}
				default -> {
					return false;
				}
			}
			return true;
		}

		private void without(String names) {
			for (String name : names.split(", ")) {
				String prefix = name.toLowerCase(Locale.ROOT) + ":";
				this.lines.removeIf((line) -> line.toLowerCase(Locale.ROOT).startsWith(prefix));
			}
		}

		private String bytes(String text) {
			return HostileText.bytes(text, this.words);
		}

		private HostileRequest compose() {
			String head = this.requestLine + "\r\n" + String.join("\r\n", this.lines);
			return new HostileRequest(this.finished ? head + "\r\n\r\n" + this.body : head, this.delivery);
		}

	}

}
