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

package io.github.wsguard.sample.mistake;

import java.util.Map;

/**
 * A mistake that this application makes, for the page to tell.
 *
 * @param profile the Spring profile that makes it
 * @param wrong what is wrong
 * @param attempt what to try
 * @param form the fields of the page, by id, as the attempt needs them
 */
public record Mistake(String profile, String wrong, String attempt, Map<String, String> form) {

}
