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

package io.github.wsguard.findings;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log what is guarded and how: one line an endpoint, one on who verifies
 * tokens, then every finding.
 */
public final class StartupReport {

	private static final Logger logger = LoggerFactory.getLogger(StartupReport.class);

	private final String verifier;

	private final List<String> endpoints;

	private final List<Finding> findings;

	/**
	 * Create a report.
	 * @param verifier who verifies tokens, in words that follow "by"
	 * @param endpoints one line for each endpoint
	 * @param findings what was found
	 */
	public StartupReport(String verifier, List<String> endpoints, List<Finding> findings) {
		this.verifier = verifier;
		this.endpoints = List.copyOf(endpoints);
		this.findings = List.copyOf(findings);
	}

	/**
	 * Write the report.
	 */
	public void log() {
		this.endpoints.forEach((endpoint) -> logger.info("Guarding {}", endpoint));
		logger.info("Tokens are verified by {}", this.verifier);
		this.findings.forEach(StartupReport::log);
	}

	/**
	 * Write a single finding, as one that is made later.
	 * @param finding what was found
	 */
	public static void log(Finding finding) {
		switch (finding.severity()) {
			case ERROR -> logger.error("{}", finding);
			case WARNING -> logger.warn("{}", finding);
			case INFO -> logger.info("{}", finding);
		}
	}

	/**
	 * Return what was found.
	 * @return the findings, in the order of the log
	 */
	public List<Finding> findings() {
		return this.findings;
	}

}
