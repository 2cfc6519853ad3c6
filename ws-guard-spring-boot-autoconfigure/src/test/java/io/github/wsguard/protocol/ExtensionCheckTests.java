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

package io.github.wsguard.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExtensionCheck}, asked as a part of {@link ProtocolCheck}.
 */
class ExtensionCheckTests {

	private static final String HEADER = "Sec-WebSocket-Extensions";

	private final ProtocolCheck check = new ProtocolCheck("bearer");

	@ParameterizedTest
	@ValueSource(strings = { "permessage-deflate", "permessage-deflate; client_max_window_bits",
			"permessage-deflate;client_max_window_bits=15;server_max_window_bits=8",
			"permessage-deflate; server_no_context_takeover; client_no_context_takeover",
			"x-foo, permessage-deflate; client_max_window_bits=8", "x-foo; anything=goes; anything=twice" })
	void passesWellFormedOffersOnUntouched(String header) {
		HandshakeAttempt attempt = offering(header);
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement(HEADER)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", "a,", ",a", "a;", "a;;b", "a; b=", "a; =b", "a b", "a; b c", "a/b", "a=b",
			"a; b=\"", "a; b=\"c", "a; b=\"\"", "a; b=\"c d\"", "a; b=\"c,d\"", "a; b=\"c\"d", "a; b=\"\\",
			"a; b=\"c\\", "a\u0000", "caf\u00e9" })
	void rejectsMalformedOffers(String header) {
		assertThat(this.check.evaluate(offering(header))).isRejectedBecause(RejectionReason.EXTENSION_INVALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server_max_window_bits=99", "server_max_window_bits=7", "server_max_window_bits=16",
			"server_max_window_bits=08", "server_max_window_bits=+8", "server_max_window_bits",
			"client_max_window_bits=7", "client_max_window_bits=16", "client_max_window_bits=x",
			"server_no_context_takeover=1", "client_no_context_takeover=true", "unknown", "unknown=1",
			"client_max_window_bits; client_max_window_bits",
			"server_no_context_takeover; server_no_context_takeover" })
	void declinesDeflateWithForbiddenParameters(String parameters) {
		HandshakeAttempt attempt = offering("permessage-deflate; " + parameters);
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement(HEADER)).isEmpty();
	}

	@Test
	void keepsOtherOffersWhenOneIsDeclined() {
		HandshakeAttempt attempt = offering("permessage-deflate; server_max_window_bits=99",
				"x-foo;a=1, permessage-deflate; client_max_window_bits");
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement(HEADER))
			.isEqualTo("x-foo; a=1, permessage-deflate; client_max_window_bits");
	}

	@ParameterizedTest
	@ValueSource(strings = { "permessage-deflate; client_max_window_bits=\"10\"",
			"permessage-deflate; client_max_window_bits = 10", "permessage-deflate; client_max_window_bits=\"1\\0\"" })
	void writesValuesPlainlyForTheContainer(String header) {
		HandshakeAttempt attempt = offering(header);
		assertThat(this.check.evaluate(attempt)).proceeds();
		assertThat(attempt.rewrite().headerReplacement(HEADER))
			.isEqualTo("permessage-deflate; client_max_window_bits=10");
	}

	private static HandshakeAttempt offering(String... lines) {
		return handshake().with(HEADER, lines).attempt();
	}

}
