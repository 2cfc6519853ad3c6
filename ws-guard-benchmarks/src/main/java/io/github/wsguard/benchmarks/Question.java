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

package io.github.wsguard.benchmarks;

import java.util.Arrays;
import java.util.Optional;

import io.github.wsguard.decision.DecisionBenchmark;
import io.github.wsguard.jwt.IssuersBenchmark;
import io.github.wsguard.jwt.VerifierBenchmark;
import io.github.wsguard.origin.OriginBenchmark;
import io.github.wsguard.servlet.RefusalBenchmark;

/**
 * A question that one class of benchmarks answers.
 */
enum Question {

	DECISION("A decision", DecisionBenchmark.class, "sha256OfToken"),

	VERIFIER("A new token", VerifierBenchmark.class, "signatureAlone"),

	ISSUERS("A thousand issuers", IssuersBenchmark.class, "oneIssuer"),

	ORIGIN("A list of origins", OriginBenchmark.class, "spring"),

	REFUSAL("A refusal", RefusalBenchmark.class, "readyBody");

	private final String title;

	private final Class<?> benchmark;

	private final String reference;

	Question(String title, Class<?> benchmark, String reference) {
		this.title = title;
		this.benchmark = benchmark;
		this.reference = reference;
	}

	/**
	 * Return the question that a benchmark belongs to.
	 * @param type the name of its class
	 * @return the question, or empty if it belongs to none
	 */
	static Optional<Question> askedBy(String type) {
		return Arrays.stream(values()).filter((question) -> question.benchmark.getName().equals(type)).findFirst();
	}

	String title() {
		return this.title;
	}

	Class<?> benchmark() {
		return this.benchmark;
	}

	/**
	 * Return the method that the others are compared with.
	 */
	String reference() {
		return this.reference;
	}

}
