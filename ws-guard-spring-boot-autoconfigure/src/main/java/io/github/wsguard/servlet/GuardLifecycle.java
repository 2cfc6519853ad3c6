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

package io.github.wsguard.servlet;

import java.util.List;
import java.util.function.Consumer;

import org.springframework.context.SmartLifecycle;

/**
 * Guards the endpoints when all registrations are done and before the server listens.
 */
public final class GuardLifecycle implements SmartLifecycle {

	/**
	 * Before the web server starts and the handler mappings do.
	 */
	private static final int PHASE = Integer.MIN_VALUE;

	private final EndpointDiscovery discovery;

	private final Consumer<List<GuardedEndpoint>> report;

	private volatile boolean discovered;

	private volatile boolean running;

	/**
	 * Create a lifecycle.
	 * @param discovery finds and guards the endpoints
	 * @param report told what was found
	 */
	public GuardLifecycle(EndpointDiscovery discovery, Consumer<List<GuardedEndpoint>> report) {
		this.discovery = discovery;
		this.report = report;
	}

	/**
	 * Guard the endpoints. A context that is started again keeps them guarded: what the
	 * guard took over from Spring's own checks must not be taken for the application's.
	 */
	@Override
	public void start() {
		if (!this.discovered) {
			this.report.accept(this.discovery.discover());
			this.discovered = true;
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
