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

package io.github.wsguard.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.CheckVerdict;
import io.github.wsguard.decision.Explanation;
import io.github.wsguard.decision.Explanation.Effect;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeSketch;

/**
 * Explains what would become of a handshake, by the very checks that decide handshakes.
 * Nothing is told to anybody: there is no log line, observation or event, and nothing is
 * counted or fetched.
 */
public final class HandshakeExplainer {

	private final TargetResolver targets;

	private final MappedEndpoints endpoints;

	private final Function<EndpointPolicy, Map<String, String>> credentials;

	/**
	 * Create an explainer.
	 * @param targets tells what a request is aimed at
	 * @param endpoints the endpoints that the application registered
	 * @param credentials returns stand-ins for the headers in which a policy reads
	 * credentials, by their names in lower case
	 */
	public HandshakeExplainer(TargetResolver targets, MappedEndpoints endpoints,
			Function<EndpointPolicy, Map<String, String>> credentials) {
		this.targets = targets;
		this.endpoints = endpoints;
		this.credentials = credentials;
	}

	/**
	 * Explain what would become of a handshake.
	 * @param sketch the handshake
	 * @return the verdicts of the checks
	 */
	public Explanation explain(HandshakeSketch sketch) {
		Target target = this.targets.target(sketch);
		Effect effect = effect(sketch, target);
		MappedEndpoint endpoint = target.endpoint();
		return new Explanation((endpoint != null) ? endpoint.toString() : null, target.policy().name(), effect,
				(effect != Effect.NONE) ? verdicts(sketch, target) : List.of(), nearest(target, endpoint));
	}

	private static Effect effect(HandshakeSketch sketch, Target target) {
		if (target.policy().isDisabled() || (target.endpoint() == null && !TargetResolver.isUpgradeAttempt(sketch))) {
			return Effect.NONE;
		}
		return target.policy().isEnforced() ? Effect.ENFORCED : Effect.REPORTED;
	}

	private List<CheckVerdict> verdicts(HandshakeSketch sketch, Target target) {
		Map<String, String> credentials = this.credentials.apply(target.policy());
		HandshakeAttempt attempt = new HandshakeAttempt(new SketchedRequest(sketch, target, credentials));
		List<CheckVerdict> verdicts = new ArrayList<>(target.policy().chain().explain(attempt));
		verdicts.addAll(target.policy().loginChain().explain(attempt));
		return verdicts;
	}

	private List<String> nearest(Target target, @Nullable MappedEndpoint endpoint) {
		return (endpoint != null) ? List.of()
				: NearestEndpoints.of(RequestPaths.withoutParameters(target.path()), this.endpoints.all());
	}

}
