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

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.connection.ConnectionDrain;
import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.connection.TokenRefresh;
import io.github.wsguard.connection.WaitingClients;
import io.github.wsguard.findings.Findings;
import io.github.wsguard.inspection.ApplicationFilters;
import io.github.wsguard.inspection.ForeignHandlers;
import io.github.wsguard.inspection.HandshakeProbe.Place;
import io.github.wsguard.inspection.RouteTracer;
import io.github.wsguard.inspection.SecurityInspector;
import io.github.wsguard.jwt.RemoteKeySets;
import io.github.wsguard.jwt.VerificationBulkhead;
import io.github.wsguard.jwt.VerifiedTokens;
import io.github.wsguard.network.AddressMajority;
import io.github.wsguard.observation.ConnectionReporter;
import io.github.wsguard.observation.HandshakeAccepted;
import io.github.wsguard.observation.HandshakeEvent;
import io.github.wsguard.observation.HandshakeObservationConvention;
import io.github.wsguard.observation.HandshakeReporter;
import io.github.wsguard.observation.RecentRefusals;
import io.github.wsguard.observation.RejectionLog;
import io.github.wsguard.servlet.AccessControl;
import io.github.wsguard.servlet.ContainerUpgrade;
import io.github.wsguard.servlet.EndpointDiscovery;
import io.github.wsguard.servlet.EndpointPolicies;
import io.github.wsguard.servlet.GuardFilter;
import io.github.wsguard.servlet.GuardLifecycle;
import io.github.wsguard.servlet.HandlerGuardPostProcessor;
import io.github.wsguard.servlet.HandshakeGuard;
import io.github.wsguard.servlet.LoginSessionListener;
import io.github.wsguard.servlet.MappedEndpoints;
import io.github.wsguard.servlet.PrincipalHandover;
import io.github.wsguard.servlet.RefreshFilter;
import io.github.wsguard.servlet.RefusalNaming;
import io.github.wsguard.servlet.SockJsRequestGate;
import io.github.wsguard.servlet.TargetResolver;
import io.github.wsguard.tomcat.FollowedUpgradeHandler;
import io.github.wsguard.tomcat.TomcatSessions;
import io.github.wsguard.websocket.ClosingUpgrade;
import io.github.wsguard.websocket.SessionGuard;
import io.github.wsguard.websocket.Subprotocol;

