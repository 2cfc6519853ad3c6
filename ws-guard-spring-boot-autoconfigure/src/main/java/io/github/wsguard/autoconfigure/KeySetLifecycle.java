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

import java.time.Duration;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import io.github.wsguard.jwt.RemoteKeySets;

/**
 * Lets the key sets of issuers be fetched while the web server listens: an issuer may be
 * a part of the application.
 */
final class KeySetLifecycle implements SmartLifecycle {

	/**
	 * Usually enough for the keys to be there before anybody is told that the application
	 * is ready, and little for an application whose issuer is away.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final RemoteKeySets keySets;

	private volatile boolean running;

	KeySetLifecycle(RemoteKeySets keySets) {
		this.keySets = keySets;
	}

	@Override
	public void start() {
		this.running = true;
		this.keySets.start(PATIENCE);
	}

	@Override
	public void stop() {
		this.keySets.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
	}

}
