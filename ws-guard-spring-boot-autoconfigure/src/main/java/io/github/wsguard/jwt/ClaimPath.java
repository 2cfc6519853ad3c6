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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The name of a claim, or the way to a member of one that is an object:
 * {@code realm_access.roles}. Names may have dots themselves, so a claim that is called
 * like the whole comes first.
 */
final class ClaimPath {

	private final String name;

	private final String[] steps;

	ClaimPath(String name) {
		this.name = name;
		this.steps = name.split("\\.", -1);
	}

	/**
	 * Return what is there.
	 * @param claims the claims of a token
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable Object in(Claims claims) {
		Object claim = claims.get(this.name);
		return (claim != null || this.steps.length == 1) ? claim : inside(claims);
	}

	private @Nullable Object inside(Claims claims) {
		Object value = claims.get(this.steps[0]);
		for (int i = 1; i < this.steps.length; i++) {
			value = (value instanceof Map<?, ?> object) ? object.get(this.steps[i]) : null;
		}
		return value;
	}

}
