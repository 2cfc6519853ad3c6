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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.wsguard.findings.Finding;

/**
 * What the endpoint shows of a guard.
 *
 * @param verifier who verifies tokens
 * @param settings what holds for all endpoints, by property
 * @param issuers whose tokens are accepted, by name
 * @param policies what holds for some endpoints, the policy of all other paths first
 * @param endpoints the endpoints that the application registered
 * @param findings what the owner of the configuration should know
 * @param refusals the last refusals
 */
public record WsGuardDescriptor(String verifier, Map<String, SettingDescriptor> settings,
		Map<String, Map<String, SettingDescriptor>> issuers, List<PolicyDescriptor> policies,
		List<EndpointDescriptor> endpoints, List<Finding> findings,
		RefusalsDescriptor refusals) implements OperationResponseBody {

	/**
	 * The value of a property.
	 *
	 * @param value the value, or asterisks in its place
	 * @param source the property that the value was taken from, or {@code default}
	 */
	public record SettingDescriptor(@Nullable Object value, String source) {

	}

	/**
	 * A policy.
	 *
	 * @param name its configured name, {@code default} for the policy of all other paths
	 * @param checks the names of its checks, in order
	 * @param settings what holds, by property
	 */
	public record PolicyDescriptor(String name, List<String> checks, Map<String, SettingDescriptor> settings) {

	}

	/**
	 * An endpoint that the application registered.
	 *
	 * @param path its pattern
	 * @param protocol what it speaks
	 * @param policy the name of the policy that holds
	 * @param registeredOrigins the origins that its registration in code names
	 * @param route what a handshake meets, in order
	 */
	public record EndpointDescriptor(String path, String protocol, String policy, @Nullable Object registeredOrigins,
			List<StationDescriptor> route) {

	}

	/**
	 * A part of the application that a handshake meets.
	 *
	 * @param kind what sort of part it is
	 * @param name the name that it is known by
	 * @param type the name of its class
	 * @param guard whether it is a part of ws-guard
	 * @param detail what it applies to
	 */
	public record StationDescriptor(String kind, String name, String type, boolean guard, @Nullable Object detail) {

	}

	/**
	 * The last refusals.
	 *
	 * @param total how many there were since the start
	 * @param latest the last of them, the newest first
	 */
	public record RefusalsDescriptor(long total, List<RefusalDescriptor> latest) {

	}

	/**
	 * A refusal.
	 *
	 * @param time when it was written
	 * @param id the identifier that response and log line carry too
	 * @param reason the reason
	 * @param status the HTTP status that was written, or would have been
	 * @param layer who refused
	 * @param endpoint the pattern of the endpoint
	 * @param reportOnly whether the refusal was only reported
	 * @param detail what was wrong
	 * @param hint what would work
	 * @param path the path of the request, where values are shown
	 * @param origin the {@code Origin} header, where values are shown
	 * @param address the address of the client, where values are shown
	 */
	public record RefusalDescriptor(Instant time, String id, String reason, int status, String layer, String endpoint,
			boolean reportOnly, String detail, String hint, @Nullable Object path, @Nullable Object origin,
			@Nullable Object address) {

	}

}
