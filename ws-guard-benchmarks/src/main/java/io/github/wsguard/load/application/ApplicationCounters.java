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

package io.github.wsguard.load.application;

/**
 * What only some applications can count.
 */
interface ApplicationCounters {

	/**
	 * Stands for an application that counts nothing of it.
	 */
	ApplicationCounters NONE = new ApplicationCounters() {
	};

	/**
	 * Return how many series of metrics there are.
	 */
	default long series() {
		return 0;
	}

	/**
	 * Return how many signatures had to be verified since the start.
	 */
	default long verifications() {
		return 0;
	}

}
