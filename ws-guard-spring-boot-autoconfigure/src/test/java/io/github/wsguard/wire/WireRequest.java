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

package io.github.wsguard.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An opening handshake in lines that a test can take away, replace and double.
 */
public final class WireRequest {

	private String requestLine;

	private final List<String> headers = new ArrayList<>();

	private String body = "";

	private WireRequest(String requestLine) {
		this.requestLine = requestLine;
	}

	/**
	 * Start from a correct handshake with an allowed origin.
	 * @param path the path and query
	 * @return the request
	 */
	public static WireRequest handshake(String path) {
		WireRequest request = new WireRequest("GET " + path + " HTTP/1.1");
		request.headers.addAll(List.of("Host: 127.0.0.1:18080", "Upgrade: websocket", "Connection: Upgrade",
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
				"Origin: https://app.example.com"));
		return request;
	}

	/**
	 * Start from a plain request with an allowed origin.
	 * @param method the method
	 * @param path the path and query
	 * @return the request
	 */
	public static WireRequest plain(String method, String path) {
		return handshake(path).method(method).withoutWebSocketHeaders();
	}

	/**
	 * Start from one row of a table: a request line, then what differs from a correct
	 * handshake, divided by {@code ⏎}. A header replaces the one of its name, with a
	 * leading {@code +} it comes in addition. {@code (body …)} adds a body.
	 * @param row the row
	 * @return the request
	 */
	public static WireRequest parse(String row) {
		String[] lines = row.split(" ⏎ ");
		WireRequest request = handshake("/");
		request.requestLine = lines[0].contains(" HTTP/") ? lines[0] : lines[0] + " HTTP/1.1";
		for (int i = 1; i < lines.length; i++) {
			request.amend(lines[i].trim());
		}
		return request;
	}

	private void amend(String line) {
		if (line.equals("(without all WebSocket headers)")) {
			withoutWebSocketHeaders();
		}
		else if (line.startsWith("(body ")) {
			this.body = line.substring(6, line.length() - 1).replace("\\r\\n", "\r\n");
			if (!this.headers.contains("Transfer-Encoding: chunked")) {
				header("Content-Length", Integer.toString(this.body.length()));
			}
		}
		else if (line.startsWith("(without ")) {
			for (String name : line.substring(9, line.length() - 1).split(", ")) {
				without(name);
			}
		}
		else if (line.startsWith("+")) {
			this.headers.add(line.substring(1));
		}
		else {
			String[] header = line.split(": ?", 2);
			header(header[0], header[1]);
		}
	}

	public WireRequest method(String method) {
		this.requestLine = method + this.requestLine.substring(this.requestLine.indexOf(' '));
		return this;
	}

	public WireRequest header(String name, String value) {
		without(name);
		this.headers.add(name + ": " + value);
		return this;
	}

	public WireRequest bearer(String token) {
		return header("Authorization", "Bearer " + token);
	}

	public WireRequest add(String name, String value) {
		this.headers.add(name + ": " + value);
		return this;
	}

	public WireRequest without(String name) {
		String prefix = name.toLowerCase(Locale.ROOT) + ":";
		this.headers.removeIf((line) -> line.toLowerCase(Locale.ROOT).startsWith(prefix));
		return this;
	}

	public WireRequest body(String type, String body) {
		this.body = body;
		return header("Content-Type", type).header("Content-Length", Integer.toString(body.length()));
	}

	/**
	 * Move the request to an application that does not begin at the root.
	 * @param prefix the path of the application, empty at the root
	 * @return the request
	 */
	public WireRequest within(String prefix) {
		int path = this.requestLine.indexOf('/', Math.max(0, this.requestLine.indexOf("://") + 3));
		this.requestLine = this.requestLine.substring(0, path) + prefix + this.requestLine.substring(path);
		return this;
	}

	public WireRequest withoutWebSocketHeaders() {
		return without("Upgrade").without("Connection")
			.without("Sec-WebSocket-Key")
			.without("Sec-WebSocket-Version")
			.without("Sec-WebSocket-Protocol");
	}

	@Override
	public String toString() {
		boolean hello = this.body.isEmpty() && this.headers.contains("Content-Length: 5");
		return this.requestLine + "\r\n" + String.join("\r\n", this.headers) + "\r\n\r\n"
				+ (hello ? "hello" : this.body);
	}

}
