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

package io.github.wsguard.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The kinds of application in which every cause is tried.
 */
enum MatrixApplication {

	PLAIN(Protection.NONE, ""),

	DEFAULT_CHAIN(Protection.LOCKED, ""),

	RESOURCE_SERVER(Protection.LOCKED, "", MatrixConfigurations.ResourceServer.class),

	FORM_LOGIN(Protection.LOCKED, "", MatrixConfigurations.FormLogin.class),

	MVC_CORS(Protection.NONE, "", MatrixConfigurations.MvcCors.class),

	SECURITY_CORS(Protection.SECURED, "", MatrixConfigurations.SecurityCors.class),

	RULES(Protection.SECURED, "", MatrixConfigurations.Rules.class),

	FORWARDING_NONE(Protection.NONE, "", "server.forward-headers-strategy=none"),

	FORWARDING_NATIVE(Protection.NONE, "", "server.forward-headers-strategy=native"),

	// Whoever lets the framework believe everyone cannot have rules for addresses
	FORWARDING_FRAMEWORK(Protection.NONE, "", "server.forward-headers-strategy=framework",
			"ws-guard.endpoints.ip.network.allowed"),

	CONTEXT_PATH(Protection.NONE, "/context", "server.servlet.context-path=/context"),

	SERVLET_PATH(Protection.NONE, "/servlet", "spring.mvc.servlet.path=/servlet"),

	BOTH_PATHS(Protection.LOCKED, "/context/servlet", "server.servlet.context-path=/context",
			"spring.mvc.servlet.path=/servlet");

	private final Protection protection;

	private final String prefix;

	private final Object[] additions;

	/**
	 * Create a kind of application.
	 * @param additions configuration classes, and properties
	 */
	MatrixApplication(Protection protection, String prefix, Object... additions) {
		this.protection = protection;
		this.prefix = prefix;
		this.additions = additions;
	}

	/**
	 * Start the application.
	 * @param more properties beside those of its kind
	 */
	WireServer start(String... more) {
		List<Class<?>> sources = new ArrayList<>(List.of(Obstacles.class, OrdinaryPages.class));
		List<String> properties = new ArrayList<>(List.of("logging.level.root=off",
				"logging.level.org.apache.coyote.http11.Http11NioProtocol=off", "spring.security.user.name=bob",
				"spring.security.user.password=secret", "ws-guard.endpoints.open.path=/ws/rules/open/{what}",
				"ws-guard.endpoints.open.token.required=false"));
		for (Object addition : this.additions) {
			if (addition instanceof Class<?> source) {
				sources.add(source);
			}
			else {
				properties.add((String) addition);
			}
		}
		properties.addAll(List.of(more));
		String[] all = properties.toArray(String[]::new);
		return (this.protection != Protection.NONE) ? WireServer.startSecured(sources, all)
				: WireServer.start(sources, all);
	}

	/**
	 * Return the path of the application within the server.
	 */
	String prefix() {
		return this.prefix;
	}

	/**
	 * Return the words that mean this application, beside others perhaps.
	 */
	List<String> groups() {
		return switch (this.protection) {
			case NONE -> List.of(toString());
			case SECURED -> List.of(toString(), "secured");
			case LOCKED -> List.of(toString(), "secured", "locked");
		};
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private enum Protection {

		NONE, SECURED, LOCKED

	}

}
