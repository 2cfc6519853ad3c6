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

package io.github.wsguard.issuer;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

import org.springframework.boot.json.JsonParserFactory;

/**
 * Keycloak in a container, with the realm of {@code realm.json}.
 */
final class Keycloak extends GenericContainer<Keycloak> {

	private static final int PORT = 8080;

	private static final String ADMINISTRATOR = "admin";

	private final JsonClient client = new JsonClient();

	Keycloak() {
		super(System.getProperty("keycloak.image"));
		withExposedPorts(PORT);
		withEnv("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
		withEnv("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR);
		withCopyFileToContainer(MountableFile.forClasspathResource("realm.json"),
				"/opt/keycloak/data/import/realm.json");
		withCommand("start-dev", "--import-realm");
		waitingFor(Wait.forHttp("/realms/chat").withStartupTimeout(Duration.ofMinutes(5)));
	}

	/**
	 * Return the name of the issuer.
	 * @return what its tokens name
	 */
	String issuer() {
		return address() + "/realms/chat";
	}

	private String address() {
		return "http://%s:%d".formatted(getHost(), getMappedPort(PORT));
	}

	/**
	 * Get a token of a client for itself.
	 * @param client the client
	 * @return the token
	 */
	String token(String client) {
		return tokens("grant_type=client_credentials&client_id=%s&client_secret=secret-of-%s".formatted(client, client),
				"access_token");
	}

	/**
	 * Get a token of a user who gave the password to {@code chat-client}.
	 * @param user the user
	 * @param kind {@code access_token} or {@code id_token}
	 * @return the token
	 */
	String tokenOfUser(String user, String kind) {
		return tokens("grant_type=password&username=%s&password=password-of-%s".formatted(user, user)
				+ "&scope=openid&client_id=chat-client&client_secret=secret-of-chat-client", kind);
	}

	private String tokens(String form, String kind) {
		return String.valueOf(this.client.tokens(issuer() + "/protocol/openid-connect/token", form).get(kind));
	}

	/**
	 * Add an RSA key that signs from now on.
	 */
	void addSigningKey() {
		administer("POST", "", keyProvider("next", 200, true));
	}

	/**
	 * Disable the RSA key with which the realm began.
	 */
	void disableFirstSigningKey() {
		String first = JsonParserFactory.getJsonParser()
			.parseList(administer("GET", "?name=rsa-generated", ""))
			.stream()
			.map((component) -> String.valueOf(((Map<?, ?>) component).get("id")))
			.findFirst()
			.orElseThrow();
		administer("PUT", "/" + first, keyProvider("rsa-generated", 100, false));
	}

	private static String keyProvider(String name, int priority, boolean enabled) {
		return """
				{"name": "%s", "providerType": "org.keycloak.keys.KeyProvider", "providerId": "rsa-generated",
				"config": {"priority": ["%d"], "enabled": ["%s"], "active": ["%s"]}}
				""".formatted(name, priority, enabled, enabled);
	}

	private String administer(String method, String components, String body) {
		String form = "grant_type=password&client_id=admin-cli&username=%s&password=%s".formatted(ADMINISTRATOR,
				ADMINISTRATOR);
		Object token = this.client.tokens(address() + "/realms/master/protocol/openid-connect/token", form)
			.get("access_token");
		return this.client
			.send(HttpRequest.newBuilder(URI.create(address() + "/admin/realms/chat/components" + components))
				.header("Authorization", "Bearer " + token)
				.header("Content-Type", "application/json")
				.method(method, HttpRequest.BodyPublishers.ofString(body))
				.build());
	}

}
