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

package io.github.wsguard.tomcat;

import java.util.Arrays;

import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Pipeline;

/**
 * Listener of a context that names what its host refuses. By the time a context starts
 * the host has the valves that write error reports, so that ours is the innermost of them
 * and the first to be asked.
 */
public final class ContainerErrorNaming implements LifecycleListener {

	private final RefusalAnswer answer;

	/**
	 * Create a listener.
	 * @param answer answers each refused request
	 */
	public ContainerErrorNaming(RefusalAnswer answer) {
		this.answer = answer;
	}

	@Override
	public void lifecycleEvent(LifecycleEvent event) {
		if (Lifecycle.CONFIGURE_START_EVENT.equals(event.getType()) && event.getLifecycle() instanceof Context context
				&& context.getParent() instanceof Host host) {
			addValve(host.getPipeline());
		}
	}

	private void addValve(Pipeline pipeline) {
		if (Arrays.stream(pipeline.getValves()).noneMatch(ContainerErrorValve.class::isInstance)) {
			pipeline.addValve(new ContainerErrorValve(this.answer));
		}
	}

}
