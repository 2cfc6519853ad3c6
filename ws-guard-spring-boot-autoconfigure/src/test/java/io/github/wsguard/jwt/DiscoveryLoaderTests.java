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

package io.github.wsguard.jwt;

import java.net.http.HttpClient;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where metadata is looked for, and what is said of a server that has none.
 */
class DiscoveryLoaderTests {

	private static final String OPEN_ID = "/.well-known/openid-configuration";

	private static final String OAUTH = "/.well-known/oauth-authorization-server";

	private final KeyServer server = new KeyServer();

	private final DiscoveryLoader loader = new DiscoveryLoader(this.server.address(),
			new HttpFetcher(HttpClient::newHttpClient,
					new RemoteKeySettings(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofHours(1),
							Duration.ofSeconds(2), Duration.ofSeconds(2), 4096, Duration.ofSeconds(30))));

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "404,", "410,", "401,", "403,", "200,<html>Please sign in</html>" })
	void findsOauthMetadataWhereTheServerHasNoneOfOpenId(int status, String body) {
		this.server.answer(OPEN_ID, status, (body != null) ? body : "");
		this.server.answer(OAUTH, 200, metadata());
		this.server.answer("/jwks", 200, TestKeys.jwkSet(TestKeys.rsaJwk(TestKeys.RSA, "r")));
		assertThat(this.loader.load().join()).isInstanceOf(KeySetLoader.Loaded.Keys.class);
	}

	@ParameterizedTest
	@CsvSource({ "404,,The issuer publishes no metadata",
			"401,,The metadata of the issuer was answered with status 401",
			"200,<html>Please sign in</html>,The metadata of the issuer is no JSON object" })
	void saysWhatIsThereInstead(int status, String body, String detail) {
		this.server.answer(OPEN_ID, status, (body != null) ? body : "");
		assertThat(this.loader.load().join()).isEqualTo(new KeySetLoader.Loaded.Failed(detail));
		assertThat(this.server.requests()).containsExactly(OPEN_ID, OAUTH);
	}

	@Test
	void asksServerInTroubleOnce() {
		this.server.answer(OPEN_ID, 500, "");
		this.server.answer(OAUTH, 200, metadata());
		assertThat(this.loader.load().join())
			.isEqualTo(new KeySetLoader.Loaded.Failed("The metadata of the issuer was answered with status 500"));
		assertThat(this.server.requests()).containsExactly(OPEN_ID);
	}

	@Test
	void saysThatKeySetIsWithheld() {
		this.server.answer(OPEN_ID, 200, metadata());
		this.server.answer("/jwks", 401, "");
		assertThat(this.loader.load().join())
			.isEqualTo(new KeySetLoader.Loaded.Failed("The key set was answered with status 401"));
	}

	private String metadata() {
		return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(this.server.address(), this.server.uri("/jwks"));
	}

}
