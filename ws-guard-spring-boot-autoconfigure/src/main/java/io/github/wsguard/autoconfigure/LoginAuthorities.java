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

import java.security.Principal;
import java.util.Collection;
import java.util.List;

/**
 * Tells the authorities of whoever logged in to the application.
 */
@FunctionalInterface
interface LoginAuthorities {

	/**
	 * Without Spring Security nobody has any.
	 */
	LoginAuthorities NONE = (principal) -> List.of();

	/**
	 * Return the authorities.
	 * @param login the principal of a connection
	 * @return the authorities, none if it is no login
	 */
	Collection<String> of(Principal login);

}
