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
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What was found about the running application: at start-up, and what only a handshake
 * could show.
 */
public final class Findings {

	private final CopyOnWriteArrayList<Finding> findings = new CopyOnWriteArrayList<>();

	/**
	 * Create findings, none so far.
	 */
	public Findings() {
	}

	/**
	 * Return what was found.
	 * @return the findings so far, in the order of the log
	 */
	public List<Finding> all() {
		return List.copyOf(this.findings);
	}

	/**
	 * Add a finding, unless it is known.
	 * @param finding what was found
	 * @return whether it is new
	 */
	public boolean add(Finding finding) {
		return this.findings.addIfAbsent(finding);
	}

	/**
	 * Add findings that are not known yet.
	 * @param found what was found
	 */
	public void addAll(List<Finding> found) {
		this.findings.addAllAbsent(found);
	}

}
