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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Fetches documents that are bounded in size and time. No thread waits for them.
 */
final class HttpFetcher {

	private static final Fetched LATE = new Fetched.Failed("did not arrive in time");

	private final Supplier<HttpClient> client;

	private final RemoteKeySettings settings;

	HttpFetcher(Supplier<HttpClient> client, RemoteKeySettings settings) {
		this.client = client;
		this.settings = settings;
	}

	static boolean isHttp(URI uri) {
		return uri.getHost() != null
				&& ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
	}

	/**
	 * Begin to fetch a document.
	 * @param uri the address
	 * @return completed with the document, or why there is none, when the time for one
	 * exchange is over at the latest
	 */
	CompletableFuture<Fetched> get(URI uri) {
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.get()
			.sendAsync(request, (response) -> new BoundedBody(this.settings.maxSize()));
		// The client's own timeout ends with the headers of the response
		return exchange.thenApply(HttpFetcher::fetched)
			.exceptionally(HttpFetcher::failed)
			.completeOnTimeout(LATE, this.settings.exchangeTimeout().toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((fetched, failure) -> exchange.cancel(true));
	}

	private static Fetched failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		return new Fetched.Failed((cause instanceof BoundedBody.TooLargeException) ? "is larger than keys.max-size"
				: "cannot be reached");
	}

	private static Fetched fetched(HttpResponse<byte[]> response) {
		int status = response.statusCode();
		if (status == 200) {
			return new Fetched.Document(response.body());
		}
		if (status == 404 || status == 410) {
			return new Fetched.Absent(status);
		}
		return (status == 401 || status == 403) ? new Fetched.Withheld(status)
				: new Fetched.Failed("was answered with status " + status);
	}

}
