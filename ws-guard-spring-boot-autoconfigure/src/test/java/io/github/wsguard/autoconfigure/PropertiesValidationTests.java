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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PropertiesValidationTests {

	private static final String ISSUER = "jwt.issuers.main.issuer-uri=https://login.example.com";

	private static final String AUDIENCE = "jwt.issuers.main.audiences=chat";

	private static final String SECRET = "jwt.issuers.main.secret=0123456789abcdef0123456789abcdef";

	private static final String CHAT = "endpoints.chat.path=/ws/chat";

	@ParameterizedTest
	@MethodSource
	void refusesWhatCannotWork(Refusal refusal) {
		InvalidPropertyException refused = catchThrowableOfType(InvalidPropertyException.class,
				() -> Properties.resolve(refusal.pairs()));
		assertThat(refused).isNotNull();
		assertThat(refused.property()).isEqualTo(refusal.property());
		assertThat(refused.problem()).contains(refusal.problem());
		assertThat(refused.remedy()).contains(refusal.remedy());
	}

	static Stream<Refusal> refusesWhatCannotWork() {
		return Stream
			.of(origins(), carriers(), networks(), endpoints(), requirements(), issuers(), severalIssuers(), keys(),
					times(), connections(), destinations())
			.flatMap(List::stream);
	}

	private static List<Refusal> origins() {
		return List.of(
				given("origin.allowed=https://app.example.com/path").refuses("origin.allowed",
						"https://app.example.com/path", "https://app.example.com"),
				given("origin.allowed=*").refuses("origin.allowed", "'*'", "https://app.example.com"),
				given(CHAT, "endpoints.chat.origin.allowed=https://*").refuses("endpoints.chat.origin.allowed",
						"'https://*'", "https://app.example.com"),
				given("origin.allow-any=true", "origin.allowed=https://a.example").refuses("origin.allow-any",
						"'ws-guard.origin.allowed'", "Remove 'ws-guard.origin.allow-any'"),
				given("origin.allow-any=true", CHAT, "endpoints.chat.origin.allowed=https://a.example").refuses(
						"endpoints.chat.origin.allow-any", "inherited",
						"Set 'ws-guard.endpoints.chat.origin.allow-any' to false"),
				given("origin.allow-any=true", "token.sources=cookie").refuses("origin.allow-any",
						"attaches the cookie", "'ws-guard.origin.allowed'"),
				given("origin.allow-null=true", "token.sources=cookie").refuses("origin.allow-null",
						"attaches the cookie", "'ws-guard.origin.allowed'"),
				given("origin.allow-any=true", CHAT, "endpoints.chat.token.sources=cookie").refuses(
						"endpoints.chat.origin.allow-any", "attaches the cookie",
						"'ws-guard.endpoints.chat.origin.allowed'"),
				given(CHAT, "endpoints.chat.origin.allow-null=true", "endpoints.chat.token.required=false",
						"endpoints.chat.require.authenticated=true")
					.refuses("endpoints.chat.origin.allow-null", "attaches the login", "https://app.example.com"),
				given(CHAT, "endpoints.chat.origin.allow-any=true", "endpoints.chat.token.required=false",
						"endpoints.chat.require.authenticated=true")
					.refuses("endpoints.chat.origin.allow-any", "attaches the login", "https://app.example.com"));
	}

	private static List<Refusal> carriers() {
		return List.of(given("token.sources=").refuses("token.sources", "empty", "authorization-header"),
				given(CHAT, "endpoints.chat.token.sources=").refuses("endpoints.chat.token.sources", "empty",
						"authorization-header"),
				given("token.subprotocol-marker=be arer").refuses("token.subprotocol-marker", "token", "bearer"),
				given("token.cookie-name=a=b").refuses("token.cookie-name", "cookie", "access_token"),
				given("token.query-parameter=a&b").refuses("token.query-parameter", "query parameter", "access_token"),
				given("token.query-parameter=").refuses("token.query-parameter", "query parameter", "access_token"),
				given("token.max-size=0B").refuses("token.max-size", "more than nothing", "8KB"),
				given("token.max-size=2048MB").refuses("token.max-size", "less than 2GB", "8KB"),
				given("rejection.type-base-uri=not a uri").refuses("rejection.type-base-uri", "not a uri", "https://"));
	}

	private static List<Refusal> destinations() {
		String room = "stomp.destinations.room.pattern=/topic/{room}";
		return List.of(
				given("stomp.destinations.room.wildcards=true").refuses("stomp.destinations.room.pattern", "missing",
						"/topic/room/{room}"),
				given("stomp.destinations.room.pattern=/topic/**/a").refuses("stomp.destinations.room.pattern", "'**'",
						"/topic/room/{room}"),
				given(room, "stomp.destinations.room.actions=").refuses("stomp.destinations.room.actions", "empty",
						"send"),
				given(room, "stomp.destinations.room.actions=send", "stomp.destinations.room.wildcards=true")
					.refuses("stomp.destinations.room.wildcards", "may not subscribe", "Add subscribe"),
				given(room, "stomp.destinations.room.require=").refuses("stomp.destinations.room.require", "empty",
						"scopes"),
				given(room, "stomp.destinations.room.require.scopes=").refuses("stomp.destinations.room.require.scopes",
						"empty", "chat:read"),
				given(room, "stomp.destinations.room.require.scopes=a b")
					.refuses("stomp.destinations.room.require.scopes", "white space", "chat:read"),
				given(room, "stomp.destinations.room.require.claims.room={rome}")
					.refuses("stomp.destinations.room.require.claims.room", "{rome}", "variable of the pattern"),
				given(room, "stomp.destinations.other.pattern=/topic/*").refuses("stomp.destinations.other.pattern",
						"'room'", "merge"));
	}

	private static List<Refusal> networks() {
		return List.of(given("hosts.allowed=").refuses("hosts.allowed", "empty", "api.example.com"),
				given("hosts.allowed=https://api.example.com").refuses("hosts.allowed", "https://api.example.com",
						"api.example.com:8443"),
				given("network.allowed=").refuses("network.allowed", "empty", "10.0.0.0/8"),
				given("network.allowed=10.0.0.0/33").refuses("network.allowed", "10.0.0.0/33", "10.0.0.0/8"),
				given("network.denied=example.com").refuses("network.denied", "example.com", "10.0.0.0/8"),
				given(CHAT, "endpoints.chat.network.allowed=").refuses("endpoints.chat.network.allowed", "empty",
						"10.0.0.0/8"),
				given("proxy.trusted=10.0.0.0/x").refuses("proxy.trusted", "10.0.0.0/x", "10.0.0.0/8"),
				given("proxy.trusted=10.0.0.0/8", "/server.forward-headers-strategy=native").refuses("proxy.trusted",
						"is native", "to none"),
				given("proxy.trusted=10.0.0.0/8", "/server.forward-headers-strategy=FRAMEWORK").refuses("proxy.trusted",
						"is framework", "to none"),
				given("proxy.trusted=10.0.0.0/8", "/spring.main.cloud-platform=heroku").refuses("proxy.trusted",
						"cloud platform", "to none"),
				given("network.denied=10.0.0.0/8", "/server.forward-headers-strategy=framework")
					.refuses("network.denied", "every client", "'ws-guard.proxy.trusted'"),
				given("hosts.allowed=api.example.com", "/server.forward-headers-strategy=framework")
					.refuses("hosts.allowed", "every client", "'ws-guard.proxy.trusted'"),
				given(CHAT, "endpoints.chat.network.allowed=10.0.0.0/8", "/server.forward-headers-strategy=framework")
					.refuses("endpoints.chat.network.allowed", "every client", "'ws-guard.proxy.trusted'"));
	}

	private static List<Refusal> endpoints() {
		return List.of(given("endpoints.chat.mode=enforce").refuses("endpoints.chat.path", "missing", "/ws/chat"),
				given("endpoints.chat.path=ws/chat").refuses("endpoints.chat.path", "slash", "/ws/chat"),
				given("endpoints.chat.path=/ws/{room").refuses("endpoints.chat.path", "path pattern", "/ws/chat"),
				given(CHAT, "endpoints.talk.path=/ws/chat").refuses("endpoints.talk.path", "'chat'", "/ws/talk"),
				given("endpoints.a.path=/ws/{x}", "endpoints.b.path=/ws/{y}").refuses("endpoints.b.path", "'a'",
						"/ws/b"),
				given(CHAT, "endpoints.talk.path=/WS/chat").refuses("endpoints.talk.path", "'chat'", "/ws/talk"),
				given(CHAT, "endpoints.talk.path=/ws/chat/").refuses("endpoints.talk.path", "'chat'", "/ws/talk"),
				given(ISSUER, AUDIENCE, CHAT, "endpoints.chat.issuers=mian").refuses("endpoints.chat.issuers", "'mian'",
						"Write 'main'"),
				given(CHAT, "endpoints.chat.issuers=main").refuses("endpoints.chat.issuers", "'main'",
						"'ws-guard.jwt.issuers.main'"),
				given(CHAT, "endpoints.chat.issuers=").refuses("endpoints.chat.issuers", "empty", "issuer"));
	}

	private static List<Refusal> requirements() {
		return List.of(given(CHAT, "endpoints.chat.require=").refuses("endpoints.chat.require", "empty", "scopes"),
				given(CHAT, "endpoints.chat.require.scopes=").refuses("endpoints.chat.require.scopes", "empty",
						"chat:read"),
				given(CHAT, "endpoints.chat.require.authorities=").refuses("endpoints.chat.require.authorities",
						"empty", "ROLE_CHAT"),
				given("endpoints.chat.path=/ws/{room}", "endpoints.chat.require.claims.room={rom}")
					.refuses("endpoints.chat.require.claims.room", "{rom}", "'ws-guard.endpoints.chat.path'"),
				given(CHAT, "endpoints.chat.require.claims[https://x.example/y]={room}")
					.refuses("endpoints.chat.require.claims[https://x.example/y]", "{room}", "/ws/room/{room}"),
				given(CHAT, "endpoints.chat.require.scopes=a b").refuses("endpoints.chat.require.scopes", "white space",
						"chat:read"),
				given(CHAT, "endpoints.chat.require.authorities[0]= ").refuses("endpoints.chat.require.authorities",
						"blank", "ROLE_CHAT"),
				given(CHAT, "endpoints.chat.require.claims.room=").refuses("endpoints.chat.require.claims.room",
						"empty", "{room}"),
				given(CHAT, "endpoints.chat.require.authenticated=true").refuses("endpoints.chat.require.authenticated",
						"token is required", "Set 'ws-guard.endpoints.chat.token.required' to false"),
				given("token.required=false", CHAT, "endpoints.chat.require.scopes=a").refuses(
						"endpoints.chat.require.scopes", "'token.required' is false",
						"Set 'ws-guard.endpoints.chat.token.required' to true"),
				given("token.required=false", CHAT, "endpoints.chat.require.claims.a=b").refuses(
						"endpoints.chat.require.claims", "'token.required' is false",
						"Set 'ws-guard.endpoints.chat.token.required' to true"),
				given("token.required=false", CHAT, "endpoints.chat.require.authorities=a").refuses(
						"endpoints.chat.require.authorities", "'token.required' is false",
						"'ws-guard.endpoints.chat.require.authenticated' to true"));
	}

	private static List<Refusal> issuers() {
		return List.of(given(AUDIENCE).refuses("jwt.issuers.main.issuer-uri", "where the keys", "'secret'"),
				given(ISSUER).refuses("jwt.issuers.main.audiences", "missing", "'ws-guard.jwt.issuers.main.accept-any"),
				given(ISSUER, "jwt.issuers.main.audiences=").refuses("jwt.issuers.main.audiences", "empty",
						"https://api.example.com"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.accept-any-audience=true")
					.refuses("jwt.issuers.main.accept-any-audience", "lists audiences", "Remove"),
				given("jwt.issuers.main.issuer-uri=main", AUDIENCE).refuses("jwt.issuers.main.issuer-uri", "discovered",
						"https://login.example.com"),
				given("jwt.issuers.main.issuer-uri=https://a.example?b=c", AUDIENCE)
					.refuses("jwt.issuers.main.issuer-uri", "query", "https://login.example.com"),
				given("jwt.issuers.main.issuer-uri=", SECRET, AUDIENCE).refuses("jwt.issuers.main.issuer-uri", "empty",
						"https://login.example.com"),
				given("jwt.issuers.main.jwk-set-uri=keys.json", AUDIENCE).refuses("jwt.issuers.main.jwk-set-uri",
						"not an http", "jwk-set-location"),
				given(SECRET, "jwt.issuers.main.jwk-set-uri=https://a.example", AUDIENCE)
					.refuses("jwt.issuers.main.secret", "'ws-guard.jwt.issuers.main.jwk-set-uri'", "Keep one"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.jws-algorithms=").refuses("jwt.issuers.main.jws-algorithms",
						"empty", "RS256"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.types=").refuses("jwt.issuers.main.types", "empty", "at+jwt"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.principal-claim-name=")
					.refuses("jwt.issuers.main.principal-claim-name", "empty", "sub"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.authorities-claim-name=")
					.refuses("jwt.issuers.main.authorities-claim-name", "empty", "roles"));
	}

	private static List<Refusal> severalIssuers() {
		return List.of(
				given(ISSUER, AUDIENCE, "jwt.issuers.other.issuer-uri=https://other.example",
						"jwt.issuers.other.audiences=chat")
					.refuses("jwt.issuers.other.principal-prefix", "same prefix", "partner:"),
				given(SECRET, AUDIENCE, "jwt.issuers.other.jwk-set-uri=https://other.example",
						"jwt.issuers.other.audiences=chat", "jwt.issuers.other.principal-prefix=other:")
					.refuses("jwt.issuers.other.issuer-uri", "told apart", "https://login.example.com"),
				given(ISSUER, AUDIENCE, "jwt.issuers.other.issuer-uri=https://login.example.com",
						"jwt.issuers.other.audiences=chat", "jwt.issuers.other.principal-prefix=other:")
					.refuses("jwt.issuers.other.issuer-uri", "told apart", "https://login.example.com"));
	}

	private static List<Refusal> keys() {
		return List.of(
				given("jwt.issuers.main.secret=short", AUDIENCE).refuses("jwt.issuers.main.secret", "32 bytes",
						"openssl rand"),
				given("jwt.issuers.main.secret=base64:c2hvcnQ=", AUDIENCE).refuses("jwt.issuers.main.secret",
						"32 bytes", "openssl rand"),
				given("jwt.issuers.main.secret=base64:%%%", AUDIENCE).refuses("jwt.issuers.main.secret", "not base64",
						"openssl rand"),
				given(SECRET, AUDIENCE, "jwt.issuers.main.jws-algorithms=HS512")
					.refuses("jwt.issuers.main.jws-algorithms", "64 bytes", "HS256 with a secret"),
				given(SECRET, AUDIENCE, "jwt.issuers.main.jws-algorithms=RS256")
					.refuses("jwt.issuers.main.jws-algorithms", "RSA key", "HS256 with a secret"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.jws-algorithms=HS256")
					.refuses("jwt.issuers.main.jws-algorithms", "HS256", "RS256"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.jws-algorithms=RS265")
					.refuses("jwt.issuers.main.jws-algorithms", "RS256, RS384", "RS256"),
				given(ISSUER, AUDIENCE, "jwt.issuers.main.jws-algorithms=none")
					.refuses("jwt.issuers.main.jws-algorithms", "must be one of", "RS256"),
				given("jwt.issuers.main.public-key-location=classpath:nowhere.pem", AUDIENCE)
					.refuses("jwt.issuers.main.public-key-location", "nowhere.pem", "classpath:"),
				given("jwt.issuers.main.jwk-set-location=file:/nowhere.json", AUDIENCE)
					.refuses("jwt.issuers.main.jwk-set-location", "nowhere.json", "classpath:"),
				given("jwt.issuers.main.public-key-location=classpath:META-INF/spring.factories", AUDIENCE)
					.refuses("jwt.issuers.main.public-key-location", "PEM", "BEGIN PUBLIC KEY"),
				given("jwt.issuers.main.jwk-set-location=classpath:META-INF/spring.factories", AUDIENCE)
					.refuses("jwt.issuers.main.jwk-set-location", "JWK set", "jwks.json"));
	}

	private static List<Refusal> times() {
		String keys = "jwt.issuers.main.keys.";
		return List.of(given("jwt.clock-skew=-1s").refuses("jwt.clock-skew", "negative", "30s"),
				given("jwt.cache.max-entries=0").refuses("jwt.cache.max-entries", "between 1 and 1000000", "10000"),
				given("jwt.cache.max-entries=1000001").refuses("jwt.cache.max-entries", "between 1 and", "10000"),
				given("jwt.max-lifetime=0s").refuses("jwt.max-lifetime", "not more than nothing", "31d"),
				given(ISSUER, AUDIENCE, keys + "refresh-interval=0s").refuses(keys + "refresh-interval",
						"not more than nothing", "15m"),
				given(ISSUER, AUDIENCE, keys + "refresh-ahead=-1s").refuses(keys + "refresh-ahead", "negative", "5m"),
				given(ISSUER, AUDIENCE, keys + "outage-tolerance=-1s").refuses(keys + "outage-tolerance", "negative",
						"1h"),
				given(ISSUER, AUDIENCE, keys + "connect-timeout=0s").refuses(keys + "connect-timeout",
						"not more than nothing", "2s"),
				given(ISSUER, AUDIENCE, keys + "read-timeout=25d").refuses(keys + "read-timeout", "24 days", "2s"),
				given(ISSUER, AUDIENCE, keys + "unknown-key-interval=-1s").refuses(keys + "unknown-key-interval",
						"not more than nothing", "30s"),
				given(ISSUER, AUDIENCE, keys + "max-size=0B").refuses(keys + "max-size", "more than nothing", "512KB"));
	}

	private static List<Refusal> connections() {
		return List.of(given("connection.max-duration=0s").refuses("connection.max-duration", "at once", "12h"),
				given("connection.max-duration=-1s").refuses("connection.max-duration", "at once", "12h"),
				given("connection.max-duration=999ns").refuses("connection.max-duration", "at once", "12h"),
				given("connection.max-duration=400000d").refuses("connection.max-duration", "cannot be reckoned",
						"12h"),
				given("connection.idle-timeout=0s").refuses("connection.idle-timeout", "at once", "5m"),
				given("connection.max-message-size=0B").refuses("connection.max-message-size", "between 1B", "64KB"),
				given("connection.max-message-size=2GB").refuses("connection.max-message-size", "2147483647B", "64KB"),
				given("connection.drain=-1s").refuses("connection.drain", "negative", "10s"),
				given("connection.refresh.path=refresh").refuses("connection.refresh.path", "slash",
						"/ws-guard/refresh"),
				given("connection.refresh.path=/refresh/").refuses("connection.refresh.path", "at the end",
						"/ws-guard/refresh"),
				given("connection.refresh.path=/a/../b").refuses("connection.refresh.path", "plain path",
						"/ws-guard/refresh"),
				given("connection.refresh.path=/refresh/*").refuses("connection.refresh.path", "plain path",
						"/ws-guard/refresh"),
				given("token.first-message.timeout=0s").refuses("token.first-message.timeout", "at once", "10s"),
				given("token.first-message.max-size=0B").refuses("token.first-message.max-size", "between 1B", "16KB"),
				given("token.first-message.max-waiting=0").refuses("token.first-message.max-waiting", "nobody", "1000"),
				given("token.first-message.max-waiting-per-address=0")
					.refuses("token.first-message.max-waiting-per-address", "nobody", "20"));
	}

	@ParameterizedTest
	@MethodSource
	void acceptsWhatWorks(List<String> pairs) {
		assertThatCode(() -> Properties.resolve(pairs.toArray(String[]::new))).doesNotThrowAnyException();
	}

	static Stream<List<String>> acceptsWhatWorks() {
		return Stream
			.of(given(), given(ISSUER, AUDIENCE), given(SECRET, AUDIENCE),
					given("jwt.issuers.main.secret=base64:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", AUDIENCE),
					given(ISSUER, "jwt.issuers.main.accept-any-audience=true"),
					given("jwt.issuers.main.issuer-uri=urn:issuer", SECRET, AUDIENCE), given("jwt.clock-skew=0s"),
					given(ISSUER, AUDIENCE, "jwt.issuers.main.keys.outage-tolerance=0s"),
					given("endpoints.a.path=/ws/{x:\\d+}", "endpoints.b.path=/ws/{x:\\D+}"),
					given("origin.allow-any=true"), given("origin.allow-any=true", "origin.allow-null=true"),
					given("token.max-size=1B"), given("token.sources=cookie", "origin.missing=allow"),
					given("proxy.trusted=10.0.0.0/8", "/server.forward-headers-strategy=none"),
					given("proxy.trusted=10.0.0.0/8", "/spring.main.cloud-platform=heroku",
							"/server.forward-headers-strategy=none"),
					given("/server.forward-headers-strategy=framework"),
					given("network.denied=10.0.0.0/8", "/server.forward-headers-strategy=native"),
					given("endpoints.room.path=/ws/{room:[a-z]{1,3}}", "endpoints.room.require.claims.room={room}"),
					given(CHAT, "endpoints.chat.token.required=false", "endpoints.chat.require.authenticated=true",
							"endpoints.chat.require.authorities=ROLE_CHAT"),
					given("endpoints.a.path=/ws/{x}/a", "endpoints.b.path=/ws/{x}/b"))
			.map(Given::pairs);
	}

	@Test
	void demandsKeysWhenTokenIsRequiredAndNobodyCanVerifyIt() {
		InvalidPropertyException refused = catchThrowableOfType(InvalidPropertyException.class,
				Properties.resolve()::requireKeys);
		assertThat(refused.property()).isEqualTo("ws-guard.jwt.issuers");
		assertThat(refused.remedy()).contains("'ws-guard.jwt.issuers.main.issuer-uri'", "'ws-guard.token.required'");
	}

	@Test
	void demandsKeysWhenOnlyOneEndpointRequiresToken() {
		ResolvedPolicies policies = Properties.resolve("ws-guard.token.required=false",
				"ws-guard.endpoints.chat.path=/ws/chat", "ws-guard.endpoints.chat.token.required=true");
		assertThat(catchThrowableOfType(InvalidPropertyException.class, policies::requireKeys)).isNotNull();
	}

	@Test
	void demandsNoKeysWhenNoTokenIsRequired() {
		assertThatCode(Properties.resolve("ws-guard.token.required=false")::requireKeys).doesNotThrowAnyException();
	}

	@Test
	void demandsNoKeysForEndpointThatIsLeftAlone() {
		assertThatCode(Properties.resolve("ws-guard.token.required=false", "ws-guard.endpoints.chat.path=/ws/chat",
				"ws-guard.endpoints.chat.token.required=true", "ws-guard.endpoints.chat.enabled=false")::requireKeys)
			.doesNotThrowAnyException();
	}

	@Test
	void quotesNoSecret() {
		InvalidPropertyException refused = catchThrowableOfType(InvalidPropertyException.class, () -> Properties
			.resolve("ws-guard.jwt.issuers.main.secret=base64:zQx%v", "ws-guard.jwt.issuers.main.audiences=chat"));
		assertThat(refused).hasStackTraceContaining("base64")
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.remedy() + ex.getCause()).doesNotContain("zQx"));
	}

	private static Given given(String... properties) {
		List<String> pairs = new ArrayList<>();
		for (String property : properties) {
			pairs.add(property.startsWith("/") ? property.substring(1) : "ws-guard." + property);
		}
		return new Given(List.copyOf(pairs));
	}

	private record Given(List<String> pairs) {

		Refusal refuses(String property, String problem, String remedy) {
			return new Refusal(this.pairs.toArray(String[]::new), "ws-guard." + property, problem, remedy);
		}

	}

	record Refusal(String[] pairs, String property, String problem, String remedy) {

		@Override
		public String toString() {
			return String.join(", ", this.pairs);
		}

	}

}
