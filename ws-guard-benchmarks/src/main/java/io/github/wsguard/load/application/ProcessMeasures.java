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

package io.github.wsguard.load.application;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has consumed since it started.
 */
final class ProcessMeasures {

	private static final int MOST_COLLECTIONS = 10;

	private static final long PAUSE_MILLIS = 300;

	private static final long SETTLED_BYTES = 64 * 1024;

	private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	/**
	 * By thread, also of those that have ended since they were last looked at.
	 */
	private final Map<Long, Long> allocated = new HashMap<>();

	String describe() {
		return "cpu=" + this.system.getProcessCpuTime() + " allocated=" + allocated() + " classes="
				+ this.classes.getTotalLoadedClassCount();
	}

	/**
	 * Return the bytes that all threads have allocated. What a thread allocates after
	 * this was last called and before it ends is not in it.
	 */
	private long allocated() {
		long[] ids = this.threads.getAllThreadIds();
		long[] bytes = this.threads.getThreadAllocatedBytes(ids);
		for (int i = 0; i < ids.length; i++) {
			this.allocated.merge(ids[i], bytes[i], Math::max);
		}
		return this.allocated.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Return how many threads there were at a time, at most, since this was last called.
	 */
	int mostThreads() {
		int most = this.threads.getPeakThreadCount();
		this.threads.resetPeakThreadCount();
		return most;
	}

	/**
	 * Return the bytes that live on the heap, when what connections leave behind is gone:
	 * that takes the server a moment.
	 */
	long heapAfterCollection() throws InterruptedException {
		long before = collect();
		for (int attempt = 0; attempt < MOST_COLLECTIONS; attempt++) {
			TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			long now = collect();
			if (Math.abs(now - before) < SETTLED_BYTES) {
				return now;
			}
			before = now;
		}
		return before;
	}

	private long collect() {
		this.memory.gc();
		return this.memory.getHeapMemoryUsage().getUsed();
	}

}
