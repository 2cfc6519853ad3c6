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

package io.github.wsguard.origin;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link OriginPolicy}.
 */
class OriginPolicyTests {

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, https://APP.example.com, ALLOWED",
			"https://app.example.com, https://app.example.com:443, ALLOWED",
			"https://app.example.com:443, https://app.example.com, ALLOWED",
			"https://app.example.com, http://app.example.com, OTHER_SCHEME",
			"https://app.example.com:8443, http://app.example.com:8443, OTHER_SCHEME",
			"https://app.example.com:8443, http://app.example.com, NONE",
			"https://app.example.com, https://app.example.com:8443, OTHER_PORT",
			"http://localhost:3000, http://localhost:5173, OTHER_PORT",
			"http://localhost:3000, https://localhost:5173, NONE",
			"https://app.example.com, https://app.example.com.evil.com, NONE",
			"https://app.example.com, https://evilapp.example.com, NONE",
			"https://app.example.com, https://appxexample.com, NONE",
			"https://app.example.com, https://app.example.com., NONE",
			"https://app.example.com, https://sub.app.example.com, NONE",
			"https://b\u00fccher.example, https://xn--bcher-kva.example, ALLOWED",
			"https://xn--bcher-kva.example, https://b\u00fccher.example, ALLOWED",
			"http://[0:0::1]:3000, http://[::1]:3000, ALLOWED", "capacitor://localhost, capacitor://localhost, ALLOWED",
			"http://localhost, capacitor://localhost, OTHER_SCHEME" })
	void matchesExactEntries(String entry, String origin, OriginPolicy.Match expected) {
		assertThat(match(entry, origin)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "https://*.example.com, https://a.example.com, ALLOWED",
			"https://*.example.com, https://a.b.example.com, ALLOWED",
			"https://*.example.com, https://example.com, BARE_DOMAIN",
			"https://*.example.com, http://example.com, NONE", "https://*.example.com, https://badexample.com, NONE",
			"https://*.example.com, https://a.example.com.evil.com, NONE", "https://*.example.com, https://com, NONE",
			"https://*.example.com, http://a.example.com, OTHER_SCHEME",
			"https://*.example.com, https://a.example.com:8443, OTHER_PORT",
			"https://*.example.com:*, https://a.example.com:8443, ALLOWED",
			"https://*.example.com:[*], https://a.example.com:8443, ALLOWED",
			"https://*.B\u00fccher.example, https://a.xn--bcher-kva.example, ALLOWED",
			"http://*.localhost:*, http://app.localhost:3000, ALLOWED" })
	void matchesWholeLabelsInFrontOfADomain(String entry, String origin, OriginPolicy.Match expected) {
		assertThat(match(entry, origin)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "http://localhost:* | http://localhost | ALLOWED",
			"http://localhost:* | http://localhost:65535 | ALLOWED",
			"http://localhost:* | https://localhost:1 | OTHER_SCHEME",
			"http://localhost:[8080,8081] | http://localhost:8080 | ALLOWED",
			"http://localhost:[8080,8081] | http://localhost:8081 | ALLOWED",
			"http://localhost:[8080,8081] | http://localhost:8082 | OTHER_PORT",
			"http://localhost:[8080] | http://localhost | OTHER_PORT",
			"http://[::1]:[8080,8081] | http://[::1]:8081 | ALLOWED", "http://[::1]:* | http://[::1]:1 | ALLOWED" })
	void matchesPorts(String entry, String origin, OriginPolicy.Match expected) {
		assertThat(match(entry, origin)).isEqualTo(expected);
	}

	@Test
	void prefersTheNearestOfSeveralEntries() {
		OriginPolicy policy = OriginPolicy.of(List.of("https://*.com", "https://*.example.com:8443",
				"https://*.app.example.com", "http://app.example.com:3000"), false, false);
		assertThat(policy.match(origin("https://app.example.com"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.match(origin("https://app.example.com:9"))).isEqualTo(OriginPolicy.Match.OTHER_PORT);
		assertThat(policy.match(origin("http://app.example.com"))).isEqualTo(OriginPolicy.Match.OTHER_SCHEME);
		assertThat(policy.match(origin("https://app.example.com:8443"))).isEqualTo(OriginPolicy.Match.ALLOWED);
	}

	@Test
	void joinsEntriesOfOneHost() {
		OriginPolicy policy = OriginPolicy
			.of(List.of("http://localhost:1", "https://localhost:2", "http://localhost:3"), false, false);
		assertThat(policy.match(origin("http://localhost:1"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.match(origin("http://localhost:3"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.match(origin("http://localhost:2"))).isEqualTo(OriginPolicy.Match.OTHER_SCHEME);
	}

	@Test
	void findsEachOfTenThousandEntries() {
		OriginPolicy policy = OriginPolicy.of(IntStream.range(0, 10_000)
			.mapToObj((i) -> "https://" + ((i % 2 == 0) ? "*." : "") + "h" + i + ".example")
			.toList(), false, false);
		assertThat(policy.match(origin("https://h9999.example"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.match(origin("https://a.h9998.example"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.match(origin("https://a.h9999.example"))).isEqualTo(OriginPolicy.Match.NONE);
		assertThat(policy.match(origin("https://h10000.example"))).isEqualTo(OriginPolicy.Match.NONE);
	}

	@Test
	void tellsDomainsOfOneHashApart() {
		OriginPolicy policy = OriginPolicy.of(List.of("https://*.0c.example", "http://*.na.example"), false, false);
		assertThat(policy.match(origin("https://a.0c.example"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.match(origin("http://a.na.example"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(match("https://*.0c.example", "https://a.na.example")).isEqualTo(OriginPolicy.Match.NONE);
	}

	@Test
	void admitsEveryOriginButNullWhenAnyIsAllowed() {
		OriginPolicy policy = OriginPolicy.of(List.of(), true, false);
		assertThat(policy.match(origin("https://evil.example"))).isEqualTo(OriginPolicy.Match.ALLOWED);
		assertThat(policy.allowsNull()).isFalse();
	}

	@Test
	void isSatisfiableOnceAnythingIsAdmitted() {
		assertThat(OriginPolicy.of(List.of(), false, false).isSatisfiable()).isFalse();
		assertThat(OriginPolicy.of(List.of("https://a"), false, false).isSatisfiable()).isTrue();
		assertThat(OriginPolicy.of(List.of(), true, false).isSatisfiable()).isTrue();
		assertThat(OriginPolicy.of(List.of(), false, true).isSatisfiable()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "* | allow-any", "null | allow-null", "'' | empty",
			"app.example.com | no scheme", "localhost:3000 | 'https://localhost:3000'",
			"https://app.example.com/ | trailing slash", "https://app.example.com/chat | path",
			"https://app.example.com?x | query", "https://app.example.com#x | fragment",
			"https://*.example.com/chat | 'https://*.example.com'", "https://app.*.com | whole labels",
			"https://app*.example.com | whole labels", "https://* | allow-any", "https://*:* | allow-any",
			"*://app.example.com | scheme must be written out", "wss://app.example.com | 'https://app.example.com'",
			"ws://app.example.com:81 | 'http://app.example.com:81'", "https://app.example.com:0 | 1 to 65535",
			"https://app.example.com:70000 | 1 to 65535", "https://app.example.com: | 1 to 65535",
			"https://app.example.com:[80,x] | 1 to 65535", "https://app.example.com:80,81 | brackets",
			"https://app.example.com:[8080 | comma may have split",
			"https://stra\u00dfe.example | as the browser sends it", "https://app .example.com | white space",
			"https://:8080 | no host", "https://*.192.0.2.1 | IP address", "https://[::1 | told apart",
			"https://a..b | not valid", "https://a%20b | percent", "8081] | no scheme" })
	void saysOfEachBadEntryWhatWouldWork(String entry, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> OriginPolicy.validate(entry))
			.withMessageContaining("'" + entry + "'")
			.withMessageContaining(message.replace("'", ""));
		assertThatIllegalArgumentException().isThrownBy(() -> OriginPolicy.of(List.of(entry), false, false));
	}

	@Test
	void doesNotRepeatThePasswordOfAnEntry() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> OriginPolicy.validate("https://user:secret@app.example.com"))
			.withMessageContaining("user information")
			.withMessageNotContaining("secret");
	}

	@Test
	void acceptsEntriesThatWork() {
		assertThatNoException().isThrownBy(() -> OriginPolicy.validate("https://*.example.com:[443,8443]"));
	}

	private static OriginPolicy.Match match(String entry, String origin) {
		return OriginPolicy.of(List.of(entry), false, false).match(origin(origin));
	}

	private static Origin origin(String text) {
		return Origin.parse(text).orElseThrow();
	}

}
