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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every cause of a refused handshake in {@code wire/causes.txt}, a row a case.
 */
class CausesIT {

	private static final Pattern TOKEN = Pattern.compile("<([a-z0-9-]+)>");

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	static Stream<Arguments> causes() throws IOException {
		try (InputStream in = CausesIT.class.getResourceAsStream("/wire/causes.txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> Arguments.of((Object[]) line.split(" \\| ")))
				.toList()
				.stream();
		}
	}

	@Test
	void everyReasonIsProducedByACauseHereOrInTheTestThatIsNamed() throws IOException {
		Map<Class<?>, List<RejectionReason>> elsewhere = Map.ofEntries(
				Map.entry(ProxyIT.class, List.of(RejectionReason.HOST_NOT_ALLOWED)),
				Map.entry(SockJsIT.class, List.of(RejectionReason.SOCKJS_USER_MISMATCH)),
				Map.entry(SlowVerifierIT.class, List.of(RejectionReason.SERVER_BUSY)),
				Map.entry(OtherLayersIT.class,
						List.of(RejectionReason.CORS_ORIGIN_REJECTED, RejectionReason.CSRF_INVALID,
								RejectionReason.FIREWALL_REJECTED, RejectionReason.RESPONSE_WRAPPED,
								RejectionReason.SESSION_EXPIRED, RejectionReason.TOKEN_REJECTED)),
				Map.entry(ContainerErrorsIT.class,
						List.of(RejectionReason.HEADERS_TOO_LARGE, RejectionReason.URI_TOO_LONG,
								RejectionReason.HOST_INVALID)),
				Map.entry(ConnectionIT.class,
						List.of(RejectionReason.MESSAGE_TOO_LARGE, RejectionReason.CONNECTION_TOO_OLD,
								RejectionReason.IDLE_TIMEOUT, RejectionReason.CLOSED_BY_OPERATOR)),
				Map.entry(FirstMessageIT.class, List.of(RejectionReason.AUTH_TIMEOUT)),
				Map.entry(LoginSessionIT.class, List.of(RejectionReason.LOGGED_OUT)),
				Map.entry(StompIT.class,
						List.of(RejectionReason.STOMP_FRAME_INVALID, RejectionReason.STOMP_VERSION_UNSUPPORTED,
								RejectionReason.STOMP_NOT_CONNECTED, RejectionReason.DESTINATION_FORBIDDEN)),
				Map.entry(DrainIT.class, List.of(RejectionReason.DRAINING)), Map.entry(RefreshIT.class,
						List.of(RejectionReason.REFRESH_CONNECTION_UNKNOWN, RejectionReason.REFRESH_SUBJECT_CHANGED)));
		Set<String> produced = causes().flatMap((row) -> Arrays.stream(((String) row.get()[3]).split("/")))
			.collect(Collectors.toSet());
		assertThat(RejectionReason.values())
			.filteredOn((reason) -> elsewhere.values().stream().noneMatch((reasons) -> reasons.contains(reason)))
			.extracting(RejectionReason::name)
			.allSatisfy((reason) -> assertThat(produced).contains(reason));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("causes")
	void answersWithStatusAndReason(String name, String row, String statuses, String reasons) {
		String request = TOKEN.matcher(row)
			.replaceAll((token) -> Matcher.quoteReplacement(server.token(token.group(1))));
		WireClient.Response response = server.send(WireRequest.parse(request));
		assertThat(statuses.split("/")).as(response.toString()).contains(Integer.toString(response.status()));
		if (!reasons.equals("*")) {
			String reason = (response.reason() != null) ? response.reason() : "-";
			assertThat(reasons.split("/")).as(response.toString()).contains(reason);
		}
		if (response.reason() != null) {
			assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(response.body()).contains("\"reason\":\"" + response.reason() + "\"");
			assertThat(response.header("Set-Cookie")).isNull();
		}
	}

}
