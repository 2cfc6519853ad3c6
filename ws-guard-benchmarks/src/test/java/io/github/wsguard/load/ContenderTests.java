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

package io.github.wsguard.load;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ContenderTests {

	private final ClassPath all = ClassPath.ofThisProcess();

	@Test
	void plainHasNeitherGuard() {
		assertThat(Contender.PLAIN.select(this.all).libraries()).isNotEmpty()
			.noneMatch((library) -> library.contains("ws-guard-spring") || library.contains("security")
					|| library.startsWith("nimbus"))
			.anyMatch((library) -> library.startsWith("spring-websocket-"));
	}

	@Test
	void springSecurityStandsAlone() {
		assertThat(Contender.SECURITY.select(this.all).libraries())
			.noneMatch((library) -> library.contains("ws-guard-spring"))
			.anyMatch((library) -> library.startsWith("spring-security-oauth2-resource-server-"));
	}

	@Test
	void wsGuardStandsAlone() {
		assertThat(Contender.WS_GUARD.select(this.all).libraries())
			.noneMatch((library) -> library.contains("security") || library.startsWith("micrometer-core-"))
			.anyMatch((library) -> library.startsWith("ws-guard-spring-boot-autoconfigure"));
	}

	@Test
	void nobodyHasTheToolsOfBenchmarks() {
		assertThat(Contender.values())
			.allSatisfy((contender) -> assertThat(contender.select(this.all).libraries()).isNotEmpty()
				.noneMatch((library) -> library.startsWith("jmh-")));
	}

	@Test
	void aModuleThatIsNotPackagedGoesByItsName() {
		ClassPath path = new ClassPath(
				Stream.of("/a/some-module/target/classes", "/b/lib-1.0.jar").map(Path::of).toList());
		assertThat(path.libraries()).containsExactly("some-module", "lib-1.0.jar");
	}

	@Test
	void aClassPathThatLacksALibraryIsRefused() {
		assertThatIllegalStateException().isThrownBy(
				() -> Contender.SECURITY.select(this.all.without((library) -> library.startsWith("nimbus-jose-jwt-"))))
			.withMessageContaining("nimbus-jose-jwt-");
	}

}
