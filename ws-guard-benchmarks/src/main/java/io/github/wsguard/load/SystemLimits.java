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

package io.github.wsguard.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * What the system sets bounds to, and would otherwise be measured instead of a server.
 */
final class SystemLimits {

	private static final Path TRACKED = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

	private static final Path MOST_TRACKED = Path.of("/proc/sys/net/netfilter/nf_conntrack_max");

	private static final double HIGHEST_SHARE = 0.4;

	private static final int OTHER_FILES = 500;

	private SystemLimits() {
	}

	/**
	 * See to it that the table of connections, which all processes share, is far from
	 * full.
	 * @throws IllegalStateException if it is not
	 */
	static void requireRoomForConnections() throws IOException {
		if (!Files.isReadable(TRACKED)) {
			return;
		}
		long tracked = number(TRACKED);
		long most = number(MOST_TRACKED);
		if (most > 0 && tracked > HIGHEST_SHARE * most) {
			throw new IllegalStateException("The system tracks %d of %d connections".formatted(tracked, most));
		}
	}

	/**
	 * Such a file must be read at once: it ends where a first read ends.
	 */
	private static long number(Path file) throws IOException {
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			return Long.parseLong(reader.readLine());
		}
	}

	/**
	 * Return how many connections a process may have, by the number of files that it may
	 * open.
	 */
	static long connections() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() - OTHER_FILES : Integer.MAX_VALUE;
	}

}
