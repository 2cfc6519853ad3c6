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

package io.github.wsguard.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import io.github.wsguard.actuate.ConnectionsDescriptor.ConnectionDescriptor;
import io.github.wsguard.actuate.GuardDescription.Setting;
import io.github.wsguard.actuate.WsGuardDescriptor.EndpointDescriptor;
import io.github.wsguard.actuate.WsGuardDescriptor.PolicyDescriptor;
import io.github.wsguard.actuate.WsGuardDescriptor.RefusalDescriptor;
import io.github.wsguard.actuate.WsGuardDescriptor.RefusalsDescriptor;
import io.github.wsguard.actuate.WsGuardDescriptor.SettingDescriptor;
import io.github.wsguard.actuate.WsGuardDescriptor.StationDescriptor;
import io.github.wsguard.connection.GuardedConnection;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.decision.Explanation;
import io.github.wsguard.decision.HandshakeSketch;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.inspection.HandshakeRoute;
import io.github.wsguard.inspection.Station;
import io.github.wsguard.observation.HandshakeRejected;
import io.github.wsguard.observation.RecentRefusals;

/**
 * Shows what holds for WebSocket handshakes and what was refused, explains what would
 * become of one, and lists live connections. Changes nothing, unless its access is raised
 * so that it may close one.
 */
@Endpoint(id = "wsguard", defaultAccess = Access.READ_ONLY)
public final class WsGuardEndpoint {

	static final String EXPLAIN = "explain";

	static final String CONNECTIONS = "connections";

	private final Supplier<GuardDescription> description;

	private final RecentRefusals refusals;

	private final Explainer explainer;

	private final WsGuardSessions sessions;

	private final Sanitizer sanitizer;

	private final Show showValues;

	/**
	 * Create an endpoint.
	 * @param description describes the guard
	 * @param refusals remembers the last refusals
	 * @param explainer explains handshakes
	 * @param sessions the live connections
	 * @param sanitizer hides values
	 * @param showValues when to show origins, addresses and the like
	 */
	public WsGuardEndpoint(Supplier<GuardDescription> description, RecentRefusals refusals, Explainer explainer,
			WsGuardSessions sessions, Sanitizer sanitizer, Show showValues) {
		this.description = description;
		this.refusals = refusals;
		this.explainer = explainer;
		this.sessions = sessions;
		this.sanitizer = sanitizer;
		this.showValues = showValues;
	}

	/**
	 * Show the guard.
	 * @return what holds, and what was refused
	 */
	@ReadOperation
	public WsGuardDescriptor wsGuard() {
		return describe(this.showValues.isShown(true));
	}

	/**
	 * Explain what would become of a handshake, or list live connections.
	 * @param operation {@code explain} or {@code connections}
	 * @param path of a handshake the raw path behind the context path, without a query
	 * @param origin the {@code Origin} header; absent, the request has none
	 * @param address the client's IP address; absent, the loopback address
	 * @param server scheme, host and port by which the client reaches the application;
	 * absent, the local server
	 * @param headers names of headers that the request has beside those of a handshake
	 * @param without names of headers of a handshake that the request has lost
	 * @param page the number of a page of connections; absent, the first
	 * @return the verdict of each check, or the connections, or {@code null} if there is
	 * no such operation
	 */
	@ReadOperation
	public @Nullable OperationResponseBody read(@Selector String operation, @Nullable String path,
			@Nullable String origin, @Nullable String address, @Nullable String server, @Nullable List<String> headers,
			@Nullable List<String> without, @Nullable Integer page) {
		return switch (operation) {
			case EXPLAIN -> explain(path, origin, address, server, headers, without);
			case CONNECTIONS -> connections(page, this.showValues.isShown(true));
			default -> null;
		};
	}

	ExplanationDescriptor explain(@Nullable String path, @Nullable String origin, @Nullable String address,
			@Nullable String server, @Nullable List<String> headers, @Nullable List<String> without) {
		if (path == null) {
			throw invalid("'path' is missing; it is the path of the handshake, such as /ws/chat");
		}
		SketchParameters parameters = new SketchParameters(path, origin, address, server, headers, without);
		String localServer = this.explainer.localServer().get();
		return ExplanationDescriptor.of(this.explainer.explain().apply(parameters.sketch(localServer)),
				parameters.assumed(localServer));
	}

	ConnectionsDescriptor connections(@Nullable Integer page, boolean show) {
		int number = (page != null) ? page : 0;
		if (number < 0) {
			throw invalid("'page' must not be negative; the first page is 0");
		}
		return ConnectionsDescriptor.of(this.sessions.list(), number, (connection) -> connection(connection, show));
	}

