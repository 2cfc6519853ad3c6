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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.servlet.ServletContext;
import org.apache.catalina.Context;
import org.apache.catalina.util.FilterUtil;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

import org.springframework.boot.tomcat.TomcatWebServer;

/**
 * The filters as Tomcat calls them: those that are mapped to the path, then those that
 * are mapped to the servlet.
 */
final class TomcatFilters implements ContainerFilters {

	private final Context context;

	private final String servletName;

	private TomcatFilters(Context context, String servletName) {
		this.context = context;
		this.servletName = servletName;
	}

	/**
	 * Find the filters of an application.
	 * @param server the embedded server
	 * @param servletContext the context of the application
	 * @param servletPath the path of Spring's servlet, empty for the root
	 * @return the filters
	 */
	@SuppressWarnings("ReferenceEquality") // there is one object for each application
	static Stream<ContainerFilters> of(TomcatWebServer server, ServletContext servletContext, String servletPath) {
		String mapping = servletPath.isEmpty() ? "/" : servletPath + "/*";
		return Arrays.stream(server.getTomcat().getHost().findChildren())
			.filter(Context.class::isInstance)
			.map(Context.class::cast)
			.filter((context) -> context.getServletContext() == servletContext)
			.map((context) -> new TomcatFilters(context, String.valueOf(context.findServletMapping(mapping))));
	}

	@Override
	public List<ContainerFilter> inFrontOf(String path) {
		List<ContainerFilter> filters = new ArrayList<>();
		addMatching((map) -> FilterUtil.matchFiltersURL(map, path), filters);
		addMatching((map) -> map.getMatchAllServletNames()
				|| Arrays.asList(map.getServletNames()).contains(this.servletName), filters);
		return filters;
	}

	private void addMatching(Predicate<FilterMap> matches, List<ContainerFilter> filters) {
		Arrays.stream(this.context.findFilterMaps())
			.filter((map) -> (map.getDispatcherMapping() & FilterMap.REQUEST) != 0)
			.filter(matches)
			.map(this::describe)
			.forEach(filters::add);
	}

	private ContainerFilter describe(FilterMap map) {
		FilterDef definition = this.context.findFilterDef(map.getFilterName());
		List<String> patterns = new ArrayList<>(List.of(map.getURLPatterns()));
		if (map.getMatchAllUrlPatterns()) {
			patterns.add("/*");
		}
		patterns.addAll(List.of(map.getServletNames()));
		return new ContainerFilter(map.getFilterName(), definition.getFilterClass(), definition.getFilter(),
				String.join(", ", patterns), definition.getAsyncSupportedBoolean());
	}

}
