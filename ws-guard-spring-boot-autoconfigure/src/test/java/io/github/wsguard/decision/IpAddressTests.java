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

package io.github.wsguard.decision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IpAddress}.
 */
class IpAddressTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255", "192.0.2.10, 192.0.2.10", "::, ::", "::1, ::1",
			"0:0:0:0:0:0:0:1, ::1", "1::, 1::", "2001:DB8::1, 2001:db8::1",
			"2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1", "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
			"1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8", "::ffff:192.0.2.10, 192.0.2.10",
			"::ffff:c000:20a, 192.0.2.10", "64:ff9b::192.0.2.10, 64:ff9b::c000:20a",
			"1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304", "fe80::1:0:0:0, fe80::1:0:0:0" })
	void readsLiteralsIntoOneForm(String literal, String expected) {
		assertThat(IpAddress.parse(literal)).map(IpAddress::toString).contains(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "1.2.3.", ".1.2.3", "1..2.3",
			"1.2.3.4 ", "+1.2.3.4", "0x7f.0.0.1", "2130706433", "localhost", "\u0661.2.3.4", "1.2.3.1000" })
	void refusesWhatIsNotIpv4(String literal) {
		assertThat(IpAddress.parse(literal)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { ":", ":::", "1", ":1", "1:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7:8:9",
			"1:2:3:4:5:6:7:8::", "::1::", "1::2::3", "12345::", "g::", "::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::",
			"1:2:3:4:5:6:7:1.2.3.4", "::ffff:1.2.3.4:5", "1:2:3:4::5:6:7:8", "::-1", ":1::2", "1::2:" })
	void refusesWhatIsNotIpv6(String literal) {
		assertThat(IpAddress.parse(literal)).isEmpty();
	}

	@Test
	void treatsMappedAddressAsIpv4() {
		IpAddress mapped = IpAddress.parse("::ffff:1.2.3.4").orElseThrow();
		assertThat(mapped).isEqualTo(IpAddress.parse("1.2.3.4").orElseThrow());
		assertThat(mapped.isIpv4()).isTrue();
		assertThat(mapped.toIpv6()).isEqualTo("::ffff:102:304");
	}

	@Test
	void doesNotTakeCompatibleAddressForIpv4() {
		assertThat(IpAddress.parse("::1.2.3.4").orElseThrow().isIpv4()).isFalse();
	}

}
