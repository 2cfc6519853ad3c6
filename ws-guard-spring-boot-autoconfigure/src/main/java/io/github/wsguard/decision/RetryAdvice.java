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
 * What a refused client should do next. Fixed for each {@link RejectionReason}, except
 * that a rejection which may pass by itself says {@link #LATER}.
 */
public enum RetryAdvice {

	/**
	 * The same request will be refused again; something has to be changed first.
	 */
	NEVER("never"),

	/**
	 * A fresh token may be accepted.
	 */
	NEW_TOKEN("new-token"),

	/**
	 * The same request may be accepted after the time in {@code Retry-After}.
	 */
	LATER("later");

	private final String value;

	RetryAdvice(String value) {
		this.value = value;
	}

	/**
	 * Return the value that clients see.
	 * @return the value in the {@code retry} member of a refusal
	 */
	public String value() {
		return this.value;
	}

}
