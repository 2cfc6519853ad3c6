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

package io.github.wsguard.hostile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tokens of {@code hostile/tokens.txt}, each on every carrier that can hold it: none
 * is admitted, each is refused for its own reason, nothing is fetched for it and nothing
 * of it is seen again. Those of {@code hostile/admitted-tokens.txt} are sent in between,
 * and each is admitted.
 */
class HostileTokensIT {

	@TempDir
	private static Path directory;

	private static List<HostileToken> hostile;

	private static List<HostileToken> admitted;

	@BeforeAll
	static void read() {
		hostile = HostileToken.read("tokens.txt");
		admitted = HostileToken.read("admitted-tokens.txt");
	}

	@Test
	void tablesAreAsLongAsTheyShouldBe() {
		assertThat(hostile).hasSizeGreaterThanOrEqualTo(700);
		assertThat(hostile).noneMatch((token) -> token.expectation().contains("101"));
		assertThat(admitted).hasSizeGreaterThanOrEqualTo(35).allMatch((token) -> token.expectation().equals("101"));
		assertThat(admitted).extracting(HostileToken::issuer)
			.containsAll(HostileIssuers.all().stream().map(HostileIssuers.Issuer::name).toList());
	}

	@Test
	void noneIsAdmittedAndNothingLeaks() {
		assertNoFaults(hostile, List.of());
	}

	@Test
	void noneIsAdmittedAndNothingLeaksWithEverythingLogged() {
		assertNoFaults(onOneCarrierEach(), HostileServer.TRACE);
	}

	@Test
	void containerRefusesWhatIsBeyondItsOwnLimits() {
		HostileToken megabyte = new HostileToken("megabyte", "rsa", List.of("size 1000000"), "/own/echo",
				HostileToken.EVERYWHERE, "container closed");
		try (TokenScene scene = new TokenScene(directory, List.of("server.max-http-request-header-size=8KB"))) {
			TokenRun run = new TokenRun(scene, List.of(HostileToken.good("rsa", "101")));
			List<String> faults = new ArrayList<>(run.faults(List.of(megabyte)));
			faults.addAll(scene.faults());
			assertThat(faults).isEmpty();
		}
	}

	@Test
	void noticesForgedTokenThatIsAdmitted() {
		HostileToken forged = HostileToken.good("ec", "401 TOKEN_SIGNATURE_INVALID");
		try (TokenScene scene = new TokenScene(directory, List.of())) {
			assertThat(new TokenRun(scene, admitted).faults(List.of(forged)))
				.anyMatch((fault) -> fault.contains("admitted"));
		}
	}

	private static List<HostileToken> onOneCarrierEach() {
		List<HostileToken> tokens = new ArrayList<>();
		hostile.forEach((token) -> tokens.add(token.onOneCarrier(tokens.size())));
		return tokens;
	}

	private static void assertNoFaults(List<HostileToken> tokens, List<String> properties) {
		try (TokenScene scene = new TokenScene(directory, properties)) {
			TokenRun run = new TokenRun(scene, admitted);
			List<String> faults = new ArrayList<>(run.faults(tokens));
			faults.addAll(scene.faults());
			assertThat(faults).as(run.toString()).isEmpty();
		}
	}

}
