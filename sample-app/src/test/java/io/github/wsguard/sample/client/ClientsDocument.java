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

package io.github.wsguard.sample.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/clients.md}. A person writes the commands, and what they mean; what is seen
 * comes from a run, and so do the scripts. {@code -Drecord-clients=true} writes it,
 * without the switch a difference fails the test.
 * <p>
 * What is recorded stands below a comment with its name: a code block with what to do,
 * and another one with what was seen.
 */
final class ClientsDocument {

	private static final Path PATH = Path.of("../docs/clients.md");

	private static final Pattern RUN = Pattern.compile(
			"<!-- run: (?<name>[^\n]+) -->\n```\\w+\n(?<todo>.*?)```\n\n```text\n(?<seen>.*?)```\n", Pattern.DOTALL);

	private static final Pattern FILE = Pattern.compile("<!-- file: (?<name>[^\n]+) -->\n```\\w+\n(?<seen>.*?)```\n",
			Pattern.DOTALL);

	private static final Pattern VERSION = Pattern.compile("\\| (?<name>[^|\n]+) \\| (?<seen>[\\d.]+) \\|\n");

	private static final boolean RECORDING = Boolean.getBoolean("record-clients");

	/**
	 * Return what the document tells its reader to do.
	 * @param name the name of a recording
	 * @return a command, or a script for a page
	 */
	String todo(String name) {
		return find(RUN, name).group("todo");
	}

	/**
	 * Compare the document with what was seen, or write it.
	 * @param name the name of a recording
	 * @param seen what was seen
	 */
	void record(String name, String seen) {
		replace(find(RUN, name), seen);
	}

	/**
	 * Compare the document with what was seen, if it was written with this version, or
	 * write it.
	 * @param name the name of a recording
	 * @param seen what was seen
	 * @param version the version that was running
	 */
	void record(String name, String seen, Version version) {
		Matcher documented = find(VERSION, version.client());
		if (RECORDING) {
			replace(documented, version.number());
		}
		if (RECORDING || documented.group("seen").equals(version.number())) {
			record(name, seen);
		}
	}

	/**
	 * Compare the document with a file that it shows, or write it.
	 * @param name the name of the file
	 * @param content what the file contains
	 */
	void show(String name, String content) {
		replace(find(FILE, name), content);
	}

	List<String> recordings() {
		return names(RUN);
	}

	List<String> files() {
		return names(FILE);
	}

	String text() {
		try {
			return Files.readString(PATH);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> names(Pattern pattern) {
		return pattern.matcher(text()).results().map((result) -> result.group(1)).toList();
	}

	private Matcher find(Pattern pattern, String name) {
		Matcher matcher = pattern.matcher(text());
		while (matcher.find()) {
			if (matcher.group("name").equals(name)) {
				return matcher;
			}
		}
		throw new AssertionError("docs/clients.md has no '%s'".formatted(name));
	}

	private void replace(Matcher found, String seen) {
		String text = text();
		String replaced = text.substring(0, found.start("seen")) + seen + text.substring(found.end("seen"));
		if (RECORDING) {
			write(replaced);
		}
		assertThat(PATH).as("docs/clients.md, '%s'. Write it anew with -Drecord-clients=true", found.group("name"))
			.usingCharset(StandardCharsets.UTF_8)
			.hasContent(replaced);
	}

	private static void write(String text) {
		try {
			Files.writeString(PATH, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
