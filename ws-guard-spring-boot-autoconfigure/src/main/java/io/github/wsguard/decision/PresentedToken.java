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

package io.github.wsguard.decision;

/**
 * A token as the client presented it, before anybody verified it.
 *
 * @param value the token, in compact form
 * @param ambient whether the browser attached it by itself (a cookie), so that its
 * presence says nothing about who caused the request
 */
public record PresentedToken(String value, boolean ambient) {

	/**
	 * Return neither the token nor a part of it.
	 */
	@Override
	public String toString() {
		return "PresentedToken[ambient=" + this.ambient + "]";
	}

}
