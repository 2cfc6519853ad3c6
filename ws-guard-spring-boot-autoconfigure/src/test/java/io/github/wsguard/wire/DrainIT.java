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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.ConnectionEnded;
import io.github.wsguard.observation.HandshakeRejected;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients meet when the application stops.
 */
class DrainIT {

	// The common pool has a single thread on two processors, and these wait for each
	// other
	private static final Executor THREADS = (task) -> new Thread(task, "client").start();

	private static final String FAREWELL = "close 1012 DRAINING retry=later";

	@Test
	void connectionsEndOneAfterTheOther() {
		WireServer server = start("ws-guard.connection.drain=2s");
		Scene scene = server.context().getBean(Scene.class);
		List<WireSocket> sockets = open(server, 6);
		try {
			Duration taken = stop(server);
			assertThat(sockets).allSatisfy((socket) -> assertThat(socket.read()).isEqualTo(FAREWELL));
			assertThat(scene.times).hasSize(6);
			for (int i = 1; i < 6; i++) {
				assertThat(scene.times.get(i) - scene.times.get(i - 1)).isGreaterThan(150_000_000);
			}
			assertThat(taken).isBetween(Duration.ofMillis(1400), Duration.ofSeconds(10));
		}
		finally {
			sockets.forEach(WireSocket::close);
		}
	}

	@Test
	void othersGoOnMeanwhileAndNobodyIsAdmitted() {
		WireServer server = start("ws-guard.connection.drain=60s");
		Scene scene = server.context().getBean(Scene.class);
		List<WireSocket> sockets = open(server, 2);
		try {
			CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(() -> stop(server), THREADS);
			KeyScene.await(() -> scene.ended.size() == 1);
			WireSocket open = sockets.get(scene.ended.get(0).principal().getName().equals("alice") ? 1 : 0);
			WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.reason()).isEqualTo("DRAINING");
			assertThat(response.header("Retry-After")).isEqualTo("60");
			assertThat(response.body()).contains("\"retry\":\"later\"");
			KeyScene.await(() -> !scene.rejected.isEmpty());
			assertThat(scene.rejected).singleElement()
				.satisfies((event) -> assertThat(event.rejection().reason()).isEqualTo(RejectionReason.DRAINING));
			assertThat(server.send(WireRequest.handshake("/ws/echo")).reason()).isEqualTo("TOKEN_MISSING");
			assertThat(server.send(WireRequest.plain("GET", "/api/who")).status()).isEqualTo(200);
			assertThat(stopped).isNotDone();
			assertThat(open.send("still here").read()).isEqualTo("still here");
			// Whoever leaves by himself is waited for no longer
			sockets.forEach(WireSocket::close);
			assertThat(stopped.join()).isLessThan(Duration.ofSeconds(40));
		}
		finally {
			sockets.forEach(WireSocket::close);
		}
	}

	@Test
	void sockJsClientsLearnItByTheirTransport() {
		WireServer server = start("ws-guard.connection.drain=6s");
		Scene scene = server.context().getBean(Scene.class);
		ConnectionRegistry connections = server.context().getBean(ConnectionRegistry.class);
		String bearer = server.token("good");
		CompletableFuture<String> stream = CompletableFuture.supplyAsync(() -> server.client()
			.readUntil(WireRequest.plain("POST", "/sockjs/000/session1/xhr_streaming").bearer(bearer).toString(),
					"c[1012,\"DRAINING retry=later\"]"),
				THREADS);
		try (WireSocket socket = open(server, "/ws/echo", "bob")) {
			socket.read();
			KeyScene.await(() -> connections.size() == 2);
			CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(() -> stop(server), THREADS);
			KeyScene.await(() -> scene.ended.size() == 1);
			assertThat(server.send(WireRequest.plain("POST", "/sockjs/000/session2/xhr").bearer(bearer)).reason())
				.isEqualTo("DRAINING");
			assertThat(stream.join()).endsWith("c[1012,\"DRAINING retry=later\"]");
			assertThat(stopped.join()).isLessThan(Duration.ofSeconds(40));
		}
	}

	@Test
	void allEndAtOnceWhereTheServerStopsAtOnce() {
		WireServer server = start("ws-guard.connection.drain=60s", "server.shutdown=immediate");
		List<WireSocket> sockets = open(server, 6);
		try {
			assertThat(stop(server)).isLessThan(Duration.ofSeconds(20));
			assertThat(sockets).allSatisfy((socket) -> assertThat(socket.read()).isEqualTo(FAREWELL));
		}
		finally {
			sockets.forEach(WireSocket::close);
		}
	}

	@Test
	void nobodyIsWaitedFor() {
		assertThat(stop(start("ws-guard.connection.drain=60s"))).isLessThan(Duration.ofSeconds(20));
	}

	@Test
	void endOfAnotherContextChangesNothing() {
		try (WireServer server = start(); WireSocket socket = open(server, "/ws/echo", "good")) {
			socket.read();
			GenericApplicationContext child = new GenericApplicationContext(server.context());
			child.refresh();
			child.close();
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))).status())
				.isEqualTo(101);
			socket.sendClose(1000);
		}
	}

	private static WireServer start(String... properties) {
		return WireServer.start(List.of(Scene.class), properties);
	}

	private static Duration stop(WireServer server) {
		long start = System.nanoTime();
		server.close();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static List<WireSocket> open(WireServer server, int count) {
		List<WireSocket> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			WireSocket socket = open(server, "/ws/echo", (i % 2 == 0) ? "good" : "bob");
			socket.read();
			sockets.add(socket);
		}
		return sockets;
	}

	private static WireSocket open(WireServer server, String path, String kind) {
		return WireSocket.open(server, WireRequest.handshake(path).bearer(server.token(kind)));
	}

	/**
	 * Notes what the guard tells operators, and when.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Scene {

		private final List<ConnectionEnded> ended = new CopyOnWriteArrayList<>();

		private final List<Long> times = new CopyOnWriteArrayList<>();

		private final List<HandshakeRejected> rejected = new CopyOnWriteArrayList<>();

		@EventListener
		void note(ConnectionEnded event) {
			this.times.add(System.nanoTime());
			this.ended.add(event);
		}

		@EventListener
		void note(HandshakeRejected event) {
			this.rejected.add(event);
		}

	}

}
