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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;

/**
 * Issuers of every kind, with key sets that hold more than they should.
 */
final class HostileIssuers implements AutoCloseable {

	/**
	 * What the clock of the server shows.
	 */
	static final long NOW = 1_900_000_000L;

	private static final List<Issuer> ALL = List.of(new Issuer("rsa", "RS256", "r1", "rsa"),
			new Issuer("pss", "PS256", "", "rsa-pss"), new Issuer("ec", "ES256", "e1", "ec"),
			new Issuer("ed", "EdDSA", "d1", "ed"), new Issuer("hmac", "HS256", "", "hmac"),
			new Issuer("wide", "RS256", "w1", "rsa-wide"));

	private final Map<String, Integer> fetches = new ConcurrentHashMap<>();

	private final ForgeKeys keys;

	private final HttpServer server;

	HostileIssuers(ForgeKeys keys) {
		this.keys = keys;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		serve("rsa", keys.jwk("rsa", ",\"kid\":\"r1\",\"use\":\"sig\""), keys.jwk("rsa-second", ",\"kid\":\"r2\""),
				keys.jwk("rsa-enc", ",\"kid\":\"enc\",\"use\":\"enc\""),
				keys.jwk("rsa-ops", ",\"kid\":\"ops\",\"key_ops\":[\"encrypt\",\"wrapKey\"]"),
				keys.jwk("rsa-for-ps", ",\"kid\":\"ps\",\"alg\":\"PS256\""),
				keys.jwk("rsa-for-oaep", ",\"kid\":\"oaep\",\"alg\":\"RSA-OAEP\""),
				keys.jwk("rsa-weak", ",\"kid\":\"weak\""), keys.privateJwk("rsa-leaked", ",\"kid\":\"leaked\""),
				keys.jwk("ec-in-rsa", ",\"kid\":\"rec\""), keys.secretJwk("oct", ",\"kid\":\"oct\""));
		serve("ec", keys.jwk("ec", ",\"kid\":\"e1\""), keys.jwk("p384", ",\"kid\":\"e384\""),
				keys.jwk("ec-enc", ",\"kid\":\"enc\",\"use\":\"enc\""));
		serve("ed", keys.jwk("ed", ",\"kid\":\"d1\""));
		this.server.start();
	}

	private void serve(String issuer, String... jwks) {
		byte[] set = keySet(jwks);
		this.server.createContext("/" + issuer, (exchange) -> {
			this.fetches.merge(issuer, 1, Integer::sum);
			exchange.sendResponseHeaders(200, set.length);
			exchange.getResponseBody().write(set);
			exchange.close();
		});
	}

	private static byte[] keySet(String... jwks) {
		return ForgeKeys.text("{\"keys\":[" + String.join(",", jwks) + "]}");
	}

	static List<Issuer> all() {
		return ALL;
	}

	static Issuer named(String name) {
		return ALL.stream()
			.filter((issuer) -> issuer.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No such issuer: " + name));
	}

	static String iss(String name) {
		return "https://" + named(name).name() + ".issuer.example";
	}

	/**
	 * Return how often each key set was fetched.
	 */
	Map<String, Integer> fetches() {
		return new TreeMap<>(this.fetches);
	}

	/**
	 * Return how the guard is told of these issuers.
	 * @param directory for files with keys
	 * @return {@code name=value}
	 */
	List<String> properties(Path directory) {
		List<String> properties = new ArrayList<>();
		for (Issuer issuer : ALL) {
			String prefix = "ws-guard.jwt.issuers." + issuer.name() + ".";
			Stream
				.of("issuer-uri=" + iss(issuer.name()), "audiences=chat", "principal-prefix=" + issuer.name() + ":",
						"jws-algorithms=" + issuer.algorithm())
				.forEach((property) -> properties.add(prefix + property));
			properties.add(prefix + keys(issuer.name(), directory));
		}
		properties.add("ws-guard.jwt.issuers.wide.jws-algorithms=RS256,HS256,ES256");
		return properties;
	}

	private String keys(String issuer, Path directory) {
		return switch (issuer) {
			case "hmac" -> "secret=" + new String(this.keys.secret("hmac"), StandardCharsets.UTF_8);
			case "pss" -> "public-key-location="
					+ file(directory, "pss.pem", ForgeKeys.text(this.keys.pem(this.keys.pair("rsa-pss").getPublic())));
			case "wide" -> "jwk-set-location=" + file(directory, "wide.json",
					keySet(this.keys.jwk("rsa-wide", ",\"kid\":\"w1\""),
							this.keys.secretJwk("wide-hmac", ",\"kid\":\"w2\""),
							this.keys.jwk("ec-wide", ",\"kid\":\"w3\"")));
			default -> "jwk-set-uri=http://127.0.0.1:" + this.server.getAddress().getPort() + "/" + issuer;
		};
	}

	private static String file(Path directory, String name, byte[] content) {
		try {
			return Files.write(directory.resolve(name), content).toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * An issuer and how it signs.
	 *
	 * @param name its name
	 * @param algorithm its algorithm
	 * @param keyId the {@code kid} that it writes, empty for none
	 * @param key the name of its key
	 */
	record Issuer(String name, String algorithm, String keyId, String key) {

	}

}
