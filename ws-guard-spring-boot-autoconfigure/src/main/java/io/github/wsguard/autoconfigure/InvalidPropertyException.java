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

import org.jspecify.annotations.Nullable;

/**
 * Says that a property cannot work as it is set. Never quotes a secret.
 */
final class InvalidPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String problem;

	private final String remedy;

	InvalidPropertyException(String property, String problem, String remedy) {
		this(property, problem, remedy, null);
	}

	InvalidPropertyException(String property, String problem, String remedy, @Nullable Throwable cause) {
		super("'" + property + "' cannot work: " + problem, cause);
		this.property = property;
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * Return which property cannot work.
	 * @return the full name in kebab-case
	 */
	String property() {
		return this.property;
	}

	/**
	 * Return why it cannot work.
	 * @return one sentence without a full stop
	 */
	String problem() {
		return this.problem;
	}

	/**
	 * Return what would work.
	 * @return an instruction with an example
	 */
	String remedy() {
		return this.remedy;
	}

}
