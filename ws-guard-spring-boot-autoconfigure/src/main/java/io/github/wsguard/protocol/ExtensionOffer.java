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

package io.github.wsguard.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One extension that a client offers.
 *
 * @param name the extension
 * @param parameters its parameters, in order
 * @param plain whether the client wrote every value without quotes or space around it,
 * which is all that containers understand
 */
record ExtensionOffer(String name, List<Parameter> parameters, boolean plain) {

	/**
	 * A parameter of the offer.
	 *
	 * @param name the parameter
	 * @param value its value without quotes, or {@code null} if it has none
	 */
	record Parameter(String name, @Nullable String value) {

	}

	/**
	 * Return the offer in its plainest form.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.name);
		for (Parameter parameter : this.parameters) {
			text.append("; ").append(parameter.name());
			if (parameter.value() != null) {
				text.append('=').append(parameter.value());
			}
		}
		return text.toString();
	}

}