/**
 * Auto-configuration that guards every WebSocket endpoint of a servlet application.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
		"org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, HandshakeInterceptor.class })
@Conditional(OnGuardEnabledCondition.class)
@EnableConfigurationProperties(WsGuardProperties.class)
public final class WsGuardAutoConfiguration {

	/**
	 * Behind the filters that tell who the client is, in front of everything that could
	 * answer.
	 */
	static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

	private static final int TOMCAT_THREADS = 200;

	private static final boolean TOMCAT = ClassUtils.isPresent("org.apache.tomcat.websocket.WsSession",
			WsGuardAutoConfiguration.class.getClassLoader());

	WsGuardAutoConfiguration() {
	}

	@Bean
	RemoteKeySets wsGuardRemoteKeySets(ObjectProvider<Clock> clock, ApplicationEventPublisher events) {
		return new RemoteKeySets(clock.getIfUnique(Clock::systemUTC), new KeySetReporter(events));
	}

	@Bean
	KeySetLifecycle wsGuardKeySetLifecycle(RemoteKeySets keySets) {
		return new KeySetLifecycle(keySets);
	}

	@Bean
	TokenVerification wsGuardTokenVerification(WsGuardProperties properties, ApplicationContext context,
			ObjectProvider<VerifierSource> sources, ObjectProvider<Clock> clock) {
		return new VerifierChoice(context, sources.orderedStream().toList()).choose(properties.jwt(),
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	ResolvedPolicies wsGuardPolicies(WsGuardProperties properties, Environment environment, RemoteKeySets keySets,
			TokenVerification verification) {
		ResolvedPolicies policies = ResolvedPolicies.resolve(properties, environment, keySets, verification);
		policies.requireKeys();
		return policies;
	}

	/**
	 * After the policies, which refuse properties that cannot work.
	 */
	@Bean
	VerifiedTokens wsGuardVerifiedTokens(WsGuardProperties properties, ResolvedPolicies policies) {
		JwtProperties.Cache cache = properties.jwt().cache();
		return (cache.enabled() && !policies.issuers().isEmpty()) ? VerifiedTokens.atMost(cache.maxEntries())
				: VerifiedTokens.none();
	}

	/**
	 * For all endpoints: they share processors and threads.
	 */
	@Bean
	VerificationBulkhead wsGuardVerificationBulkhead(ResolvedPolicies policies, Environment environment) {
		int threads = environment.getProperty("server.tomcat.threads.max", Integer.class, TOMCAT_THREADS);
		return policies.verification().foreign().isPresent() ? VerificationBulkhead.forServers(threads)
				: VerificationBulkhead.forProcessors(Runtime.getRuntime().availableProcessors(), threads);
	}

	@Bean
	EndpointPolicies wsGuardEndpointPolicies(WsGuardProperties properties, ResolvedPolicies policies,
			ObjectProvider<Clock> clock, VerifiedTokens verifiedTokens, VerificationBulkhead bulkhead,
			ClosingUpgrade closingUpgrade) {
		CheckChainFactory chains = new CheckChainFactory(properties, policies, clock.getIfUnique(Clock::systemUTC),
				verifiedTokens, bulkhead);
		return new EndpointPolicyFactory(properties, chains, closingUpgrade).create(policies);
	}

	@Bean
	ClosingUpgrade wsGuardClosingUpgrade(WsGuardProperties properties, ObjectProvider<Clock> clock) {
		WsGuardProperties.Close close = properties.rejection().close();
		Predicate<Session> gone = TOMCAT ? TomcatSessions::isGone : (session) -> false;
		return new ClosingUpgrade(new WaitingClients(close.maxOpen(), close.maxOpenPerAddress()), gone,
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	MappedEndpoints wsGuardMappedEndpoints() {
		return new MappedEndpoints();
	}

	@Bean
	HandshakeReporter wsGuardHandshakeReporter(ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<HandshakeObservationConvention> convention, ApplicationEventPublisher events,
			ObjectProvider<Clock> clock, ObjectProvider<RecentRefusals> recent) {
		RecentRefusals memory = recent.getIfAvailable();
		return new HandshakeReporter(observations.getIfUnique(() -> ObservationRegistry.NOOP), convention.getIfUnique(),
				events, new RejectionLog(clock.getIfUnique(Clock::systemUTC)),
				(memory != null) ? memory::note : (refusal) -> {
				});
	}

	@Bean
	HandshakeGuard wsGuardHandshakeGuard(EndpointPolicies policies, MappedEndpoints endpoints,
			HandshakeReporter reporter, ObjectProvider<ApplicationLogin> login, AddressMajority majority,
			ConnectionDrain drain) {
		return new HandshakeGuard(new TargetResolver(policies, endpoints), reporter,
				login.getIfAvailable(() -> WsGuardAutoConfiguration::servletLogin), majority::count, drain::rejection);
	}

	@Bean
	AddressMajority wsGuardAddressMajority(WsGuardProperties properties, ObjectProvider<StartupInspection> inspection) {
		return new AddressMajority(properties.proxy().trusted(),
				(forwards) -> inspection.getObject().mostCameFromOneAddress(forwards));
	}

	private static Optional<List<String>> servletLogin(HttpServletRequest request) {
		return Optional.ofNullable(request.getUserPrincipal()).map((user) -> List.of());
	}

	@Bean
	RefusalNaming wsGuardRefusalNaming(ObjectProvider<AccessControl> accessControl, MappedEndpoints endpoints) {
		return new RefusalNaming(accessControl.getIfAvailable(() -> AccessControl.NONE), endpoints);
	}

	@Bean
	ContainerUpgrade wsGuardContainerUpgrade(SessionGuard sessions, ConnectionRegistry registry) {
		return (TOMCAT && FollowedUpgradeHandler.isSupported()) ? new TomcatUpgrade(sessions, registry)
				: ContainerUpgrade.NONE;
	}

	@Bean
	FilterRegistrationBean<GuardFilter> wsGuardFilter(HandshakeGuard guard, ObjectProvider<PrincipalHandover> handover,
			RefusalNaming naming, ContainerUpgrade upgrade) {
		GuardFilter filter = new GuardFilter(guard, handover.getIfAvailable(() -> PrincipalHandover.PLAIN), naming,
				upgrade);
		FilterRegistrationBean<GuardFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(FILTER_ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC,
				DispatcherType.ERROR);
		return registration;
	}

	@Bean
	EndpointDiscovery wsGuardEndpointDiscovery(ApplicationContext context, MappedEndpoints endpoints,
			EndpointPolicies policies, HandshakeGuard guard, RefusalNaming naming,
			ObjectProvider<PrincipalHandover> handover, ObjectProvider<DispatcherServletPath> dispatcher) {
		return new EndpointDiscovery(context, endpoints, policies, guard, naming,
				handover.getIfAvailable(() -> PrincipalHandover.PLAIN), SessionGuard::isGuarded,
				() -> prefix(dispatcher));
	}

	@Bean(destroyMethod = "shutdown")
	ConnectionRegistry wsGuardConnectionRegistry(ApplicationEventPublisher events, ObjectProvider<Clock> clock) {
		Clock time = clock.getIfUnique(Clock::systemUTC);
		return new ConnectionRegistry(time, new ConnectionReporter(events, time));
	}

	@Bean
	TokenRefresh wsGuardTokenRefresh(ConnectionRegistry registry, ObjectProvider<Clock> clock) {
		return new TokenRefresh(registry, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnBooleanProperty(WsGuardProperties.PREFIX + ".connection.refresh.enabled")
	FilterRegistrationBean<RefreshFilter> wsGuardRefreshFilter(WsGuardProperties properties,
			ConnectionRegistry registry, TokenRefresh refresh, EndpointPolicies policies, HandshakeReporter reporter) {
		String path = properties.connection().refresh().path();
		FilterRegistrationBean<RefreshFilter> registration = new FilterRegistrationBean<>(
				new RefreshFilter(path, registry, refresh, policies, reporter));
		registration.setOrder(FILTER_ORDER);
		registration.addUrlPatterns(path + "/*");
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	/**
	 * Registered with the servlet context as any such bean is.
	 */
	@Bean
	LoginSessionListener wsGuardLoginSessionListener(ConnectionRegistry registry) {
		return new LoginSessionListener(registry);
	}

	@Bean
	ConnectionDrain wsGuardConnectionDrain(ConnectionRegistry registry, WsGuardProperties properties,
			Environment environment) {
		boolean immediate = "immediate".equalsIgnoreCase(environment.getProperty("server.shutdown"));
		return new ConnectionDrain(registry, properties.connection().drain(), !immediate);
	}

	/**
	 * Before anything stops: the broker of STOMP messages and the web server would close
	 * the connections their own way. Contexts below publish their end here, too.
	 */
	@Bean
	ApplicationListener<ContextClosedEvent> wsGuardDrainListener(ApplicationContext context, ConnectionDrain drain) {
		return (event) -> {
			if (event.getApplicationContext().equals(context)) {
				drain.drain();
			}
		};
	}

	@Bean
	SessionGuard wsGuardSessionGuard(ConnectionRegistry registry, WsGuardProperties properties,
			ObjectProvider<PrincipalScope> scope, ObjectProvider<Subprotocol> subprotocols) {
		WsGuardProperties.FirstMessage firstMessage = properties.token().firstMessage();
		return new SessionGuard(registry,
				new WaitingClients(firstMessage.maxWaiting(), firstMessage.maxWaitingPerAddress()),
				scope.getIfAvailable(() -> PrincipalScope.NONE), subprotocols.orderedStream().toList());
	}

	/**
	 * Found by every handler mapping.
	 */
	@Bean
	MappedInterceptor wsGuardSockJsRequestGate(HandshakeGuard guard) {
		return new MappedInterceptor(null, new SockJsRequestGate(guard));
	}

	@Bean
	static HandlerGuardPostProcessor wsGuardHandlerPostProcessor(ObjectProvider<EndpointDiscovery> discovery,
			ObjectProvider<SessionGuard> sessions) {
		return new HandlerGuardPostProcessor(discovery, (handler) -> sessions.getObject().guard(handler));
	}

	@Bean
	RouteTracer wsGuardHandshakeRoutes(WebApplicationContext context, EndpointDiscovery discovery,
			ObjectProvider<DispatcherServletPath> dispatcher, ObjectProvider<SecurityInspector> security) {
		return new RouteTracer(discovery::registered, () -> ApplicationFilters.of(context, prefix(dispatcher)),
				security.getIfAvailable(() -> SecurityInspector.NONE),
				() -> Place.of(context.getServletContext(), prefix(dispatcher)));
	}

	@Bean
	Findings wsGuardFindings() {
		return new Findings();
	}

	@Bean
	StartupInspection wsGuardStartupInspection(ApplicationContext context, WsGuardProperties properties,
			ResolvedPolicies policies, EndpointDiscovery discovery, RouteTracer routes, Findings findings,
			ObjectProvider<DispatcherServletPath> dispatcher, ContainerUpgrade upgrade) {
		return new StartupInspection(policies,
				new ConfigurationFindings(properties, policies, context.getEnvironment()),
				new ContradictionFindings(properties, context.getEnvironment()),
				new RegistrationFindings(new ForeignHandlers(context), policies, prefix(dispatcher),
						!upgrade.equals(ContainerUpgrade.NONE)),
				discovery, routes, findings);
	}

	@Bean
	GuardLifecycle wsGuardLifecycle(EndpointDiscovery discovery, StartupInspection inspection) {
		return new GuardLifecycle(discovery, inspection::beforeStart);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> wsGuardReadyListener(ObjectProvider<StartupInspection> inspection) {
		return (event) -> inspection.getObject().whenReady();
	}

	@Bean
	ApplicationListener<PayloadApplicationEvent<HandshakeAccepted>> wsGuardUnnamedEndpointListener(
			ObjectProvider<StartupInspection> inspection) {
		return ApplicationListener.forPayload((accepted) -> {
			if (accepted.endpoint().equals(HandshakeEvent.NO_ENDPOINT)) {
				inspection.getObject().acceptedUnnamed(accepted.path());
			}
		});
	}

	private static String prefix(ObjectProvider<DispatcherServletPath> dispatcher) {
		return dispatcher.stream().findFirst().map(DispatcherServletPath::getPrefix).orElse("");
	}

	/**
	 * The report at start-up, the guarding of lazy handlers and the keys must not wait
	 * for the first request.
	 */
	@Bean
	static LazyInitializationExcludeFilter wsGuardLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(GuardLifecycle.class, KeySetLifecycle.class);
	}

}
