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

package io.github.wsguard.autoconfigure;

import java.io.File;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.UrlResource;
import org.springframework.util.unit.DataSize;

import io.github.wsguard.decision.GuardMode;

import static org.assertj.core.api.Assertions.assertThat;

class SettingValueTests {

	@Test
	void writesValuesAsPropertiesAreWritten() {
		assertThat(SettingValue.of(Duration.ofSeconds(30))).isEqualTo("30s");
		assertThat(SettingValue.of(Duration.ofDays(31))).isEqualTo("31d");
		assertThat(SettingValue.of(Duration.ZERO)).isEqualTo("0s");
		assertThat(SettingValue.of(DataSize.ofKilobytes(8))).isEqualTo("8KB");
		assertThat(SettingValue.of(DataSize.ofBytes(100))).isEqualTo("100B");
		assertThat(SettingValue.of(GuardMode.REPORT_ONLY)).isEqualTo("report-only");
		assertThat(SettingValue.of(List.of(GuardMode.ENFORCE))).isEqualTo(List.of("enforce"));
		assertThat(SettingValue.of(Map.of("tenant", 42))).isEqualTo(Map.of("tenant", 42));
		assertThat(SettingValue.of(true)).isEqualTo(true);
		assertThat(SettingValue.of(null)).isEqualTo("");
	}

	@ParameterizedTest
	@CsvSource({ "https://login.example.com/jwks, https://login.example.com/jwks",
			"https://user:pass@login.example.com/jwks, https://******@login.example.com/jwks",
			"https://us@er:p@ss@login.example.com/, https://******@login.example.com/",
			"https://login.example.com/jwks?key=1#x, https://login.example.com/jwks?******",
			"https://login.example.com/jwks#key, https://login.example.com/jwks?******",
			"https://login.example.com/a@b, https://login.example.com/a@b" })
	void leavesCredentialsOutOfUris(String uri, String written) {
		assertThat(SettingValue.uri(uri)).isEqualTo(written);
	}

	@Test
	void saysWhereAResourceIsAndNeverWhatItHolds() throws MalformedURLException {
		assertThat(SettingValue.location(new ClassPathResource("keys/issuer.pem")))
			.isEqualTo("classpath:keys/issuer.pem");
		assertThat(SettingValue.location(new FileSystemResource("/etc/app/issuer.pem"))).isEqualTo("file:issuer.pem");
		assertThat(SettingValue.location(new FileUrlResource(new File("/etc/app/issuer.pem").toURI().toURL())))
			.isEqualTo("file:issuer.pem");
		assertThat(SettingValue.location(new UrlResource("https://user:pass@keys.example/jwks?key=1")))
			.isEqualTo("https://******@keys.example/jwks?******");
		assertThat(SettingValue.location(new ByteArrayResource("geheim".getBytes(StandardCharsets.UTF_8), "geheim")))
			.isEqualTo("******");
	}

}
