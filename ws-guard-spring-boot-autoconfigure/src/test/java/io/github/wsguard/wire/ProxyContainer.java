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
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;

/**
 * A proxy in a container, in front of an application on this machine that it calls
 * {@code app}.
 */
final class ProxyContainer extends GenericContainer<ProxyContainer> {

	static final int HTTPS = 443;

	private static final Path RECIPES = Path.of("../docs/proxies");

	private final Product product;

	private ProxyContainer(Product product, String configuration, int application) {
		super(product.image);
		this.product = product;
		withExtraHost("app", "host-gateway");
		waitingFor(new HeldConnections());
		withCopyToContainer(Transferable.of(configuration.replace("app:8080", "app:" + application)),
				product.configuration);
	}

	/**
	 * Set up the recipe that the documentation shows. Nothing is changed but the port of
	 * the application.
	 * @param product the proxy
	 * @param application the port of the application
	 * @param certificate the certificate of the recipe's host
	 * @return a container to be started
	 */
	static ProxyContainer byRecipe(Product product, int application, SelfSignedCertificate certificate) {
		return new ProxyContainer(product, read(RECIPES.resolve(product.recipe)), application)
			.withCertificate(certificate)
			.withExposedPorts(HTTPS);
	}

	/**
	 * Set up a configuration of the tests.
	 * @param product the proxy
	 * @param configuration the file in the test resources
	 * @param application the port of the application
	 * @param ports the ports that the configuration listens on
	 * @return a container to be started
	 */
	static ProxyContainer with(Product product, String configuration, int application, Integer... ports) {
		return new ProxyContainer(product, read(Path.of("src/test/resources/wire", configuration)), application)
			.withExposedPorts(ports);
	}

	ProxyContainer withCertificate(SelfSignedCertificate certificate) {
		String file = this.product.directory + "/tls/" + SelfSignedCertificate.HOST;
		String pem = certificate.certificatePem();
		withCopyToContainer(Transferable.of(pem), file + ".crt");
		withCopyToContainer(Transferable.of(certificate.keyPem()), file + ".key");
		return withCopyToContainer(Transferable.of(pem + certificate.keyPem()), file + ".pem");
	}

	/**
	 * Return a client of one of the ports.
	 * @param port the port inside the container
	 * @return a client that speaks plain HTTP
	 */
	WireClient client(int port) {
		return new WireClient(getMappedPort(port));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until a connection to each port stays open. Docker accepts one at once and
	 * resets it where nobody listens inside.
	 */
	private static final class HeldConnections extends AbstractWaitStrategy {

		@Override
		protected void waitUntilReady() {
			for (Integer port : this.waitStrategyTarget.getExposedPorts()) {
				int mapped = this.waitStrategyTarget.getMappedPort(port);
				Awaitility.await().atMost(this.startupTimeout).ignoreExceptions().until(() -> isHeld(mapped));
			}
		}

		private static boolean isHeld(int port) throws IOException {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				socket.setSoTimeout(50);
				return socket.getInputStream().read() >= 0;
			}
			catch (SocketTimeoutException ex) {
				return true;
			}
		}

	}

	/**
	 * A proxy that runs in a container.
	 */
	enum Product {

		NGINX("nginx:1.26", "nginx.conf", "/etc/nginx", "/etc/nginx/conf.d/default.conf"),

		HAPROXY("haproxy:3.0", "haproxy.cfg", "/usr/local/etc/haproxy", "/usr/local/etc/haproxy/haproxy.cfg"),

		CADDY("caddy:2.6", "Caddyfile", "/etc/caddy", "/etc/caddy/Caddyfile");

		private final String image;

		private final String recipe;

		private final String directory;

		private final String configuration;

		Product(String image, String recipe, String directory, String configuration) {
			this.image = image;
			this.recipe = recipe;
			this.directory = directory;
			this.configuration = configuration;
		}

	}

}
