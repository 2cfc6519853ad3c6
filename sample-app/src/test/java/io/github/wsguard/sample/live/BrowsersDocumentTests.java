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

package io.github.wsguard.sample.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/browsers.md} shows the scripts that are served, and the codes that are
 * sent.
 */
class BrowsersDocumentTests {

	private static final Path DOCUMENT = Path.of("../docs/browsers.md");

	private static final Path STATIC = Path.of("src/main/resources/static");

	private static final Pattern FILE = Pattern.compile("(?s)<!-- file: (\\S+) -->\n```js\n(.*?)```\n");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{4}) \\| .+ \\| (.+) \\|$");

	@Test
	void showsTheScriptsAsTheyAreServed() throws IOException {
		List<MatchResult> listings = FILE.matcher(Files.readString(DOCUMENT)).results().toList();
		assertThat(listings).extracting((listing) -> listing.group(1)).containsExactly("reconnect.js", "refresh.js");
		for (MatchResult listing : listings) {
			assertThat(listing.group(2)).isEqualTo(Files.readString(STATIC.resolve(listing.group(1))));
		}
	}

	@Test
	void listsEachCloseCodeWithItsAdvice() throws IOException {
		Map<String, Set<String>> documented = ROW.matcher(Files.readString(DOCUMENT))
			.results()
			.collect(Collectors.toMap((row) -> row.group(1),
					(row) -> new TreeSet<>(Arrays.asList(row.group(2).replace("`", "").split(", ")))));
		Map<String, Set<String>> sent = new TreeMap<>();
		for (RejectionReason reason : RejectionReason.values()) {
			sent.computeIfAbsent(Integer.toString(reason.closeCode()), (code) -> new TreeSet<>())
				.add(reason.retry().value());
		}
		assertThat(documented).containsExactlyInAnyOrderEntriesOf(sent);
	}

}
