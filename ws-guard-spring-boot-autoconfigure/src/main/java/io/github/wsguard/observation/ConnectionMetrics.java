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

package io.github.wsguard.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Meters of live connections: how many there are, and how many were ended for which
 * reason.
 */
public final class ConnectionMetrics
		implements MeterBinder, ApplicationListener<PayloadApplicationEvent<ConnectionEnded>> {

	/**
	 * Measures how many guarded connections are open.
	 */
	public static final String OPEN = "ws.guard.connections";

	/**
	 * Counts the connections that the guard ended, by {@code endpoint} and
	 * {@code reason}.
	 */
	public static final String ENDED = "ws.guard.connections.ended";

	private final IntSupplier open;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	/**
	 * Create the meters.
	 * @param open how many connections are open
	 */
	public ConnectionMetrics(IntSupplier open) {
		this.open = open;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(OPEN, this, (metrics) -> metrics.open.getAsInt())
			.description("Guarded WebSocket connections that are open")
			.register(registry);
		this.registries.add(registry);
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<ConnectionEnded> event) {
		for (MeterRegistry registry : this.registries) {
			Counter.builder(ENDED)
				.description("WebSocket connections that the guard ended")
				.tag("endpoint", event.getPayload().endpoint())
				.tag("reason", event.getPayload().rejection().reason().name())
				.register(registry)
				.increment();
		}
	}

}
