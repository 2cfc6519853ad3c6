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

package io.github.wsguard.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * The proxy that a request seems to have passed, told by the traces that each product
 * leaves. Anybody can leave the same traces, so the guess chooses a hint and nothing
 * else; the first product that fits is taken.
 */
enum FrontingProxy {

	/**
	 * Closes each connection or speaks HTTP/1.0 as long as nothing is configured, and
	 * names the client in most recipes. First, since it is the only one that drops an
	 * upgrade without being told to.
	 */
	NGINX(closesConnection().or((request) -> "HTTP/1.0".equals(request.httpVersion()))
		.or(has("X-Real-IP").and(has("X-Forwarded-Server").negate())),
			"nginx seems to stand in front. Write into its location: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";"),

	/**
	 * Names itself, or sets three of these headers and no other.
	 */
	CADDY(via("caddy").or(forwards("For", "Host", "Proto")),
			"Caddy seems to stand in front: reverse_proxy passes the upgrade on by itself. Remove header_up lines for Upgrade and Connection, and write: transport http { versions 1.1 }"),

	/**
	 * Marks requests with headers of its own, or with an identifier beside the scheme.
	 */
	ENVOY(has("X-Envoy-Expected-Rq-Timeout-Ms").or(has("X-Envoy-External-Address"))
		.or(has("X-Envoy-Internal"))
		.or(has("X-Envoy-Attempt-Count"))
		.or(has("X-Envoy-Original-Path"))
		.or(has("X-Request-Id").and(forwards("For", "Proto").or(forwards("Proto")))),
			"Envoy seems to stand in front. Write into its HttpConnectionManager: upgrade_configs: [{ upgrade_type: websocket }], and let the cluster speak HTTP/1.1"),

	/**
	 * Names its host as Apache does, and the client as nginx does.
	 */
	TRAEFIK(has("X-Forwarded-Server").and(has("X-Real-IP")),
			"Traefik seems to stand in front: it passes the upgrade on by itself. Remove Upgrade and Connection from customRequestHeaders of its middlewares, and let the service's url start with http://, not h2c://"),

	/**
	 * Names its host.
	 */
	APACHE(has("X-Forwarded-Server"),
			"Apache httpd seems to stand in front. Write (2.4.47 or newer): ProxyPass \"/ws/\" \"http://app:8080/ws/\" upgrade=websocket"),

	/**
	 * Traces every request.
	 */
	AWS_LOAD_BALANCER(has("X-Amzn-Trace-Id"),
			"An AWS load balancer seems to stand in front. Its target group needs the protocol version HTTP1: aws elbv2 create-target-group --protocol HTTP --protocol-version HTTP1"),

	/**
	 * Numbers every request.
	 */
	CLOUDFLARE(has("CF-Ray"),
			"Cloudflare seems to stand in front. Turn on Network > WebSockets, or: PATCH /zones/{zone}/settings/websockets {\"value\":\"on\"}"),

	/**
	 * Sets as little as it is told to, and never names itself.
	 */
	HAPROXY(has("X-Forwarded-For").and(has("X-Forwarded-Host").negate()).and(has("Via").negate()),
			"HAProxy seems to stand in front: it passes the upgrade on by itself. Write mode http and timeout tunnel 1h, and remove http-request del-header and set-header rules for Upgrade and Connection");

	private final Predicate<HandshakeRequest> traces;

	private final String hint;

	FrontingProxy(Predicate<HandshakeRequest> traces, String hint) {
		this.traces = traces;
		this.hint = hint;
	}

	/**
	 * Return the proxy that a request looks like.
	 * @param request a request that lacks what a handshake needs
	 * @return the first product whose traces the request bears, or empty if it bears none
	 */
	static Optional<FrontingProxy> of(HandshakeRequest request) {
		for (FrontingProxy proxy : values()) {
			if (proxy.traces.test(request)) {
				return Optional.of(proxy);
			}
		}
		return Optional.empty();
	}

	/**
	 * Refuse a request that a proxy may have spoilt.
	 * @param request the request
	 * @param reason the reason
	 * @param detail what was wrong about this request
	 * @return a refusal with the hint for the proxy that the request looks like, or with
	 * the general hint of the reason if it looks like none
	 */
	static Decision reject(HandshakeRequest request, RejectionReason reason, String detail) {
		Rejection rejection = Rejection.because(reason, detail);
		return new Decision.Reject(of(request).map((proxy) -> rejection.hint(proxy.hint)).orElse(rejection));
	}

	private static Predicate<HandshakeRequest> has(String header) {
		return (request) -> !request.headers(header).isEmpty();
	}

	private static Predicate<HandshakeRequest> via(String product) {
		return (request) -> {
			List<String> lines = request.headers("Via");
			return FieldValues.contain(lines, "1.0 " + product) || FieldValues.contain(lines, "1.1 " + product)
					|| FieldValues.contain(lines, "2.0 " + product) || FieldValues.contain(lines, "3.0 " + product);
		};
	}

	/**
	 * Test for a set of {@code X-Forwarded-*} headers, without any other of them.
	 */
	private static Predicate<HandshakeRequest> forwards(String... suffixes) {
		Set<String> expected = Set.of(suffixes);
		Predicate<HandshakeRequest> exact = has("Via").negate();
		for (String suffix : List.of("For", "Host", "Port", "Proto", "Server")) {
			Predicate<HandshakeRequest> present = has("X-Forwarded-" + suffix);
			exact = exact.and(expected.contains(suffix) ? present : present.negate());
		}
		return exact;
	}

	private static Predicate<HandshakeRequest> closesConnection() {
		return (request) -> FieldValues.contain(request.headers("Connection"), "close");
	}

}
