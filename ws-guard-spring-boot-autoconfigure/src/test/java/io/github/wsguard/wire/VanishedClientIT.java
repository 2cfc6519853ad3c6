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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.coyote.AbstractProtocol;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.decision.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client whose network is taken away: nothing comes from it any more, not even the end
 * of its TCP connection, and nothing reaches it.
 */
@Testcontainers(disabledWithoutDocker = true)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere a proxy of Docker stands between client and server")
class VanishedClientIT {

	/**
	 * Tomcat gives up after five seconds, and looks at it every ten. By itself it would
	 * wait for thirty.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Path SOCKETS = Path.of("/proc/net/tcp");

	private static final Path SOCKETS_OF_IPV6 = Path.of("/proc/net/tcp6");

	private static final String ESTABLISHED = "01";

	private WireServer server;

	@BeforeEach
	void start() {
		this.server = WireServer.start(List.of(MovableTime.class), "server.shutdown=immediate");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void endsWithItsTokenAndNobodyElseNotices() throws IOException, InterruptedException {
		String token = this.server.issuer().token("good", clock().instant());
		String later = this.server.issuer().token("good", clock().instant().plusSeconds(25));
		try (WireSocket other = open(later); Client client = new Client(this.server, token)) {
			assertThat(other.read()).startsWith("alice ");
			client.start();
			KeyScene.await(() -> registry().size() == 2);
			client.vanish();
			assertThat(other.send("one has gone").read()).isEqualTo("one has gone");
			assertThat(registry().size()).isEqualTo(2);
			assertThat(connectionsOfTomcat()).isEqualTo(2);
			assertThat(established()).isEqualTo(2);
			clock().advance(Duration.ofSeconds(340));
			KeyScene.await(() -> registry().size() == 1);
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
				assertThat(connectionsOfTomcat()).isOne();
				assertThat(established()).isOne();
			});
			assertThat(other.send("nothing happened").read()).isEqualTo("nothing happened");
			assertThat(client.isRunning()).as("has heard nothing").isTrue();
		}
	}

	private WireSocket open(String token) {
		return WireSocket.open(this.server, WireRequest.handshake("/ws/echo").bearer(token));
	}

	/**
	 * Return how many connections Tomcat has, without the one that it waits for.
	 */
	private long connectionsOfTomcat() {
		TomcatWebServer tomcat = (TomcatWebServer) ((ServletWebServerApplicationContext) this.server.context())
			.getWebServer();
		return ((AbstractProtocol<?>) Objects.requireNonNull(tomcat).getTomcat().getConnector().getProtocolHandler())
			.getConnectionCount() - 1;
	}

	/**
	 * Return how many connections of the server are open for the kernel.
	 */
	private long established() throws IOException {
		String port = ":%04X".formatted(this.server.port());
		long count = 0;
		for (Path sockets : List.of(SOCKETS, SOCKETS_OF_IPV6)) {
			try (Stream<String> lines = Files.lines(sockets)) {
				count += lines.map((line) -> line.strip().split("\\s+"))
					.filter((fields) -> fields[1].endsWith(port) && fields[3].equals(ESTABLISHED))
					.count();
			}
		}
		return count;
	}

	private ConnectionRegistry registry() {
		return this.server.context().getBean(ConnectionRegistry.class);
	}

	private MutableClock clock() {
		return this.server.context().getBean(MutableClock.class);
	}

	/**
	 * Opens a connection and reads until the server ends it.
	 */
	private static final class Client extends GenericContainer<Client> {

		private final String connect;

		Client(WireServer server, String token) {
			super("nginx:1.26");
			this.connect = "exec 3<>/dev/tcp/app/" + server.port();
			String handshake = WireRequest.handshake("/ws/echo").bearer(token).toString();
			withExtraHost("app", "host-gateway");
			withCopyToContainer(Transferable.of(handshake), "/handshake");
			withCommand("bash", "-c", this.connect + " && cat /handshake >&3 && cat <&3 >/dev/null");
		}

		/**
		 * Lose the network.
		 */
		void vanish() throws IOException, InterruptedException {
			for (String network : getContainerInfo().getNetworkSettings().getNetworks().keySet()) {
				getDockerClient().disconnectFromNetworkCmd()
					.withContainerId(getContainerId())
					.withNetworkId(network)
					.exec();
			}
			assertThat(execInContainer("bash", "-c", this.connect).getExitCode()).as("reaches nobody").isNotZero();
		}

	}

}
