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

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ChatApplication}, running on the class path of an application that has the
 * starter and no Spring Security: that came here with the authorization server.
 */
final class GuardedServer implements AutoCloseable {

	/**
	 * The path of the endpoint {@code announcements}, which may demand more than a token.
	 */
	static final String ANNOUNCEMENTS = "/ws/announcements";

	private static final ClassLoader STARTER_ALONE = new URLClassLoader("starter-alone", classPath(),
			ClassLoader.getPlatformClassLoader());

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final MovableClock clock = new MovableClock();

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final AutoCloseable application;

	private GuardedServer(List<String> properties) {
		List<String> all = new ArrayList<>(properties);
		all.add("server.port=" + this.port);
		all.add("spring.main.banner-mode=off");
		all.add("logging.level.root=warn");
		all.add("ws-guard.endpoints.announcements.path=" + ANNOUNCEMENTS);
		this.application = start(this.clock, all.toArray(String[]::new));
	}

	/**
	 * Start the application.
	 * @param properties properties of ws-guard, without the prefix of all of them
	 * @return the running application
	 */
	static GuardedServer with(String... properties) {
		return new GuardedServer(Stream.of(properties).map("ws-guard."::concat).toList());
	}

	private static AutoCloseable start(Clock clock, String... properties) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(STARTER_ALONE);
		try {
			return (AutoCloseable) STARTER_ALONE.loadClass(ChatApplication.class.getName())
				.getMethod("start", Clock.class, String[].class)
				.invoke(null, clock, properties);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The application did not start", ex);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URL[] classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.filter((entry) -> !entry.getFileName().toString().contains("-security"))
			.map(GuardedServer::url)
			.toArray(URL[]::new);
	}

	private static URL url(Path entry) {
		try {
			return entry.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Return the clock of the application.
	 * @return its clock, which tells the time of the machine at first
	 */
	MovableClock clock() {
		return this.clock;
	}

	/**
	 * Ask for a connection to the endpoint that any good token opens.
	 * @param token the token
	 * @return the answer
	 */
	Answer handshake(String token) {
		return handshake("/ws/chat", token);
	}

	/**
	 * Ask for a connection.
	 * @param path the path of the endpoint
	 * @param token the token
	 * @return the answer
	 */
	Answer handshake(String path, String token) {
		return Answer.to(this.port, path, token);
	}

	/**
	 * Wait until the keys of the issuer are there: a busy machine starts without them.
	 * @param token a good token
	 * @return this
	 */
	GuardedServer awaitKeys(String token) {
		assertThat(refusalsUntilAdmitted(token))
			.allMatch((answer) -> answer.isRefusal(503, "KEYS_UNAVAILABLE", "later"));
		return this;
	}

	/**
	 * Ask for a connection until it is given.
	 * @param token the token
	 * @return the refusals before
	 */
	List<Answer> refusalsUntilAdmitted(String token) {
		return answersUntil(Answer::isAdmitted, token);
	}

	/**
	 * Ask for a connection until that is refused.
	 * @param token the token
	 * @return the refusal
	 */
	Answer refusalInTheEnd(String token) {
		answersUntil((answer) -> !answer.isAdmitted(), token);
		return handshake(token);
	}

	private List<Answer> answersUntil(Predicate<Answer> condition, String token) {
		List<Answer> answers = new ArrayList<>();
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> handshake(token), (answer) -> condition.test(answer) || !answers.add(answer));
		return answers;
	}

	@Override
	public void close() {
		try {
			this.application.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The application did not stop", ex);
		}
	}

}
