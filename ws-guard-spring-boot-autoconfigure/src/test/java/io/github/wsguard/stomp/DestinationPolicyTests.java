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

package io.github.wsguard.stomp;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionListener;
import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.ConnectionSettings;
import io.github.wsguard.connection.Identity;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DestinationPolicyTests {

	private static final BrokerDestinations SIMPLE = new BrokerDestinations(List.of("/topic", "/queue"),
			List.of("/app/"), "/user/", Set.of(), false, false);

	private static final BrokerDestinations RELAY = new BrokerDestinations(List.of("/topic"), List.of("/app/"),
			"/user/", Set.of("/topic/users"), true, true);

	private final List<DestinationRule> rules = new ArrayList<>();

	@ParameterizedTest
	@CsvSource({ "SEND, /app/a, true", "SEND, /topic/a, false", "SEND, /queue/a, false",
			"SEND, /user/bob/queue/a, false", "SEND, /user/alice/queue/a, true", "SEND, /user/s1/queue/a, true",
			"SEND, /user/a%2Fb/queue/a, false", "SEND, /user/alice, false", "SEND, /other, true",
			"SUBSCRIBE, /topic/a, true", "SUBSCRIBE, /user/queue/a, true", "SUBSCRIBE, /queue/a-users1, true",
			"SUBSCRIBE, /queue/a-users2, false", "SUBSCRIBE, /queue/a-user123, false", "SUBSCRIBE, /queue/a-user, true",
			"SUBSCRIBE, /topic/all-users, true", "SUBSCRIBE, /topic/new-user-events, true",
			"SUBSCRIBE, /topic/all-users.europe, true", "SUBSCRIBE, /topic/users, true", "SUBSCRIBE, /topic/*, false",
			"SUBSCRIBE, /queue/a-user*, false", "SUBSCRIBE, //topic/a, true" })
	void demandsARuleForSomeThingsWhereThereIsNone(DestinationAction action, String destination, boolean allowed) {
		assertThat(reasonOf(SIMPLE, true, action, destination) == null).isEqualTo(allowed);
	}

	@Test
	void takesEverythingButMethodsForABrokersWithoutPrefixes() {
		BrokerDestinations all = new BrokerDestinations(List.of(), List.of("/app/"), "/user/", Set.of(), false, false);
		assertThat(reasonOf(all, true, DestinationAction.SEND, "/app/a")).isNull();
		assertThat(reasonOf(all, true, DestinationAction.SEND, "/a")).isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
	}

	@Test
	void deniesWhatNoPatternMatches() {
		rule("/topic/a");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/a")).isNull();
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/b"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
		assertThat(reasonOf(SIMPLE, true, DestinationAction.SUBSCRIBE, "/topic/b")).isNull();
		assertThat(reasonOf(SIMPLE, true, DestinationAction.SEND, "/topic/b"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
	}

	@Test
	void letsTheMostSpecificPatternDecideAlsoAboutOtherActions() {
		rule("/topic/**");
		rule("/topic/admin/**", DestinationAction.SUBSCRIBE);
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/admin/x")).isNull();
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SEND, "/topic/a")).isNull();
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SEND, "/topic/admin/x"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
	}

	@Test
	void joinsTheRulesOfOnePattern() {
		rule("/topic/{a}", DestinationAction.SUBSCRIBE);
		this.rules.add(new DestinationRule(DestinationPattern.parse("/topic/{b}"), Set.of(DestinationAction.SEND),
				false, requiring("b", "7")));
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/8")).isNull();
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SEND, "/topic/7")).isNull();
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SEND, "/topic/8"))
			.isEqualTo(RejectionReason.CLAIM_MISMATCH);
	}

	@Test
	void refusesTwoRulesAboutTheSame() {
		rule("/topic/{a}", DestinationAction.SUBSCRIBE);
		rule("/topic/*");
		assertThatIllegalArgumentException().isThrownBy(() -> new DestinationRules(this.rules, false))
			.withMessageContaining("subscribe");
	}

	@ParameterizedTest
	@CsvSource({ "/topic//a, false, false", "/topic/a..b, false, false", "/topic/a%62, false, true",
			"/topic/a%62, true, false", "'/topic/a,/topic/b', true, false", "'/topic/a,b', false, true" })
	void refusesDestinationsThatBrokersReadDifferently(String destination, boolean relayed, boolean allowed) {
		rule("/topic/**");
		assertThat(reasonOf(relayed ? RELAY : SIMPLE, false, DestinationAction.SUBSCRIBE, destination) == null)
			.isEqualTo(allowed);
	}

	@Test
	void letsNoWildcardEscapeAMoreSpecificRule() {
		wildcardRule("/topic/**");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/**")).isNull();
		rule("/topic/news");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/**")).isNull();
		this.rules.add(new DestinationRule(DestinationPattern.parse("/topic/admin/{room}"),
				Set.of(DestinationAction.SUBSCRIBE), false, requiring("room", "7")));
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/**"))
			.isEqualTo(RejectionReason.CLAIM_MISMATCH);
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/*")).isNull();
		rule("/topic/secret", DestinationAction.SEND);
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/*"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
	}

	@Test
	void allowsWildcardsOnlyWhereARuleSaysSo() {
		rule("/topic/**");
		assertThat(reasonOf(SIMPLE, true, DestinationAction.SUBSCRIBE, "/topic/*"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
	}

	@ParameterizedTest
	@CsvSource({ "/topic/all-users.*, true", "/topic/all-users/*, true", "/topic/*-users, true",
			"/topic/*-users1, true", "/topic/*-users2, false", "/topic/a-user*, false", "/topic/a-user?bc, false",
			"/topic/a-user{id}, false", "/topic/a-users*, false", "/topic/new-user-*, true",
			"/topic/a-user*/**, true" })
	void allowsWildcardsThatDoNotSpellTheQueueOfAnother(String destination, boolean allowed) {
		wildcardRule("/topic/**");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, destination) == null).isEqualTo(allowed);
		assertThat(reasonOf(RELAY, false, DestinationAction.SUBSCRIBE, destination))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
	}

	@Test
	void refusesWhatInstancesTellEachOther() {
		rule("/topic/**");
		rule("/topic/users");
		assertThat(reasonOf(RELAY, false, DestinationAction.SUBSCRIBE, "/topic/users"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
		assertThat(reasonOf(RELAY, false, DestinationAction.SEND, "/topic/users"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/users")).isNull();
	}

	@Test
	void sendsToOneDestinationOnly() {
		rule("/topic/**");
		rule("/app/**");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SEND, "/topic/a.>")).isNull();
		assertThat(reasonOf(RELAY, false, DestinationAction.SEND, "/topic/a.>"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
		assertThat(reasonOf(RELAY, false, DestinationAction.SEND, "/app/a#b")).isNull();
	}

	@Test
	void refusesSubscriptionsOfASessionWhoseIdentifierIsAWildcard() {
		DestinationPolicy policy = new DestinationPolicy(new DestinationRules(this.rules, true), () -> SIMPLE);
		assertThat(policy.evaluate(DestinationAction.SUBSCRIBE, "/user/queue/a", connection("*")))
			.isInstanceOf(Decision.Reject.class);
		assertThat(policy.evaluate(DestinationAction.SUBSCRIBE, "/user/queue/a", connection("s1")))
			.isInstanceOf(Decision.Proceed.class);
	}

	@Test
	void letsNoWildcardReachAMoreSpecificRuleOverSlashes() {
		wildcardRule("/topic/*");
		this.rules.add(new DestinationRule(DestinationPattern.parse("/topic/room/{room}"),
				Set.of(DestinationAction.SUBSCRIBE), false, requiring("room", "7")));
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/*")).isNull();
		assertThat(reasonOf(RELAY, false, DestinationAction.SUBSCRIBE, "/topic/*"))
			.isEqualTo(RejectionReason.CLAIM_MISMATCH);
		assertThat(reasonOf(RELAY, false, DestinationAction.SUBSCRIBE, "/topic/news.*")).isNull();
	}

	@Test
	void letsARuleNameADestinationThatLooksLikeAnotherUsers() {
		rule("/topic/**");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/power-user1"))
			.isEqualTo(RejectionReason.DESTINATION_FORBIDDEN);
		rule("/topic/power-user1");
		assertThat(reasonOf(SIMPLE, false, DestinationAction.SUBSCRIBE, "/topic/power-user1")).isNull();
	}

	@Test
	void demandsADestination() {
		assertThat(reasonOf(SIMPLE, true, DestinationAction.SEND, "")).isEqualTo(RejectionReason.STOMP_FRAME_INVALID);
	}

	private void rule(String pattern, DestinationAction... actions) {
		List<DestinationAction> all = (actions.length > 0) ? Arrays.asList(actions)
				: List.of(DestinationAction.values());
		this.rules.add(new DestinationRule(DestinationPattern.parse(pattern), Set.copyOf(all), false,
				DestinationPolicyTests::grant));
	}

	private void wildcardRule(String pattern) {
		this.rules.add(new DestinationRule(DestinationPattern.parse(pattern), Set.of(DestinationAction.SUBSCRIBE), true,
				DestinationPolicyTests::grant));
	}

	private static Decision grant(Identity identity, Map<String, String> variables) {
		return Decision.proceed();
	}

	private static DestinationRule.Requirement requiring(String variable, String value) {
		return (identity, variables) -> value.equals(variables.get(variable)) ? Decision.proceed()
				: Decision.reject(RejectionReason.CLAIM_MISMATCH, "Another value");
	}

	private RejectionReason reasonOf(BrokerDestinations broker, boolean unmatchedAllowed, DestinationAction action,
			String destination) {
		DestinationPolicy policy = new DestinationPolicy(new DestinationRules(this.rules, unmatchedAllowed),
				() -> broker);
		Decision decision = policy.evaluate(action, destination, connection("s1"));
		return (decision instanceof Decision.Reject reject) ? reject.rejection().reason() : null;
	}

	static LiveConnection connection(String sessionId) {
		Principal alice = new TokenPrincipal("alice", "issuer", Map.of("sub", "alice"), Set.of(), null, Instant.MAX);
		Admission admission = new Admission(UUID.randomUUID(), "/stomp", "127.0.0.1", new Identity(null, alice),
				new ConnectionSettings(true, Duration.ZERO, null, null, null, true), (token) -> {
					throw new IllegalStateException();
				}, null, null, null);
		return new ConnectionRegistry(Clock.systemUTC(), new ConnectionListener() {
			@Override
			public void ended(LiveConnection connection, Rejection rejection) {
			}

			@Override
			public void failed(String what, Throwable failure) {
			}
		}).prepare(admission, sessionId, (rejection) -> {
		});
	}

}
