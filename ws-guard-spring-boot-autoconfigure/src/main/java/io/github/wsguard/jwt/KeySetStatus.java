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

package io.github.wsguard.jwt;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the key set of an issuer is at one time.
 *
 * @param issuer the name of the issuer in the configuration
 * @param usable whether there are keys that may be used
 * @param keys how many keys are known
 * @param fetchedAt when they were fetched, or {@code null} if they never were
 * @param failures how often fetching failed since
 * @param failure why it failed last, or {@code null} if it did not
 * @param fetchesSucceeded how often fetching succeeded since the start
 * @param fetchesFailed how often it failed since the start
 */
public record KeySetStatus(String issuer, boolean usable, int keys, @Nullable Instant fetchedAt, int failures,
		@Nullable String failure, long fetchesSucceeded, long fetchesFailed) {

}
