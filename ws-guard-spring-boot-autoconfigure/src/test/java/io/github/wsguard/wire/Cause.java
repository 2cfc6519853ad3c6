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

package io.github.wsguard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the tables in {@code wire}: a request and what may come of it. Alternatives
 * are divided by slashes, an asterisk stands for anything and a dash for no reason.
 *
 * @param name the name of the cause
 * @param request what differs from a correct handshake
 * @param statuses the status codes that are right
 * @param reasons the reasons that are right
 * @param layers the layers that are right
 */
record Cause(String name, String request, String statuses, String reasons, String layers) {

	private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z0-9-]+)>");

	private static final String ANYTHING = "*";

	static List<Cause> read(String file) {
		return rows(file).map(Cause::of).toList();
	}

	/**
	 * Return the cells of a table.
	 * @param file the name of the file
	 * @return an array a row
	 */
	static Stream<String[]> rows(String file) {
		try (InputStream in = Cause.class.getResourceAsStream("/wire/" + file)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.split(" \\| "))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what is tried in an application: what is tried in each, changed for this
	 * one, and more.
	 */
	static List<Cause> of(MatrixApplication application) {
		Map<String, Cause> causes = common();
		rows("matrix.txt").filter((cells) -> Stream.of(cells[0].split(", ")).anyMatch(application.groups()::contains))
			.forEach((cells) -> causes.put(cells[1], amended(causes, cells)));
		return List.copyOf(causes.values());
	}

	/**
	 * Five cells change the outcome of a row, six make a new one.
	 */
	private static Cause amended(Map<String, Cause> causes, String[] cells) {
		return (cells.length > 5) ? new Cause(cells[1], cells[2], cells[3], cells[4], cells[5])
				: causes.get(cells[1]).expecting(cells[2], cells[3], cells[4]);
	}

	static Map<String, Cause> common() {
		return Stream.concat(read("causes.txt").stream(), read("obstacles.txt").stream())
			.collect(Collectors.toMap(Cause::name, Function.identity(), (one, other) -> {
				throw new IllegalStateException("Two rows of one name: " + one.name());
			}, LinkedHashMap::new));
	}

	static Cause of(String... cells) {
		return new Cause(cells[0], cells[1], cells[2], cells[3], (cells.length > 4) ? cells[4] : ANYTHING);
	}

	/**
	 * Return the same request with another outcome.
	 */
	Cause expecting(String statuses, String reasons, String layers) {
		return new Cause(this.name, this.request, statuses, reasons, layers);
	}

	/**
	 * Return the request with its placeholders filled in.
	 * @param values knows what stands for a placeholder
	 */
	WireRequest request(UnaryOperator<String> values) {
		return WireRequest.parse(PLACEHOLDER.matcher(this.request)
			.replaceAll((placeholder) -> Matcher.quoteReplacement(values.apply(placeholder.group(1)))));
	}

	boolean isMetBy(WireClient.Response response) {
		String reason = (response.reason() != null) ? response.reason() : "-";
		return allows(this.statuses, Integer.toString(response.status())) && allows(this.reasons, reason)
				&& isAnsweredLikeAHandshake(response);
	}

	/**
	 * A body of ours says what the header says; a body of the application's own stays. No
	 * handshake begins an HTTP session.
	 */
	private boolean isAnsweredLikeAHandshake(WireClient.Response response) {
		if (response.reason() == null) {
			return response.status() != 101 || response.header("Set-Cookie") == null;
		}
		boolean ours = "application/problem+json".equals(response.header("Content-Type"));
		boolean named = response.body().contains("\"reason\":\"" + response.reason() + "\"")
				&& allows(this.layers, response.layer());
		return response.header("Set-Cookie") == null && response.header("Location") == null
				&& (ours ? named : this.layers.equals("own body"));
	}

	private static boolean allows(String alternatives, String value) {
		return alternatives.equals(ANYTHING) || List.of(alternatives.split("/")).contains(value);
	}

}
