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

package io.github.wsguard.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RejectionLogTests {

	private static final int LINES_A_WINDOW = 20;

	private final MutableClock clock = new MutableClock(Instant.EPOCH);

	private final RejectionLog log = new RejectionLog(this.clock);

	@Test
	void saysWhoWasRefusedWhereAndWhy(CapturedOutput output) {
		write("/ws/echo", RejectionReason.TOKEN_MISSING, 1);
		assertThat(output).contains("TOKEN_MISSING (401) by guard at /ws/echo, path /ws/x, no origin, "
				+ "remote 192.0.2.1, id 4711: No token. " + RejectionReason.TOKEN_MISSING.hint());
	}

	@Test
	void leavesOutWhatIsMoreThanEnough(CapturedOutput output) {
		write("/ws/echo", RejectionReason.TOKEN_MISSING, LINES_A_WINDOW + 5);
		assertThat(lines(output, "at /ws/echo")).isEqualTo(LINES_A_WINDOW);
	}

	@Test
	void countsEachReasonAndEndpointByItself(CapturedOutput output) {
		write("/ws/echo", RejectionReason.TOKEN_MISSING, LINES_A_WINDOW + 1);
		write("/ws/room", RejectionReason.TOKEN_MISSING, 1);
		write("/ws/echo", RejectionReason.ORIGIN_NULL, 1);
		assertThat(lines(output, "at /ws/room")).isEqualTo(1);
		assertThat(lines(output, "ORIGIN_NULL (403) by guard at /ws/echo")).isEqualTo(1);
	}

	@Test
	void saysHowManyWereLeftOutWhenTheWindowHasPassed(CapturedOutput output) {
		write("/ws/echo", RejectionReason.TOKEN_MISSING, LINES_A_WINDOW + 5);
		this.clock.advance(Duration.ofMillis(9_999));
		write("/ws/echo", RejectionReason.TOKEN_MISSING, 1);
		assertThat(output).doesNotContain("left out");
		this.clock.advance(Duration.ofMillis(1));
		write("/ws/echo", RejectionReason.TOKEN_MISSING, 2);
		assertThat(lines(output, "(6 similar lines were left out)")).isEqualTo(1);
		assertThat(lines(output, "at /ws/echo")).isEqualTo(LINES_A_WINDOW + 2);
	}

	private void write(String endpoint, RejectionReason reason, int times) {
		HandshakeFacts facts = new HandshakeFacts("4711", endpoint, "/ws/x", null, null, "192.0.2.1", null, List.of(),
				null);
		for (int i = 0; i < times; i++) {
			this.log.write(facts, Rejection.because(reason, "No token"), reason.status(), false);
		}
	}

	private static long lines(CapturedOutput output, String text) {
		return output.toString().lines().filter((line) -> line.contains(text)).count();
	}

}
