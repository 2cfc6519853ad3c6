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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.wsguard.decision.IpAddress;
import io.github.wsguard.observation.VerificationMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of clients with new tokens while somebody sends bad signatures as fast as
 * the server answers them, over far more connections than it verifies signatures at once.
 * The pace of the good ones is a wish: on a busy machine they come late and are fewer.
 */
class FloodIT {

	private static final int CONNECTIONS_OF_ATTACKER = 100;

	private static final int CLIENTS = 50;

	private static final int ATTEMPTS = 800;

	private static final int MILLIS_BETWEEN_ATTEMPTS = 10;

	private static ECKey key;

	private static WireServer server;

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
		Path keys = Files.writeString(directory.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
		String issuer = "ws-guard.jwt.issuers.main.";
		server = WireServer.start(List.of(), issuer + "jwk-set-uri", issuer + "jwk-set-location=" + keys.toUri(),
				issuer + "jws-algorithms=ES256", "ws-guard.proxy.trusted=127.0.0.0/8",
				"server.tomcat.max-keep-alive-requests=-1", "logging.level.io.github.wsguard.rejections=off");
		// Signatures take twenty times as long until the arithmetic is compiled
		for (String token : tokens()) {
			server.send(request("198.51.100.100", token));
		}
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void byOneAddressLeavesOthersTheirTurn() throws Exception {
		assertOthersAreAdmittedDuringFlood(() -> "203.0.113.9");
	}

	@Test
	void byAWholeNetworkLeavesOthersTheirTurn() throws Exception {
		assertOthersAreAdmittedDuringFlood(
				() -> new IpAddress(0x20010db800000001L, ThreadLocalRandom.current().nextLong()).toIpv6());
	}

	private static void assertOthersAreAdmittedDuringFlood(Supplier<String> attacker) throws Exception {
		List<String> tokens = tokens();
		Map<String, Integer> refused = new ConcurrentHashMap<>();
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService flood = Executors.newFixedThreadPool(CONNECTIONS_OF_ATTACKER);
		try {
			List<Future<?>> attackers = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS_OF_ATTACKER; i++) {
				attackers.add(flood.submit(() -> flood(attacker, refused, over)));
			}
			Map<String, Integer> good = outcomesOf(tokens);
			over.set(true);
			for (Future<?> attack : attackers) {
				attack.get();
			}
			int attempts = good.values().stream().mapToInt(Integer::intValue).sum();
			String numbers = "others: %s, attacker: %s".formatted(good, refused);
			assertThat(attempts).as(numbers).isGreaterThanOrEqualTo(CLIENTS);
			assertThat(good.getOrDefault("101", 0) * 10).as(numbers).isGreaterThanOrEqualTo(attempts * 9);
			assertThat(refused).as(numbers)
				.containsKeys("401 TOKEN_SIGNATURE_INVALID", "503 SERVER_BUSY")
				.doesNotContainKey("101");
			MeterRegistry meters = server.context().getBean(MeterRegistry.class);
			assertThat(meters.get(VerificationMetrics.TURNED_AWAY).functionCounter().count()).isPositive();
			assertThat(meters.get(VerificationMetrics.WAITING).gauge().value()).isZero();
		}
		finally {
			over.set(true);
			flood.shutdownNow();
		}
	}

	/**
	 * Send one bad signature after the other. The connection is kept until the server
	 * closes it, as Tomcat does after each 503.
	 */
	private static void flood(Supplier<String> attacker, Map<String, Integer> refused, AtomicBoolean over) {
		String unsigned = token(0).replaceFirst("[^.]+$", "");
		while (!over.get()) {
			try (Socket socket = new Socket("127.0.0.1", server.port())) {
				socket.setSoLinger(true, 0);
				InputStream in = new BufferedInputStream(socket.getInputStream());
				WireClient.Response response;
				do {
					WireRequest request = request(attacker.get(), unsigned + randomSignature());
					socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
					response = WireClient.read(in);
					refused.merge(outcome(response), 1, Integer::sum);
				}
				while (!over.get() && !"close".equals(response.header("Connection")));
			}
			catch (IOException ex) {
				refused.merge("no answer", 1, Integer::sum);
			}
		}
	}

	private static String randomSignature() {
		byte[] signature = new byte[64];
		ThreadLocalRandom.current().nextBytes(signature);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
	}

	/**
	 * Let each client come with a new token every half a second, one client after the
	 * other. Those that did not come within the time do not count.
	 */
	private static Map<String, Integer> outcomesOf(List<String> tokens) throws Exception {
		Map<String, Integer> outcomes = new ConcurrentHashMap<>();
		ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
		List<Future<?>> visits = new ArrayList<>();
		try {
			for (int i = 0; i < tokens.size(); i++) {
				WireRequest request = request("198.51.100." + (1 + i % CLIENTS), tokens.get(i));
				visits.add(clients.schedule(() -> outcomes.merge(handshake(request), 1, Integer::sum),
						(long) i * MILLIS_BETWEEN_ATTEMPTS, TimeUnit.MILLISECONDS));
			}
			clients.shutdown();
			clients.awaitTermination((long) tokens.size() * MILLIS_BETWEEN_ATTEMPTS, TimeUnit.MILLISECONDS);
			visits.forEach((visit) -> visit.cancel(false));
			return Map.copyOf(outcomes);
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static String handshake(WireRequest request) {
		try {
			return outcome(server.send(request));
		}
		catch (IllegalStateException ex) {
			return "no answer";
		}
	}

	private static WireRequest request(String client, String token) {
		return WireRequest.handshake("/ws/echo").bearer(token).header("X-Forwarded-For", client);
	}

	private static String outcome(WireClient.Response response) {
		return (response.status() != 101) ? response.status() + " " + response.reason() : "101";
	}

	private static List<String> tokens() {
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < ATTEMPTS; i++) {
			tokens.add(token(i));
		}
		return tokens;
	}

	private static String token(int number) {
		Instant now = Instant.now();
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
				new JWTClaimsSet.Builder().issuer(TestIssuer.ISSUER)
					.subject("alice")
					.audience(TestIssuer.AUDIENCE)
					.jwtID(Integer.toString(number))
					.issueTime(Date.from(now))
					.expirationTime(Date.from(now.plusSeconds(300)))
					.build());
		try {
			token.sign(new ECDSASigner(key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
