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

package io.github.wsguard.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * An application that is put under load. All have the endpoint and its origin in common.
 */
enum Contender {

	/**
	 * Spring's WebSocket support alone.
	 */
	PLAIN("plain", "PlainApplication", List.of()),

	/**
	 * A resource server by Spring Security that takes the token from the query.
	 */
	SECURITY("Spring Security", "SecuredApplication",
			List.of("spring-security-", "spring-boot-security", "spring-boot-starter-security", "nimbus-jose-jwt-")),

	/**
	 * The starter.
	 */
	WS_GUARD("ws-guard", "GuardedApplication", List.of("ws-guard-spring-boot-", "nimbus-jose-jwt-")),

	/**
	 * The starter, in an application that has metrics.
	 */
	WS_GUARD_WITH_METRICS("ws-guard with metrics", "MeteredApplication",
			List.of("ws-guard-spring-boot-", "nimbus-jose-jwt-", "micrometer-core-", "HdrHistogram-")),

	/**
	 * The starter, in an application that answers messages.
	 */
	WS_GUARD_WITH_ECHO("ws-guard with echo", "EchoApplication", List.of("ws-guard-spring-boot-", "nimbus-jose-jwt-"));

	/**
	 * What the table compares.
	 */
	static final List<Contender> COMPARED = List.of(PLAIN, SECURITY, WS_GUARD);

	private static final List<String> TOOLS = List.of("jmh-", "jopt-simple-", "commons-math3-");

	private final String title;

	private final String mainClass;

	private final List<String> libraries;

	Contender(String title, String mainClass, List<String> libraries) {
		this.title = title;
		this.mainClass = "io.github.wsguard.load.application." + mainClass;
		this.libraries = libraries;
	}

	String title() {
		return this.title;
	}

	String mainClass() {
		return this.mainClass;
	}

	/**
	 * Tell whether it asks for a token.
	 */
	boolean asksForToken() {
		return this != PLAIN;
	}

	/**
	 * Leave out what the other applications need and this one does not.
	 * @param all a class path that all of them could run with
	 * @return the class path of this one
	 * @throws IllegalStateException if it lacks a library
	 */
	ClassPath select(ClassPath all) {
		ClassPath own = all
			.without((library) -> isSpecial(library) && this.libraries.stream().noneMatch(library::startsWith));
		for (String prefix : this.libraries) {
			if (own.libraries().stream().noneMatch((library) -> library.startsWith(prefix))) {
				throw new IllegalStateException("The class path has no " + prefix);
			}
		}
		return own;
	}

	private static boolean isSpecial(String library) {
		return Stream.concat(TOOLS.stream(), Stream.of(values()).flatMap((contender) -> contender.libraries.stream()))
			.anyMatch(library::startsWith);
	}

}
