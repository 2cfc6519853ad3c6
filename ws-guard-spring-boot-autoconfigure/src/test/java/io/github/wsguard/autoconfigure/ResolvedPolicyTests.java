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

package io.github.wsguard.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.token.TokenSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResolvedPolicyTests {

	@Test
	void inheritsEverythingThatEndpointLeavesOut() {
		ResolvedPolicies policies = Properties.resolve("ws-guard.mode=report-only", "ws-guard.require-tls=true",
				"ws-guard.origin.allowed=https://app.example.com", "ws-guard.origin.missing=reject",
				"ws-guard.token.max-size=1KB", "ws-guard.network.allowed=10.0.0.0/8",
				"ws-guard.network.denied=10.1.0.0/16", "ws-guard.rejection.detail=full",
				"ws-guard.endpoints.chat.path=/ws/chat");
		ResolvedPolicy chat = policies.endpointPolicies().get(0);
		ResolvedPolicy byDefault = policies.defaultPolicy();
		assertThat(chat).usingRecursiveComparison().ignoringFields("name", "path").isEqualTo(byDefault);
		assertThat(chat.name()).isEqualTo("chat");
		assertThat(chat.path()).isEqualTo("/ws/chat");
	}

	@Test
	void inheritsEachPropertyByItself() {
		ResolvedPolicy chat = only(Properties.resolve("ws-guard.origin.missing=reject", "ws-guard.token.max-size=1KB",
				"ws-guard.token.cookie-name=session", "ws-guard.rejection.detail=full",
				"ws-guard.endpoints.chat.path=/ws/chat", "ws-guard.endpoints.chat.mode=report-only",
				"ws-guard.endpoints.chat.origin.same-origin=false", "ws-guard.endpoints.chat.token.max-size=2KB",
				"ws-guard.endpoints.chat.rejection.type-base-uri=https://example.com/"));
		assertThat(chat.mode()).isEqualTo(GuardMode.REPORT_ONLY);
		assertThat(chat.origin().sameOrigin()).isFalse();
		assertThat(chat.origin().missing()).isEqualTo(MissingOrigin.REJECT);
		assertThat(chat.token().maxSize()).isEqualTo(DataSize.ofKilobytes(2));
		assertThat(chat.token().cookieName()).isEqualTo("session");
		assertThat(chat.rejection().detail()).isEqualTo(RejectionDetail.FULL);
		assertThat(chat.rejection().typeBaseUri()).isEqualTo("https://example.com/");
	}

	@Test
	void replacesListsAsWhole() {
		ResolvedPolicy chat = only(Properties.resolve("ws-guard.origin.allowed=https://a.example,https://b.example",
				"ws-guard.network.allowed=10.0.0.0/8,192.168.0.0/16", "ws-guard.endpoints.chat.path=/ws/chat",
				"ws-guard.endpoints.chat.origin.allowed=https://c.example",
				"ws-guard.endpoints.chat.token.sources=query", "ws-guard.endpoints.chat.network.allowed=127.0.0.1"));
		assertThat(chat.origin().allowed()).containsExactly("https://c.example");
		assertThat(chat.token().sources()).containsExactly(TokenSource.QUERY);
		assertThat(chat.network().allowed()).containsExactly("127.0.0.1");
	}

	@Test
	void emptiesInheritedOrigins() {
		ResolvedPolicy chat = only(Properties.resolve("ws-guard.origin.allowed=https://a.example",
				"ws-guard.endpoints.chat.path=/ws/chat", "ws-guard.endpoints.chat.origin.allowed="));
		assertThat(chat.origin().allowed()).isEmpty();
	}

	@Test
	void acceptsAllIssuersUnlessEndpointNamesSome() {
		ResolvedPolicies policies = Properties.resolve("ws-guard.jwt.issuers.a.issuer-uri=https://a.example",
				"ws-guard.jwt.issuers.a.audiences=chat", "ws-guard.jwt.issuers.b.issuer-uri=https://b.example",
				"ws-guard.jwt.issuers.b.audiences=chat", "ws-guard.jwt.issuers.b.principal-prefix=b:",
				"ws-guard.endpoints.all.path=/ws/all", "ws-guard.endpoints.some.path=/ws/some",
				"ws-guard.endpoints.some.issuers=b");
		assertThat(policies.defaultPolicy().issuers()).containsExactlyInAnyOrder("a", "b");
		assertThat(policies.endpointPolicies()).filteredOn(ResolvedPolicy::name, "all")
			.singleElement()
			.satisfies((policy) -> assertThat(policy.issuers()).containsExactlyInAnyOrder("a", "b"));
		assertThat(policies.endpointPolicies()).filteredOn(ResolvedPolicy::name, "some")
			.singleElement()
			.satisfies((policy) -> assertThat(policy.issuers()).containsExactly("b"));
	}

	@Test
	void letsEndpointOpenItselfToAnyOriginDespiteInheritedList() {
		ResolvedPolicy chat = only(Properties.resolve("ws-guard.origin.allowed=https://a.example",
				"ws-guard.endpoints.chat.path=/ws/chat", "ws-guard.endpoints.chat.origin.allow-any=true"));
		assertThat(chat.origin().allowAny()).isTrue();
	}

	private static ResolvedPolicy only(ResolvedPolicies policies) {
		return assertThat(policies.endpointPolicies()).singleElement().actual();
	}

}
