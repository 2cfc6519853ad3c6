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

package io.github.wsguard.inspection;

import java.util.List;

import org.junit.jupiter.api.Test;

class HandshakeRoutesIT {

	@Test
	void prints() {
		try (GuardedApplication application = GuardedApplication.start(Endpoints.All.class)) {
			application.context().getBean(HandshakeRoutes.class).all().forEach((route) -> {
				System.err
					.println(route.endpoint() + " " + route.protocol() + " " + route.path() + " " + route.policy());
				route.stations().forEach((station) -> System.err.println("    " + station));
			});
			application.findings().forEach(System.err::println);
		}
		try (GuardedApplication application = GuardedApplication.startSecured(List.of(Endpoints.All.class),
				"server.servlet.context-path=/ctx", "spring.mvc.servlet.path=/app")) {
			application.context().getBean(HandshakeRoutes.class).all().forEach((route) -> {
				System.err
					.println(route.endpoint() + " " + route.protocol() + " " + route.path() + " " + route.policy());
				route.stations().forEach((station) -> System.err.println("    " + station));
			});
			application.findings().forEach(System.err::println);
		}
	}

}
