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
 * Answers one question about an attempt.
 */
@FunctionalInterface
public interface HandshakeCheck {

	/**
	 * What the verdict of a check rests on.
	 */
	enum Evidence {

		/**
		 * Nothing but the request without its token: asking leaves no trace outside of
		 * the attempt.
		 */
		REQUEST,

		/**
		 * The token.
		 */
		TOKEN,

		/**
		 * The application's own login.
		 */
		LOGIN,

		/**
		 * What the guard remembers of other attempts; asking may change it.
		 */
		STATE

	}

	/**
	 * Evaluate the attempt. What is learned for later checks is left in the attempt.
	 * @param attempt the attempt
	 * @return the decision
	 */
	Decision evaluate(HandshakeAttempt attempt);

	/**
	 * Return what the verdict rests on. Only checks that go by the
	 * {@link Evidence#REQUEST request} alone are asked to explain what would become of
	 * one.
	 * @return the evidence
	 */
	default Evidence evidence() {
		return Evidence.STATE;
	}

	/**
	 * Return the name that the start-up report shows.
	 * @return one or two lower-case words
	 */
	default String name() {
		return "custom";
	}

}
