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

package io.github.wsguard.sample.client;

import java.util.List;

/**
 * What a client showed its user, and what the server said.
 *
 * @param output everything that the client wrote, without what differs from run to run
 * @param end how it ended, if it is a command that ends
 * @param verdicts what the server said of its handshakes
 */
record Transcript(String output, String end, List<String> verdicts) {

	/**
	 * Return the transcript as the document shows it.
	 * @return the output, and a last line in square brackets that no client wrote
	 */
	String text() {
		String server = (this.verdicts.isEmpty()) ? "no handshake" : "server: " + String.join(", ", this.verdicts);
		String summary = (this.end.isEmpty()) ? server : this.end + ", " + server;
		return (this.output.isEmpty() ? "" : this.output + "\n") + "[" + summary + "]\n";
	}

}
