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

package io.github.wsguard.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.IpAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Cidr}.
 */
class CidrTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.0.0.0, true", "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false",
			"10.0.0.0/8, 9.255.255.255, false", "192.0.2.128/25, 192.0.2.127, false",
			"192.0.2.128/25, 192.0.2.128, true", "192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false",
			"192.0.2.1/32, 192.0.2.0, false", "0.0.0.0/0, 255.255.255.255, true", "0.0.0.0/0, ::1, false",
			"::/0, 2001:db8::1, true", "::/0, 192.0.2.1, false", "::1, ::1, true", "::1/128, ::, false",
			"2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true", "2001:db8::/32, 2001:db9::, false",
			"2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1, true",
			"2001:db8:0:0:8000::/65, 2001:db8::7fff:ffff:ffff:ffff, false", "2001:db8::/64, 2001:db8::1, true",
			"2001:db8::/64, 2001:db8:0:1::, false", "10.0.0.0/8, ::ffff:10.1.2.3, true",
			"::ffff:10.0.0.0/104, 10.1.2.3, true", "::ffff:0:0/96, 10.1.2.3, true",
			"::ffff:192.0.2.1, 192.0.2.1, true" })
	void containsExactlyItsAddresses(String range, String address, boolean contained) {
		assertThat(Cidr.parse(range).contains(IpAddress.parse(address).orElseThrow())).isEqualTo(contained);
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.1/8, 10.0.0.0/8", "192.0.2.129/25, 192.0.2.128/25", "2001:db8::1/32, 2001:db8::/32",
			"::ffff:10.0.0.1/104, ::ffff:a00:0/104", "::1/0, ::/0", "0.0.0.1/0, 0.0.0.0/0" })
	void showsTheRightSpellingWhenHostBitsAreSet(String range, String expected) {
		assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(range))
			.withMessageContaining("'" + range + "'")
			.withMessageContaining("'" + expected + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/8", "localhost", "localhost/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1",
			"10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "10.0.0/8", "::/129", "::/1000",
			"[::1]/128", "fe80::%1/64", " 10.0.0.0/8", "10.0.0.0/ 8", "*" })
	void refusesWhatIsNotARange(String range) {
		assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(range))
			.withMessageContaining("'" + range + "'");
	}

	@Test
	void knowsEverythingOfAFamily() {
		assertThat(Cidr.parse("0.0.0.0/0").isEverything()).isTrue();
		assertThat(Cidr.parse("::/0").isEverything()).isTrue();
		assertThat(Cidr.parse("::ffff:0:0/96").isEverything()).isTrue();
		assertThat(Cidr.parse("0.0.0.0/1").isEverything()).isFalse();
		assertThat(Cidr.parse("::/96").isEverything()).isFalse();
	}

}
