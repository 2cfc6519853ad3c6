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

package io.github.wsguard.origin;

/**
 * One entry of an allow-list.
 *
 * @param scheme the scheme
 * @param host the host in its one form; of a pattern, what follows {@code *.}
 * @param subdomains whether every name below the host is meant, and not the host itself
 * @param ports the ports
 */
record OriginPattern(String scheme, String host, boolean subdomains, Ports ports) {

	/**
	 * Return an origin that the entry admits.
	 */
	Origin example() {
		return new Origin(this.scheme, this.subdomains ? "any." + this.host : this.host,
				this.ports.example(Origin.defaultPort(this.scheme)));
	}

}
