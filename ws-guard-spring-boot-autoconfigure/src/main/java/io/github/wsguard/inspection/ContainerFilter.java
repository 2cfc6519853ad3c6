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

package io.github.wsguard.inspection;

import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter that stands in the way of a path.
 *
 * @param name the name of its registration
 * @param type the name of its class
 * @param filter the filter, or {@code null} if the container keeps it for itself
 * @param patterns the URL patterns or servlet names that it is registered for
 * @param asyncSupported whether a request stays asynchronous behind it, which SockJS
 * needs
 */
public record ContainerFilter(String name, String type, @Nullable Filter filter, String patterns,
		boolean asyncSupported) {

}
