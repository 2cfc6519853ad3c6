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

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Origin}.
 */
class OriginTests {

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, https, app.example.com, 443",
			"https://app.example.com:443, https, app.example.com, 443",
			"HTTPS://APP.Example.COM, https, app.example.com, 443", "http://localhost:65535, http, localhost, 65535",
			"http://a:1, http, a, 1", "http://192.0.2.1, http, 192.0.2.1, 80", "http://[::1]:3000, http, [::1], 3000",
			"http://[0:0:0:0:0:0:0:1], http, [::1], 80", "http://[::FFFF:127.0.0.1], http, [::ffff:7f00:1], 80",
			"http://my_host, http, my_host, 80", "https://b\u00fccher.example, https, xn--bcher-kva.example, 443",
			"https://B\u00dcCHER.example, https, xn--bcher-kva.example, 443",
			"https://b\u00c3\u00bccher.example, https, xn--bcher-kva.example, 443",
			"https://XN--BCHER-KVA.example, https, xn--bcher-kva.example, 443",
			"https://example.com., https, example.com., 443", "chrome-extension://abcdef, chrome-extension, abcdef, 0",
			"capacitor://localhost, capacitor, localhost, 0", "capacitor://localhost:80, capacitor, localhost, 80" })
	void readsOriginsIntoOneForm(String text, String scheme, String host, int port) {
		assertThat(Origin.parse(text)).contains(new Origin(scheme, host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "::::", "null", "NULL", "://", "https://", "https:app.example.com",
			"//app.example.com", "app.example.com", "https://app.example.com/", "https://app.example.com/a",
			"https://app.example.com?a", "https://evil.com#.example.com", "https://user@app.example.com",
			"https://app.example.com\\", "https://app.example.com:", "https://app.example.com:0",
			"https://app.example.com:65536", "https://app.example.com:99999", "https://app.example.com:443443",
			"https://app.example.com:+443", "https://app.example.com:0443", "https://app.example.com:\u0664",
			"https://app.example.com:443:443", "https://app.example.com ", " https://app.example.com",
			"https://app .example.com", "https://app.example.com\t", "https://app.example.com\u0000",
			"https://app%2eexample.com", "https://\u00ef\u00bf\u00bd.example.com", "https://.example.com",
			"https://app..example.com", "https://.", "https://*.example.com", "https://[::1", "https://::1",
			"https://[::1]x", "https://[1.2.3.4]", "https://[fe80::1%25eth0]", "https://1.2.3", "https://1.2.3.04",
			"https://256.1.1.1", "https://2130706433", "1http://a", "ht_tp://a", "https://stra\u00dfe.example",
			"https://\u03bb\u03cc\u03b3\u03bf\u03c2.example", "https://a\u200db.example", "https://a\uff0fb.example",
			"https://a\ud800.example", "https://\uff41\uff50\uff50.example", "https://app\u3002example",
			"https://a\u00adpp.example", "https://\u24d0pp.example", "http://localho\u017ft",
			"https://wi\u212ai.example", "https://w\u0130ki.example", "https://bu\u0308cher.example",
			"http://\uff11\uff12\uff17.0.0.1" })
	void refusesWhatIsNotAnOrigin(String text) {
		assertThat(Origin.parse(text)).isEmpty();
	}

	@Test
	void boundsLengthOfTextLabelsAndName() {
		String label = "a".repeat(63);
		assertThat(Origin.parse("https://" + label + ".example")).isPresent();
		assertThat(Origin.parse("https://" + label + "a.example")).isEmpty();
		assertThat(Origin.parse("https://" + (label + ".").repeat(4))).isEmpty();
		assertThat(Origin.parse("x".repeat(503) + "://a:65535".substring(0, 9))).isPresent();
		assertThat(Origin.parse("x".repeat(504) + "://a:65535".substring(0, 9))).isEmpty();
	}

	@Test
	void doesNotDependOnTheDefaultLocale() {
		Locale locale = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("tr"));
			assertThat(Origin.parse("HTTPS://IDENTITY.EXAMPLE")).contains(new Origin("https", "identity.example", 443));
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com", "http://localhost:3000", "capacitor://localhost",
			"http://[::1]:3000" })
	void serialisesWithoutDefaultPort(String text) {
		assertThat(Origin.parse(text)).map(Origin::toString).contains(text);
	}

}
