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

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.Resource;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.unit.DataSize;

/**
 * Writes values the way that properties are written, without what may be a credential.
 */
final class SettingValue {

	private static final String MASK = "******";

	private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

	private static final Pattern QUERY = Pattern.compile("[?#].*$");

	private SettingValue() {
	}

	/**
	 * Write a value.
	 * @param value the value, or {@code null} if it is absent
	 * @return a number, a boolean, a text, a list of texts or a map of them
	 */
	static Object of(@Nullable Object value) {
		if (value instanceof Boolean || value instanceof Number) {
			return value;
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().map(SettingValue::of).toList();
		}
		if (value instanceof Map<?, ?> map) {
			TreeMap<String, Object> texts = new TreeMap<>();
			map.forEach((key, element) -> texts.put(key.toString(), of(element)));
			return texts;
		}
		return text(value);
	}

	private static String text(@Nullable Object value) {
		if (value instanceof Enum<?> constant) {
			return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
		if (value instanceof Duration duration) {
			return duration.isZero() ? "0s" : DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
		}
		if (value instanceof DataSize size) {
			return (size.toBytes() % 1024 == 0) ? size.toKilobytes() + "KB" : size.toString();
		}
		return (value != null) ? value.toString() : "";
	}

	/**
	 * Write a URI, which may hold a password or a key.
	 * @param uri the URI, or {@code null} if it is absent
	 * @return the URI without user information, query and fragment
	 */
	static String uri(@Nullable String uri) {
		if (uri == null) {
			return "";
		}
		return QUERY.matcher(USER_INFO.matcher(uri).replaceFirst("//" + MASK + "@")).replaceFirst("?" + MASK);
	}

	/**
	 * Write where a resource is. A location may hold the content itself.
	 * @param resource the resource
	 * @return its place, if it has one
	 */
	static String location(Resource resource) {
		if (resource instanceof ClassPathResource classPath) {
			return "classpath:" + classPath.getPath();
		}
		if (resource instanceof FileSystemResource || resource instanceof FileUrlResource) {
			return "file:" + resource.getFilename();
		}
		return resource.isFile() ? "file:" + resource.getFilename() : scheme(resource);
	}

	private static String scheme(Resource resource) {
		try {
			URI uri = resource.getURI();
			return uri.isOpaque() ? MASK : uri(uri.toString());
		}
		catch (IOException ex) {
			return MASK;
		}
	}

}
