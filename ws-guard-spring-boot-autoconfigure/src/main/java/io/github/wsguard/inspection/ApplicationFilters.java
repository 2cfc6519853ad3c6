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

import java.util.Optional;

import jakarta.servlet.ServletContext;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * Finds the servlet filters of an application: the container's own list where it can be
 * read, for only that is complete and in order; otherwise what was declared to it.
 */
public final class ApplicationFilters {

	private static final boolean EMBEDDED_SERVER = ClassUtils.isPresent(
			"org.springframework.boot.web.server.context.WebServerApplicationContext",
			ApplicationFilters.class.getClassLoader());

	private static final boolean EMBEDDED_TOMCAT = EMBEDDED_SERVER && ClassUtils
		.isPresent("org.springframework.boot.tomcat.TomcatWebServer", ApplicationFilters.class.getClassLoader());

	private ApplicationFilters() {
	}

	/**
	 * Find the filters of an application.
	 * @param context the application
	 * @param servletPath the path of Spring's servlet, empty for the root
	 * @return the filters
	 */
	public static ContainerFilters of(ApplicationContext context, String servletPath) {
		Optional<ContainerFilters> embedded = EMBEDDED_TOMCAT ? Embedded.filters(context, servletPath)
				: Optional.empty();
		return embedded.orElseGet(() -> new DeclaredFilters(context));
	}

	/**
	 * Only touched with an embedded Tomcat on the class path.
	 */
	private static final class Embedded {

		private static Optional<ContainerFilters> filters(ApplicationContext context, String servletPath) {
			ServletContext servletContext = (context instanceof WebApplicationContext web) ? web.getServletContext()
					: null;
			if (servletContext != null && context instanceof WebServerApplicationContext server
					&& server.getWebServer() instanceof TomcatWebServer tomcat) {
				return TomcatFilters.of(tomcat, servletContext, servletPath).findFirst();
			}
			return Optional.empty();
		}

	}

}
