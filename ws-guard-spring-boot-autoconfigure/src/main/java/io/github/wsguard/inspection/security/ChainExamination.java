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

package io.github.wsguard.inspection.security;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.transport.HttpsRedirectFilter;

import io.github.wsguard.inspection.HandshakeProbe;
import io.github.wsguard.inspection.SecurityVerdict;
import io.github.wsguard.inspection.SecurityVerdict.Answer;

/**
 * Asks single filters of a chain. Only filters of Spring Security itself run, and of
 * those none that would publish, save or log in.
 */
final class ChainExamination {

	private static final Logger logger = LoggerFactory.getLogger(ChainExamination.class);

	private static final String PROBE = "ws-guard probe";

	/**
	 * By name, since each comes with a module of its own. The first puts the context into
	 * the holder as the application configured it, and so does the second, which
	 * applications get that save the context implicitly.
	 */
	private static final Set<String> CONTEXT_FILTERS = Set.of(
			"org.springframework.security.web.context.SecurityContextHolderFilter",
			"org.springframework.security.web.context.SecurityContextPersistenceFilter");

	private static final Set<String> LOGIN_FILTERS = Set.of("UsernamePasswordAuthenticationFilter",
			"DefaultLoginPageGeneratingFilter", "OAuth2AuthorizationRequestRedirectFilter",
			"OAuth2LoginAuthenticationFilter", "Saml2WebSsoAuthenticationFilter",
			"Saml2WebSsoAuthenticationRequestFilter", "OneTimeTokenAuthenticationFilter");

	private final String name;

	private final List<Filter> filters;

	private final HandshakeProbe probe;

	private final SecurityContextHolderStrategy holder;

	private final Authentication joined;

	ChainExamination(String name, List<Filter> filters, HandshakeProbe probe, SecurityContextHolderStrategy holder,
			Collection<String> authorities) {
		this.name = name;
		this.filters = filters;
		this.probe = probe;
		this.holder = holder;
		this.joined = UsernamePasswordAuthenticationToken.authenticated(PROBE, null,
				AuthorityUtils.createAuthorityList(authorities));
	}

	SecurityVerdict verdict() {
		return new SecurityVerdict(this.name, find(HttpsRedirectFilter.class).anyMatch((filter) -> !passes(filter)),
				this.filters.isEmpty() || seesJoinedPrincipal(),
				find(CsrfFilter.class).anyMatch((filter) -> !passes(filter)), logins(),
				(answer(this::anonymous) == Answer.LACKS_AUTHORITY) ? Answer.REFUSED : answer(this::anonymous),
				answer(() -> this.joined));
	}

	private <T extends Filter> Stream<T> find(Class<T> type) {
		return this.filters.stream().filter(type::isInstance).map(type::cast);
	}

	private List<String> logins() {
		return this.filters.stream()
			.map((filter) -> filter.getClass().getSimpleName())
			.filter(LOGIN_FILTERS::contains)
			.toList();
	}

	private boolean passes(Filter filter) {
		AtomicBoolean passed = new AtomicBoolean();
		run(filter, this.probe.request(), (request, response) -> passed.set(true));
		return passed.get();
	}

	private boolean seesJoinedPrincipal() {
		return this.filters.stream()
			.filter((filter) -> CONTEXT_FILTERS.contains(filter.getClass().getName()))
			.findFirst()
			.map(this::seesJoinedPrincipal)
			.orElse(false);
	}

	/**
	 * The context is taken out of the holder before the filter gets it back: a filter
	 * that saves what it finds there must find nothing.
	 */
	private boolean seesJoinedPrincipal(Filter contextFilter) {
		HttpServletRequest request = this.probe.request();
		SecurityContext context = this.holder.createEmptyContext();
		context.setAuthentication(this.joined);
		new RequestAttributeSecurityContextRepository().saveContext(context, request, this.probe.response());
		SecurityContext own = this.holder.getContext();
		AtomicBoolean seen = new AtomicBoolean();
		try {
			run(contextFilter, request, (ignored, response) -> {
				seen.set(this.joined.equals(this.holder.getContext().getAuthentication()));
				this.holder.setContext(this.holder.createEmptyContext());
			});
		}
		finally {
			this.holder.setContext(own);
		}
		return seen.get();
	}

	private void run(Filter filter, HttpServletRequest request, FilterChain behind) {
		try {
			filter.doFilter(request, this.probe.response(), behind);
		}
		catch (IOException | ServletException | RuntimeException ex) {
			logger.debug("{} cannot be asked", filter.getClass().getName(), ex);
		}
	}

	private Authentication anonymous() {
		AnonymousAuthenticationFilter filter = find(AnonymousAuthenticationFilter.class).findFirst()
			.orElseThrow(() -> new AuthenticationCredentialsNotFoundException("Nobody is logged in"));
		return new AnonymousAuthenticationToken(PROBE, filter.getPrincipal(), filter.getAuthorities());
	}

	private Answer answer(Supplier<Authentication> client) {
		return find(AuthorizationFilter.class).map((filter) -> answer(filter, client))
			.filter((answer) -> answer != Answer.ADMITTED)
			.findFirst()
			.orElse(Answer.ADMITTED);
	}

	private Answer answer(AuthorizationFilter filter, Supplier<Authentication> client) {
		try {
			return Optional.ofNullable(filter.getAuthorizationManager().authorize(client, this.probe.request()))
				.map(this::answer)
				.orElse(Answer.ADMITTED);
		}
		catch (AuthenticationException ex) {
			return Answer.REFUSED;
		}
		catch (RuntimeException ex) {
			logger.debug("The rules of '{}' cannot be asked", this.name, ex);
			return Answer.UNKNOWN;
		}
	}

	/**
	 * Only the plain decision, which {@code denyAll()} makes, leaves open nothing that a
	 * principal could have more of.
	 */
	private Answer answer(AuthorizationResult result) {
		if (result.isGranted()) {
			return Answer.ADMITTED;
		}
		if (result instanceof AuthorityAuthorizationDecision) {
			return Answer.LACKS_AUTHORITY;
		}
		return (result.getClass() == AuthorizationDecision.class) ? Answer.REFUSED : Answer.UNKNOWN;
	}

}
