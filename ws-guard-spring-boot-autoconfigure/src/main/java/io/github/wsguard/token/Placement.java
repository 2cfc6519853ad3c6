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

package io.github.wsguard.token;

/**
 * A value that a client put where tokens are put.
 *
 * @param source the place
 * @param value the value, decoded once where the place has an encoding
 * @param announced whether it is announced as the place demands: by {@code Bearer}, by
 * the marker, by the parameter's name
 */
record Placement(TokenSource source, String value, boolean announced) {

	/**
	 * Return neither the value nor a part of it.
	 */
	@Override
	public String toString() {
		return "Placement[source=" + this.source + ", announced=" + this.announced + "]";
	}

}
