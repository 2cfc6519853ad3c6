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

package io.github.wsguard.fuzz.run;

import java.util.List;
import java.util.stream.Stream;

import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.jwt.JwtFuzzing;
import io.github.wsguard.network.NetworkFuzzing;
import io.github.wsguard.origin.OriginFuzzing;
import io.github.wsguard.protocol.ProtocolFuzzing;
import io.github.wsguard.token.TokenFuzzing;

/**
 * Everything that is fuzzed.
 */
final class Targets {

	private Targets() {
	}

	static List<FuzzTarget> all() {
		return Stream
			.of(OriginFuzzing.targets(), ProtocolFuzzing.targets(), NetworkFuzzing.targets(), TokenFuzzing.targets(),
					JwtFuzzing.targets())
			.flatMap(List::stream)
			.toList();
	}

	/**
	 * Return the targets that a property chooses.
	 * @return the one that {@code fuzz.target} names, all if it names none
	 */
	static List<FuzzTarget> chosen() {
		String name = System.getProperty("fuzz.target", "");
		return name.isEmpty() ? all() : List.of(named(name));
	}

	static FuzzTarget named(String name) {
		return all().stream()
			.filter((target) -> target.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + all()));
	}

}
