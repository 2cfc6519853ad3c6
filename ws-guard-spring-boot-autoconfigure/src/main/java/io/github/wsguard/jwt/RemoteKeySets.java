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
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Opens the key sets of issuers that publish them, and fetches them in the background.
 * All share one HTTP client, or one for each connect timeout where these differ, and no
 * issuer waits for another: an answer that is awaited holds no thread. Nothing is fetched
 * before the start or the first token, and never an address that a token names.
 */
public final class RemoteKeySets implements AutoCloseable {

	// No thread waits for a server; one may be held by somebody who is told of a fetch
	private static final int THREADS = 2;

	private static final Duration TICK = Duration.ofMillis(500);

	private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();

	private final List<RemoteKeySource> sources = new CopyOnWriteArrayList<>();

	private final Clock clock;

	private final KeySetListener listener;

	private final ScheduledThreadPoolExecutor background;

	private @Nullable ScheduledFuture<?> ticks;

	/**
	 * Create an opener that tells nobody of its fetches.
	 * @param clock tells how old a key set is
	 */
	public RemoteKeySets(Clock clock) {
		this(clock, (fetch) -> {
		});
	}

	/**
	 * Create an opener.
	 * @param clock tells how old a key set is
	 * @param listener told of every fetch
	 */
	public RemoteKeySets(Clock clock, KeySetListener listener) {
		this.clock = clock;
		this.listener = listener;
		// After the end nobody is left to answer
		this.background = new ScheduledThreadPoolExecutor(THREADS, RemoteKeySets::thread,
				new ThreadPoolExecutor.DiscardPolicy());
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "ws-guard-keys");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Use a JWK set that a server publishes.
	 * @param name what the issuer is called in the configuration
	 * @param uri the address, {@code https}; {@code http} is meant for development
	 * @param settings how it is fetched
	 * @return the source
	 * @throws IllegalArgumentException if the address is none of HTTP
	 */
	public KeySource jwkSet(String name, URI uri, RemoteKeySettings settings) {
		requireHttp(uri);
		return open(name, new JwkSetLoader(uri, fetcher(settings)), settings);
	}

	/**
	 * Find the JWK set of an issuer by its metadata: OpenID Connect Discovery 1.0 4, else
	 * RFC 8414 3. The metadata must name the very issuer.
	 * @param name what the issuer is called in the configuration
	 * @param issuer the issuer
	 * @param settings how metadata and key set are fetched, each
	 * @return the source
	 * @throws IllegalArgumentException if the issuer is no address of HTTP, or has a
	 * query or fragment
	 */
	public KeySource discovery(String name, String issuer, RemoteKeySettings settings) {
		URI uri = URI.create(issuer);
		requireHttp(uri);
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new IllegalArgumentException("An issuer has neither query nor fragment (RFC 8414 2)");
		}
		return open(name, new DiscoveryLoader(issuer, fetcher(settings)), settings);
	}

	private static void requireHttp(URI uri) {
		if (!HttpFetcher.isHttp(uri)) {
			throw new IllegalArgumentException(
					"The address of keys must start with https:// or http:// and name a host");
		}
	}

	private RemoteKeySource open(String name, KeySetLoader loader, RemoteKeySettings settings) {
		RemoteKeySource source = new RemoteKeySource(loader, settings, this.clock, this.background, name,
				this.listener);
		this.sources.add(source);
		return source;
	}

	private HttpFetcher fetcher(RemoteKeySettings settings) {
		return new HttpFetcher(() -> this.clients.computeIfAbsent(settings.connectTimeout(), RemoteKeySets::client),
				settings);
	}

	static HttpClient client(Duration connectTimeout) {
		// Follows redirects but from https to http
		return HttpClient.newBuilder()
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
	}

	/**
	 * Begin to fetch all key sets and to keep them fresh, and wait for the first answers.
	 * @param patience how long to wait at most; what is late then still comes
	 */
	public void start(Duration patience) {
		if (this.sources.isEmpty()) {
			return;
		}
		synchronized (this) {
			if (this.ticks == null) {
				this.ticks = this.background.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(),
						TimeUnit.MILLISECONDS);
			}
		}
		await(patience);
	}

	private void tick() {
		try {
			fetchWhatIsDue();
		}
		// A clock of the application's own may fail; after that there must be a next tick
		catch (RuntimeException ex) {
			return;
		}
	}

	/**
	 * Fetch those key sets, in the background, that are absent or old.
	 */
	void fetchWhatIsDue() {
		this.sources.forEach(RemoteKeySource::fetchIfDue);
	}

	private void await(Duration patience) {
		CompletableFuture<?>[] attempts = this.sources.stream()
			.map(RemoteKeySource::firstAttempt)
			.toArray(CompletableFuture<?>[]::new);
		try {
			CompletableFuture.allOf(attempts).get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | ExecutionException ex) {
			// What is late still comes
			return;
		}
	}

	/**
	 * Tell how all key sets are.
	 * @return one status for each issuer
	 */
	public List<KeySetStatus> statuses() {
		return this.sources.stream().map(RemoteKeySource::status).toList();
	}

	/**
	 * Return what tells at any time how each key set is.
	 * @return a supplier of its status for each issuer, by the name of the issuer in the
	 * configuration
	 */
	public Map<String, Supplier<KeySetStatus>> statusSuppliers() {
		Map<String, Supplier<KeySetStatus>> suppliers = new HashMap<>();
		this.sources.forEach((source) -> suppliers.put(source.issuer(), source::status));
		return suppliers;
	}

	/**
	 * Keep the key sets as they are, until the next start.
	 */
	public synchronized void stop() {
		if (this.ticks != null) {
			this.ticks.cancel(false);
			this.ticks = null;
		}
	}

	@Override
	public void close() {
		stop();
		this.background.shutdownNow();
	}

}
