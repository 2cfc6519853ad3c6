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

package io.github.wsguard.authorization;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Requirement}.
 */
class RequirementTests {

	@Test
	void isEmptyOnlyWithoutAnyPart() {
		assertThat(new Requirement(List.of(), List.of(), Map.of(), false).isEmpty()).isTrue();
		assertThat(new Requirement(List.of("a"), List.of(), Map.of(), false).isEmpty()).isFalse();
		assertThat(new Requirement(List.of(), List.of("a"), Map.of(), false).isEmpty()).isFalse();
		assertThat(new Requirement(List.of(), List.of(), Map.of("a", "b"), false).isEmpty()).isFalse();
		assertThat(new Requirement(List.of(), List.of(), Map.of(), true).isEmpty()).isFalse();
	}

	@Test
	void namesItsVariables() {
		assertThat(requiring("{tenant}/rooms/{room}{tenant}").variables()).containsExactly("room", "tenant");
		assertThat(requiring("fixed").variables()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "{", "}", "{}", "{ }", "{room", "room}", "{{room}}", "{room}}", "{id:[0-9]+}", "{*rest}" })
	void refusesValuesThatNoClaimCanHave(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> requiring(value))
			.withMessageContaining("'" + value + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\tb", "\u00e9" })
	void refusesScopesThatNoTokenCanHave(String scope) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Requirement(List.of(scope), List.of(), Map.of(), false))
			.withMessageContaining("'" + scope + "'");
	}

	@Test
	void refusesBlankNames() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Requirement(List.of(), List.of(" "), Map.of(), false));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Requirement(List.of(), List.of(), Map.of(" ", "a"), false));
	}

	private static Requirement requiring(String value) {
		return new Requirement(List.of(), List.of(), Map.of("claim", value), false);
	}

}
