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

package io.github.wsguard.issuer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import org.springframework.boot.json.JsonParserFactory;

/**
 * Makes requests that must succeed.
 */
final class JsonClient {

	private final HttpClient http = HttpClient.newHttpClient();

	/**
	 * Ask a token endpoint (RFC 6749 3.2).
	 * @param endpoint the address
	 * @param form the parameters, the credentials of the client among them
	 * @return the tokens, by what they are
	 */
	Map<String, Object> tokens(String endpoint, String form) {
		String body = send(HttpRequest.newBuilder(URI.create(endpoint))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build());
		return JsonParserFactory.getJsonParser().parseMap(body);
	}

	/**
	 * Make a request.
	 * @param request the request
	 * @return the body of the response
	 * @throws IllegalStateException if it is not one of success
	 */
	String send(HttpRequest request) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() / 100 != 2) {
				throw new IllegalStateException(
						"%s was answered %d: %s".formatted(request.uri(), response.statusCode(), response.body()));
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException("%s was not answered".formatted(request.uri()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("%s was not waited for".formatted(request.uri()), ex);
		}
	}

}
