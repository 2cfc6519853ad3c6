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

package io.github.wsguard.sample.issuer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class DevelopmentIssuerIT {

	@LocalServerPort
	private int port;

	@Test
	void signsTokensWithTheKeyThatItPublishes() throws Exception {
		JWK key = JWKSet.parse(get("/dev/issuer/jwks").body()).getKeyByKeyId("dev");
		assertThat(key.isPrivate()).isFalse();
		assertThat(token("good").verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
		assertThat(token("bad-signature").verify(new RSASSAVerifier(key.toRSAKey()))).isFalse();
	}

	@Test
	void tellsHowLongATokenIsGoodFor() throws Exception {
		assertThat(get("/dev/tokens?kind=brief").body()).contains("\"expiresIn\":10");
		assertThat(get("/dev/tokens?kind=expired").body()).contains("\"expiresIn\":-3600");
	}

	@Test
	void knowsNoKindThatNobodyListed() throws Exception {
		assertThat(get("/dev/tokens?kind=golden").statusCode()).isEqualTo(400);
	}

	private SignedJWT token(String kind) throws Exception {
		String json = get("/dev/tokens?kind=" + kind).body();
		String token = json.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
		return SignedJWT.parse(token);
	}

	private HttpResponse<String> get(String path) throws Exception {
		URI uri = URI.create("http://localhost:" + this.port + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
