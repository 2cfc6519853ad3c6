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

package io.github.wsguard.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/**
 * The first request of a SockJS client that has to do without WebSocket.
 */
public final class SockJsPost {

	private SockJsPost() {
	}

	/**
	 * Ask for a new session, as the page's own script does.
	 * @param port the port of the server
	 * @param credential a header and its value
	 * @return the answer
	 * @throws IOException if the server does not answer
	 * @throws InterruptedException if the test is given up
	 */
	public static HttpResponse<String> open(int port, String... credential) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:%d/sockjs/000/%s/xhr".formatted(port, UUID.randomUUID()));
		HttpRequest request = HttpRequest.newBuilder(uri)
			.headers(credential)
			.header("Origin", "http://localhost:" + port)
			.POST(BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

}
