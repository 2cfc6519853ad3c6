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

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/**
 * A running {@link AuthorizationServerApplication}, which its clients ask for tokens over
 * HTTP.
 */
final class AuthorizationServer implements AutoCloseable {

	/**
	 * A client whose tokens live for an hour.
	 */
	static final String CHAT = "chat-client";

	/**
	 * A client whose tokens live for a minute.
	 */
	static final String HASTY = "hasty-client";

	/**
	 * A client whose tokens are not meant for the service here.
	 */
	static final String STRANGER = "mail-client";

	private final JsonClient client = new JsonClient();

	private final SigningKeys keys;

	private final String issuer;

	private final ConfigurableApplicationContext context;

	private AuthorizationServer(int port, SigningKeys keys, Class<?>... additions) {
		this.keys = keys;
		this.issuer = "http://localhost:" + port;
		List<String> all = new ArrayList<>();
		all.add("server.port=" + port);
		all.add("spring.main.banner-mode=off");
		all.add("logging.level.root=warn");
		all.add("ws-guard.enabled=false");
		all.add("spring.security.oauth2.authorizationserver.issuer=" + this.issuer);
		all.addAll(client(CHAT, "1h"));
		all.addAll(client(HASTY, "1m"));
		all.addAll(client(STRANGER, "1h"));
		this.context = new SpringApplicationBuilder(AuthorizationServerApplication.class).sources(additions)
			.initializers((GenericApplicationContext context) -> context.registerBean(SigningKeys.class, () -> keys))
			.properties(all.toArray(String[]::new))
			.run();
	}

	private static List<String> client(String id, String lifetime) {
		String client = "spring.security.oauth2.authorizationserver.client." + id + ".";
		return List.of(client + "registration.client-id=" + id,
				client + "registration.client-secret={noop}" + secret(id),
				client + "registration.client-authentication-methods=client_secret_post",
				client + "registration.authorization-grant-types=client_credentials",
				client + "registration.scopes=chat,announce", client + "token.access-token-time-to-live=" + lifetime);
	}

	// No two clients may share one
	private static String secret(String client) {
		return "secret-of-" + client;
	}

	/**
	 * Start a server on any port.
	 * @param algorithm the algorithm of its first key
	 * @return the running server
	 */
	static AuthorizationServer start(String algorithm) {
		return start(TestSocketUtils.findAvailableTcpPort(), new SigningKeys(algorithm));
	}

	/**
	 * Start a server.
	 * @param port the port, which the name of the issuer contains
	 * @param keys its keys, which it may have had before
	 * @param additions further configurations
	 * @return the running server
	 */
	static AuthorizationServer start(int port, SigningKeys keys, Class<?>... additions) {
		return new AuthorizationServer(port, keys, additions);
	}

	/**
	 * Return the name of the issuer.
	 * @return what its tokens name
	 */
	String issuer() {
		return this.issuer;
	}

	/**
	 * Return the keys of the server.
	 * @return the keys, which may be changed while it runs
	 */
	SigningKeys keys() {
		return this.keys;
	}

	/**
	 * Get a token of a client for itself.
	 * @param client the client
	 * @param scopes the scopes that it wants, separated by spaces
	 * @return the token
	 */
	String token(String client, String scopes) {
		String form = "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s".formatted(client,
				secret(client), scopes.replace(' ', '+'));
		return String.valueOf(this.client.tokens(this.issuer + "/oauth2/token", form).get("access_token"));
	}

	/**
	 * Get a token of {@link #CHAT} for the scope {@code chat}.
	 * @return the token
	 */
	String token() {
		return token(CHAT, "chat");
	}

	@Override
	public void close() {
		this.context.close();
	}

}