	private ConnectionDescriptor connection(GuardedConnection connection, boolean show) {
		String principal = (connection.principal() != null) ? connection.principal().getName() : null;
		return new ConnectionDescriptor(connection.id(), connection.endpoint(), connection.openedAt(),
				connection.expiresAt().orElse(null),
				(show && principal != null) ? sanitize("principal", principal, true) : null,
				show ? sanitize("address", connection.remoteAddress(), true) : null);
	}

	/**
	 * Close a live connection.
	 * @param operation {@code connections}
	 * @param id the identifier of the connection
	 * @return {@code false} if there is no such connection
	 */
	@DeleteOperation
	public boolean close(@Selector String operation, @Selector String id) {
		return operation.equals(CONNECTIONS) && this.sessions.close(id);
	}

	private static InvalidEndpointRequestException invalid(String problem) {
		return new InvalidEndpointRequestException(problem, problem);
	}

	WsGuardDescriptor describe(boolean show) {
		GuardDescription guard = this.description.get();
		Map<String, Map<String, SettingDescriptor>> issuers = new LinkedHashMap<>();
		guard.issuers().forEach((issuer) -> issuers.put(issuer.name(), settings(issuer.settings(), show)));
		return new WsGuardDescriptor(guard.verifier(), settings(guard.settings(), show), issuers,
				guard.policies().stream().map((policy) -> policy(policy, show)).toList(),
				guard.endpoints().stream().map((endpoint) -> endpoint(endpoint, show)).toList(), guard.findings(),
				refusals(show));
	}

	private PolicyDescriptor policy(GuardDescription.Policy policy, boolean show) {
		return new PolicyDescriptor(policy.name(), policy.checks(), settings(policy.settings(), show));
	}

	private EndpointDescriptor endpoint(GuardDescription.Endpoint endpoint, boolean show) {
		HandshakeRoute route = endpoint.route();
		List<String> origins = endpoint.registeredOrigins();
		return new EndpointDescriptor(route.endpoint(), spell(route.protocol()), route.policy(),
				origins.isEmpty() ? null : sanitize("registered-origins", origins, show),
				route.stations().stream().map((station) -> station(station, show)).toList());
	}

	/**
	 * The matcher of a security chain may tell addresses.
	 */
	private StationDescriptor station(Station station, boolean show) {
		boolean shown = show || station.kind() != Station.Kind.SECURITY_CHAIN;
		return new StationDescriptor(spell(station.kind()), station.name(), station.type(), station.guard(),
				station.detail().isEmpty() ? null : sanitize("route", station.detail(), shown));
	}

	private static String spell(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private Map<String, SettingDescriptor> settings(List<Setting> settings, boolean show) {
		Map<String, SettingDescriptor> described = new LinkedHashMap<>();
		for (Setting setting : settings) {
			boolean shown = show || setting.visibility() == Setting.Visibility.OPEN;
			described.put(setting.name(),
					new SettingDescriptor(sanitize(setting.name(), setting.value(), shown), setting.source()));
		}
		return described;
	}

	private RefusalsDescriptor refusals(boolean show) {
		return new RefusalsDescriptor(this.refusals.count(),
				this.refusals.latest().stream().map((refusal) -> refusal(refusal, show)).toList());
	}

	private RefusalDescriptor refusal(RecentRefusals.Refusal remembered, boolean show) {
		HandshakeRejected refusal = remembered.refusal();
		Rejection rejection = refusal.rejection();
		return new RefusalDescriptor(remembered.time(), refusal.id(), rejection.reason().name(), refusal.status(),
				rejection.layer().value(), refusal.endpoint(), refusal.reportOnly(), rejection.detail(),
				rejection.hint(), show ? sanitize("path", refusal.path(), true) : null,
				show ? sanitize("origin", refusal.origin(), true) : null,
				show ? sanitize("address", refusal.remoteAddress(), true) : null);
	}

	private @Nullable Object sanitize(String key, @Nullable Object value, boolean show) {
		if (value instanceof List<?> list) {
			List<@Nullable Object> sanitized = new ArrayList<>();
			list.forEach((element) -> sanitized.add(sanitize(key + "[" + sanitized.size() + "]", element, show)));
			return sanitized;
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> sanitized = new LinkedHashMap<>();
			map.forEach((name, element) -> sanitized.put(name.toString(), sanitize(key + "." + name, element, show)));
			return sanitized;
		}
		return this.sanitizer.sanitize(new SanitizableData(null, key, value), show);
	}

	/**
	 * Explains handshakes.
	 *
	 * @param explain returns what would become of a handshake
	 * @param localServer returns by which scheme, host and port a client on the same
	 * machine reaches the application
	 */
	public record Explainer(Function<HandshakeSketch, Explanation> explain, Supplier<String> localServer) {

	}

}
