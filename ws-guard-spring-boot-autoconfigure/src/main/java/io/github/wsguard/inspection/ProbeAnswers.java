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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of a request or response that does not exist: what was said before,
 * attributes and headers, and for all else that there is nothing.
 */
final class ProbeAnswers implements InvocationHandler {

	private final String type;

	private final Map<String, @Nullable Object> answers = new HashMap<>();

	private final Map<String, Object> attributes = new HashMap<>();

	private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	ProbeAnswers(Class<?> type) {
		this.type = type.getSimpleName();
	}

	void put(String method, @Nullable Object answer) {
		this.answers.put(method, answer);
	}

	void headers(Map<String, String> more) {
		this.headers.putAll(more);
	}

	<T> T proxy(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
		Object[] given = (arguments != null) ? arguments : new Object[0];
		if (method.getDeclaringClass() == Object.class) {
			return ofObject(proxy, method, given);
		}
		if (this.answers.containsKey(method.getName())) {
			return this.answers.get(method.getName());
		}
		return switch (method.getName()) {
			case "getAttribute" -> this.attributes.get((String) given[0]);
			case "setAttribute" -> setAttribute((String) given[0], given[1]);
			case "removeAttribute" -> setAttribute((String) given[0], null);
			case "getAttributeNames" -> Collections.enumeration(List.copyOf(this.attributes.keySet()));
			case "getHeader" -> this.headers.get((String) given[0]);
			case "encodeURL", "encodeRedirectURL" -> given[0];
			case "getHeaders" -> Collections.enumeration(header((String) given[0]));
			case "getHeaderNames" -> Collections.enumeration(this.headers.keySet());
			case "getIntHeader" -> number(this.headers.get((String) given[0]));
			case "getDateHeader" -> -1L;
			default -> nothing(method, given);
		};
	}

	private @Nullable Object setAttribute(String name, @Nullable Object value) {
		if (value != null) {
			this.attributes.put(name, value);
		}
		else {
			this.attributes.remove(name);
		}
		return null;
	}

	private List<String> header(String name) {
		String value = this.headers.get(name);
		return (value != null) ? List.of(value) : List.of();
	}

	private static int number(@Nullable String value) {
		return (value != null) ? Integer.parseInt(value) : -1;
	}

	@SuppressWarnings("ReferenceEquality") // a proxy equals only itself
	private Object ofObject(Object proxy, Method method, Object[] arguments) {
		return switch (method.getName()) {
			case "equals" -> proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> "probe " + this.type;
		};
	}

	/**
	 * A caller that insists on a session would create one: it gets none, and fails.
	 */
	private static @Nullable Object nothing(Method method, Object[] arguments) {
		if (method.getName().equals("getSession") && (arguments.length == 0 || Boolean.TRUE.equals(arguments[0]))) {
			throw new UnsupportedOperationException("A probe has no session");
		}
		Class<?> type = method.getReturnType();
		if (type == boolean.class) {
			return false;
		}
		if (type == int.class) {
			return 0;
		}
		if (type == long.class) {
			return 0L;
		}
		if (type == Enumeration.class) {
			return Collections.emptyEnumeration();
		}
		if (type == Map.class) {
			return Map.of();
		}
		return (type == Collection.class) ? List.of() : null;
	}

}
