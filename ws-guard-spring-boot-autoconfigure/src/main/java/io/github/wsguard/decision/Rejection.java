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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A decision's "no": the reason, who said it, and what an operator may want to know.
 *
 * @param reason the reason, from the catalogue
 * @param layer who refused
 * @param detail what was wrong about this very attempt, one sentence; never holds a
 * token, a key, a claim value or a configured list, and attacker-chosen text only bounded
 * and escaped
 * @param hint what would work
 * @param retryAfter when the same attempt may be accepted, or {@code null} if waiting
 * does not help
 */
public record Rejection(RejectionReason reason, Layer layer, String detail, String hint,
		@Nullable Duration retryAfter) {

	/**
	 * Create a rejection by the guard.
	 * @param reason the reason
	 * @param detail what was wrong about this attempt
	 * @return the rejection
	 */
	public static Rejection because(RejectionReason reason, String detail) {
		return new Rejection(reason, Layer.GUARD, detail, reason.hint(), null);
	}

	/**
	 * Return the same rejection, made by another layer.
	 * @param layer who refused
	 * @return the rejection
	 */
	public Rejection by(Layer layer) {
		return new Rejection(this.reason, layer, this.detail, this.hint, this.retryAfter);
	}

	/**
	 * Return the same rejection with a hint that fits this attempt better than the
	 * general one of its reason.
	 * @param hint what would work
	 * @return the rejection
	 */
	public Rejection hint(String hint) {
		return new Rejection(this.reason, this.layer, this.detail, hint, this.retryAfter);
	}

	/**
	 * Return the same rejection as one that passes by itself.
	 * @param retryAfter when to try again
	 * @return the rejection
	 */
	public Rejection retryAfter(Duration retryAfter) {
		return new Rejection(this.reason, this.layer, this.detail, this.hint, retryAfter);
	}

	/**
	 * Return what the client should do next.
	 * @return {@link RetryAdvice#LATER} if there is a time to wait for, else the advice
	 * of the reason
	 */
	public RetryAdvice retry() {
		return (this.retryAfter != null) ? RetryAdvice.LATER : this.reason.retry();
	}

	/**
	 * Return what a close frame says beside the code of the reason.
	 * @return the reason and the advice, far below the 123 bytes that a close frame holds
	 */
	public String closeReason() {
		return this.reason.name() + " retry=" + retry().value();
	}

}
