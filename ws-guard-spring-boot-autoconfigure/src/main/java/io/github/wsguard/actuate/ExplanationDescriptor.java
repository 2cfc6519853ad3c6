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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.wsguard.decision.CheckVerdict;
import io.github.wsguard.decision.Explanation;
import io.github.wsguard.decision.Rejection;

/**
 * What the endpoint says would become of a handshake.
 *
 * @param outcome {@code reject}, {@code would reject} where the policy only reports,
 * {@code pass}, {@code pending} if it passes once the checks agree that were not
 * evaluated, or {@code not guarded}
 * @param reason why it would be refused, if it would
 * @param endpoint the pattern of the registered endpoint, if there is one
 * @param nearest the patterns of endpoints that were probably meant, if there is none
 * @param policy the name of the policy that holds
 * @param assumed what was not said and taken for granted, by parameter
 * @param checks what each check says, in order
 */
public record ExplanationDescriptor(String outcome, @Nullable String reason, @Nullable String endpoint,
		@Nullable List<String> nearest, String policy, Map<String, String> assumed,
		List<CheckDescriptor> checks) implements OperationResponseBody {

	static ExplanationDescriptor of(Explanation explanation, Map<String, String> assumed) {
		Optional<Rejection> rejection = explanation.verdicts()
			.stream()
			.filter(CheckVerdict.Refused.class::isInstance)
			.map((verdict) -> ((CheckVerdict.Refused) verdict).rejection())
			.findFirst();
		return new ExplanationDescriptor(outcome(explanation), rejection.map((it) -> it.reason().name()).orElse(null),
				explanation.endpoint(), (explanation.endpoint() != null) ? null : explanation.nearest(),
				explanation.policy(), assumed, explanation.verdicts().stream().map(CheckDescriptor::of).toList());
	}

	private static String outcome(Explanation explanation) {
		if (explanation.effect() == Explanation.Effect.NONE) {
			return "not guarded";
		}
		if (explanation.verdicts().stream().anyMatch(CheckVerdict.Refused.class::isInstance)) {
			return (explanation.effect() == Explanation.Effect.ENFORCED) ? "reject" : "would reject";
		}
		boolean pending = explanation.verdicts().stream().anyMatch(CheckVerdict.NotEvaluated.class::isInstance);
		return pending ? "pending" : "pass";
	}

	/**
	 * What a check says.
	 *
	 * @param check the name of the check
	 * @param verdict {@code pass}, {@code reject} or {@code not evaluated}
	 * @param reason why it would refuse
	 * @param status the HTTP status that it would refuse with
	 * @param detail what would be wrong, or why the check was not evaluated
	 * @param hint what would work
	 */
	public record CheckDescriptor(String check, String verdict, @Nullable String reason, @Nullable Integer status,
			@Nullable String detail, @Nullable String hint) {

		static CheckDescriptor of(CheckVerdict verdict) {
			if (verdict instanceof CheckVerdict.Refused refused) {
				Rejection rejection = refused.rejection();
				return new CheckDescriptor(refused.check(), "reject", rejection.reason().name(),
						rejection.reason().status(), rejection.detail(), rejection.hint());
			}
			if (verdict instanceof CheckVerdict.NotEvaluated skipped) {
				return new CheckDescriptor(skipped.check(), "not evaluated", null, null, skipped.cause(), null);
			}
			return new CheckDescriptor(verdict.check(), "pass", null, null, null, null);
		}

	}

}
