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

package io.github.wsguard.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of {@code src/test/resources/hostile}: a row a line, cells divided by
 * {@code " | "}, the first one a name of its own.
 */
final class HostileTable {

	private HostileTable() {
	}

	/**
	 * Read a table.
	 * @param file the name of the file
	 * @param columns how many cells a row has; what is left out at the end is empty
	 * @return the cells of each row
	 */
	static List<List<String>> read(String file, int columns) {
		try (InputStream in = HostileTable.class.getResourceAsStream("/hostile/" + file)) {
			if (in == null) {
				throw new IllegalArgumentException("There is no table " + file);
			}
			List<List<String>> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> cells(line, columns))
				.toList();
			Set<String> names = new HashSet<>();
			rows.stream().map((row) -> row.get(0)).filter((name) -> !names.add(name)).findFirst().ifPresent((name) -> {
				throw new IllegalArgumentException("Two rows of one name: " + name);
			});
			return rows;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> cells(String line, int columns) {
		String[] cells = (line + " | ".repeat(columns)).split(" \\| ", -1);
		if (line.split(" \\| ", -1).length > columns) {
			throw new IllegalArgumentException("Too many cells: " + line);
		}
		return List.of(cells).subList(0, columns);
	}

}
