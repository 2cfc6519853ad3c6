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

package io.github.wsguard.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import io.github.wsguard.findings.Finding;

/**
 * Says that the application must not start as it is configured.
 */
final class UnusableConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<Finding> errors;

	UnusableConfigurationException(List<Finding> errors) {
		super(errors.stream().map(Finding::toString).collect(Collectors.joining(" ")));
		this.errors = List.copyOf(errors);
	}

	List<Finding> errors() {
		return this.errors;
	}

}
