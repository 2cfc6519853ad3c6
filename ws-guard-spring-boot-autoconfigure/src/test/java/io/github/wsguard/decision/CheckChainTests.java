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

package io.github.wsguard.decision;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.CheckVerdict.NotEvaluated;
import io.github.wsguard.decision.CheckVerdict.Passed;
import io.github.wsguard.decision.CheckVerdict.Refused;
import io.github.wsguard.decision.HandshakeCheck.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

class CheckChainTests {

	private final List<String> asked = new ArrayList<>();

	private final List<Exception> failures = new ArrayList<>();

	private final HandshakeAttempt attempt = new HandshakeAttempt(HandshakeAttempts.handshake());

	@Test
	void explanationAsksChecksThatGoByTheRequestOnly() {
		List<CheckVerdict> verdicts = chain(check("first", Evidence.REQUEST), check("token", Evidence.TOKEN),
				check("login", Evidence.LOGIN), check("limit", Evidence.STATE), check("last", Evidence.REQUEST))
			.explain(this.attempt);
		assertThat(this.asked).containsExactly("first", "last");
		assertThat(verdicts).extracting(CheckVerdict::check)
			.containsExactly("first", "token", "login", "limit", "last");
		assertThat(verdicts.get(0)).isInstanceOf(Passed.class);
		assertThat(verdicts.subList(1, 4)).allMatch(NotEvaluated.class::isInstance);
		assertThat(verdicts.get(4)).isInstanceOf(Passed.class);
	}

	@Test
	void explanationEndsWithTheFirstRefusal() {
		HandshakeCheck refusing = new Check("refusing", Evidence.REQUEST,
				(attempt) -> Decision.reject(RejectionReason.ORIGIN_NULL, "The page has an opaque origin"));
		List<CheckVerdict> verdicts = chain(refusing, check("last", Evidence.REQUEST)).explain(this.attempt);
		assertThat(verdicts.get(0)).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.rejection().reason()).isEqualTo(RejectionReason.ORIGIN_NULL));
		assertThat(verdicts.get(1)).isInstanceOf(NotEvaluated.class);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void checkThatFailsRefusesInAnExplanationTooAndIsToldToNobody() {
		HandshakeCheck failing = new Check("failing", Evidence.REQUEST, (attempt) -> {
			throw new IllegalStateException("geheim");
		});
		List<CheckVerdict> verdicts = chain(failing).explain(this.attempt);
		assertThat(verdicts).singleElement().isInstanceOfSatisfying(Refused.class, (refused) -> {
			assertThat(refused.rejection().reason()).isEqualTo(RejectionReason.INTERNAL_ERROR);
			assertThat(refused.rejection().detail()).doesNotContain("geheim");
		});
		assertThat(this.failures).isEmpty();
		assertThat(chain(failing).evaluate(this.attempt))
			.isEqualTo(new Decision.Reject(((Refused) verdicts.get(0)).rejection()));
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void checkThatDoesNotSayWhatItGoesByIsNotAsked() {
		HandshakeCheck custom = (attempt) -> {
			this.asked.add("custom");
			return Decision.proceed();
		};
		assertThat(chain(custom).explain(this.attempt)).singleElement().isInstanceOf(NotEvaluated.class);
		assertThat(this.asked).isEmpty();
	}

	private CheckChain chain(HandshakeCheck... checks) {
		return new CheckChain(List.of(checks), (check, failure) -> this.failures.add(failure));
	}

	private HandshakeCheck check(String name, Evidence evidence) {
		return new Check(name, evidence, (attempt) -> {
			this.asked.add(name);
			return Decision.proceed();
		});
	}

	private record Check(String name, Evidence evidence, HandshakeCheck check) implements HandshakeCheck {

		@Override
		public Decision evaluate(HandshakeAttempt attempt) {
			return this.check.evaluate(attempt);
		}

	}

}
