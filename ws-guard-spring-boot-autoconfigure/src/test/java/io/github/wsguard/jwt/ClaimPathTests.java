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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimPathTests {

	@Test
	void claimIsFoundByItsName() {
		assertThat(find("roles", Map.of("roles", List.of("user")))).isEqualTo(List.of("user"));
		assertThat(find("roles", Map.of("scope", "chat"))).isNull();
	}

	@Test
	void claimIsFoundInsideAnother() {
		Map<String, Object> claims = Map.of("realm_access", Map.of("roles", List.of("user")), "resource_access",
				Map.of("chat", Map.of("roles", List.of("admin"))));
		assertThat(find("realm_access.roles", claims)).isEqualTo(List.of("user"));
		assertThat(find("resource_access.chat.roles", claims)).isEqualTo(List.of("admin"));
		assertThat(find("realm_access.groups", claims)).isNull();
		assertThat(find("realm_access.roles.user", claims)).as("a list has no members with names").isNull();
		assertThat(find("realm_access..roles", claims)).isNull();
	}

	@Test
	void nameWithDotsComesBeforeTheWay() {
		assertThat(find("https://example.com/roles", Map.of("https://example.com/roles", "user"))).isEqualTo("user");
		assertThat(find("a.b", Map.of("a.b", "whole", "a", Map.of("b", "inside")))).isEqualTo("whole");
	}

	private static Object find(String path, Map<String, Object> claims) {
		return new ClaimPath(path).in(Claims.of(claims));
	}

}
