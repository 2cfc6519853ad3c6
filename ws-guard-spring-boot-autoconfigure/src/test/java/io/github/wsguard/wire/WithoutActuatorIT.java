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

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guard does without what is optional: the application is run on a class path that
 * lacks it.
 */
class WithoutActuatorIT {

	@Test
	void guardsAnApplicationWithoutActuator() throws Exception {
		assertThat(runWithout("spring-boot-actuator")).startsWith("TOKEN_MISSING").doesNotContain("RecentRefusals");
		assertThat(runWithout("nothing")).startsWith("TOKEN_MISSING").contains("RecentRefusals");
	}

	private static String runWithout(String library) throws IOException, ReflectiveOperationException {
		ClassLoader ours = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPathWithout(library),
				ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Object application = loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance();
			return (String) ((Supplier<?>) application).get();
		}
		finally {
			Thread.currentThread().setContextClassLoader(ours);
		}
	}

	private static URL[] classPathWithout(String library) {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(classPath)
			.filter((entry) -> !new File(entry).getName().startsWith(library))
			.map(WithoutActuatorIT::url)
			.toArray(URL[]::new);
	}

	private static URL url(String entry) {
		try {
			return new File(entry).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Runs the application and says how it refuses, and what it remembers refusals with.
	 */
	public static final class Application implements Supplier<String> {

		@Override
		public String get() {
			// The handler of a whole virtual machine can be set once only
			TomcatURLStreamHandlerFactory.disable();
			try (WireServer server = WireServer.start(List.of(), "management.endpoints.web.exposure.include=wsguard")) {
				List<String> names = Arrays.stream(server.context().getBeanDefinitionNames())
					.filter((name) -> name.startsWith("wsGuard"))
					.toList();
				return server.send(WireRequest.handshake("/ws/echo")).reason() + " " + names;
			}
		}

	}

}
