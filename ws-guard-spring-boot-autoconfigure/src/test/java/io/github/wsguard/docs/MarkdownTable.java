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

package io.github.wsguard.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of a Markdown page, found by its first heading cell.
 *
 * @param rows the cells of each row, without the heading
 */
record MarkdownTable(List<List<String>> rows) {

	private static final Pattern CELL_END = Pattern.compile("\\|");

	/**
	 * Read the only table whose heading starts with a cell.
	 */
	static MarkdownTable read(List<String> page, String firstHeading) {
		List<List<String>> rows = new ArrayList<>();
		int heading = indexOf(page, firstHeading);
		for (int i = heading + 2; i < page.size() && page.get(i).startsWith("|"); i++) {
			rows.add(cells(page.get(i)));
		}
		return new MarkdownTable(List.copyOf(rows));
	}

	private static int indexOf(List<String> page, String firstHeading) {
		for (int i = 0; i < page.size(); i++) {
			if (page.get(i).startsWith("| " + firstHeading + " |")) {
				return i;
			}
		}
		throw new IllegalArgumentException("There is no table '" + firstHeading + "'");
	}

	private static List<String> cells(String row) {
		return CELL_END.splitAsStream(row.substring(1)).map(String::strip).toList();
	}

	/**
	 * Return the rows with the first cells only.
	 */
	List<List<String>> first(int cells) {
		return this.rows.stream().map((row) -> row.subList(0, cells)).toList();
	}

}
