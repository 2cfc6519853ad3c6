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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.UnreachableFilterChainException;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import io.github.wsguard.inspection.HandshakeProbe;
import io.github.wsguard.inspection.HandshakeProbe.Place;

/**
 * Explains which chain of Spring Security keeps another one from ever being asked, where
 * the chain that is asked judges handshakes that ws-guard guards. Which endpoints the
 * application registers is not known so early; a path that is configured, or a chain that
 * takes every request, tells.
 */
final class UnreachableFilterChainFailureAnalyzer extends AbstractFailureAnalyzer<UnreachableFilterChainException> {

	private static final Pattern BEAN = Pattern.compile("defined as '([^']+)'(?: in \\[([^\\]]+)\\])?");

	private final BeanFactory beans;

	private final Environment environment;

	UnreachableFilterChainFailureAnalyzer(BeanFactory beans, Environment environment) {
		this.beans = beans;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnreachableFilterChainException cause) {
		SecurityFilterChain asked = cause.getFilterChain();
		if (!this.beans.containsBean("wsGuardFilter") || !judgesHandshakes(asked)) {
			return null;
		}
		String first = name(asked);
		String second = name(cause.getUnreachableFilterChain());
		return new FailureAnalysis(description(first, second, asked), """
				Give %2$s a lower @Order than %1$s, so that it is asked first, \
				or limit %1$s by securityMatcher to the paths that it is meant for.
				A chain that only lets handshakes through is not needed: \
				ws-guard joins its principal to the chain that is there.""".formatted(first, second), cause);
	}

	private static String description(String first, String second, SecurityFilterChain asked) {
		return "The Spring Security chain %s is never asked: %s comes before it and takes %s. ".formatted(second, first,
				takesAll(asked) ? "every request" : "the same requests")
				+ "WebSocket handshakes would be judged by %s alone.".formatted(first);
	}

	private boolean judgesHandshakes(SecurityFilterChain chain) {
		return takesAll(chain) || paths().stream().anyMatch((path) -> takes(chain, path));
	}

	private static boolean takesAll(SecurityFilterChain chain) {
		return chain instanceof DefaultSecurityFilterChain known
				&& known.getRequestMatcher() instanceof AnyRequestMatcher;
	}

	private static boolean takes(SecurityFilterChain chain, String path) {
		try {
			return chain.matches(HandshakeProbe.handshake(Place.of(null, ""), path).request());
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private List<String> paths() {
		try {
			return Binder.get(this.environment)
				.bindOrCreate(WsGuardProperties.PREFIX, WsGuardProperties.class)
				.endpoints()
				.values()
				.stream()
				.flatMap((endpoint) -> Stream.ofNullable(endpoint.path()))
				.toList();
		}
		catch (BindException ex) {
			return List.of();
		}
	}

	/**
	 * A chain tells the name of its bean in its text only.
	 */
	private static String name(SecurityFilterChain chain) {
		Matcher bean = BEAN.matcher(chain.toString());
		if (!bean.find()) {
			return "of class " + chain.getClass().getSimpleName();
		}
		return "'" + bean.group(1) + "'" + ((bean.group(2) != null) ? " (" + bean.group(2) + ")" : "");
	}

}
