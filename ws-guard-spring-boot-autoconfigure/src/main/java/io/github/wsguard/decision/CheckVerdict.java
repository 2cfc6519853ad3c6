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

/**
 * What one check makes of an attempt that nobody made: an explanation, no decision.
 */
public sealed interface CheckVerdict {

	/**
	 * Return the name of the check.
	 * @return one or two lower-case words
	 */
	String check();

	/**
	 * The check would let the attempt go on.
	 *
	 * @param check the name of the check
	 */
	record Passed(String check) implements CheckVerdict {

	}

	/**
	 * The check would refuse the attempt.
	 *
	 * @param check the name of the check
	 * @param rejection why
	 */
	record Refused(String check, Rejection rejection) implements CheckVerdict {

	}

	/**
	 * The check was not asked.
	 *
	 * @param check the name of the check
	 * @param cause why not
	 */
	record NotEvaluated(String check, String cause) implements CheckVerdict {

	}

}
