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

package io.github.wsguard.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sends cases and, in between, handshakes whose outcome is known: a correct one is
 * admitted and a foreign one refused as long as the server is in its right mind. What
 * leaves its connection open does so while the others go on.
 */
final class HostileRun {

	private static final int CASES_BETWEEN_CONTROLS = 5;

	private final HostileClient client;

	private final List<HostileCase> controls;

	private final boolean containerNamed;

	/**
	 * Create a run.
	 * @param client sends
	 * @param controls cases whose outcome is known, sent in between
	 * @param containerNamed whether Tomcat's own refusals must have reasons, too
	 */
	HostileRun(HostileClient client, List<HostileCase> controls, boolean containerNamed) {
		this.client = client;
		this.controls = controls;
		this.containerNamed = containerNamed;
	}

	/**
	 * Send all cases.
	 * @param cases the cases
	 * @return what is wrong, empty if nothing is
	 */
	List<String> faults(List<HostileCase> cases) {
		List<String> faults = new ArrayList<>(controls("before all"));
		ExecutorService waiting = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<List<String>>> open = cases.stream()
				.filter((hostile) -> hostile.request().delivery().staysOpen())
				.map((hostile) -> CompletableFuture.supplyAsync(() -> faults(hostile), waiting))
				.toList();
			int sent = 0;
			for (HostileCase hostile : cases) {
				if (!hostile.request().delivery().staysOpen()) {
					faults.addAll(faults(hostile));
					sent++;
				}
				if (sent == CASES_BETWEEN_CONTROLS) {
					sent = 0;
					faults.addAll(controls("after " + hostile.name()));
				}
			}
			open.forEach((future) -> faults.addAll(future.join()));
		}
		finally {
			waiting.shutdownNow();
		}
		faults.addAll(controls("after all"));
		return faults;
	}

	private List<String> controls(String when) {
		return this.controls.stream()
			.flatMap((control) -> faults(control).stream())
			.map((f) -> when + ", " + f)
			.toList();
	}

	private List<String> faults(HostileCase hostile) {
		return hostile.faults(this.client.send(hostile.request()), this.containerNamed);
	}

}
