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

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.ConnectionMetrics;
import io.github.wsguard.observation.DefaultHandshakeObservationConvention;
import io.github.wsguard.observation.HandshakeObservationContext;
import io.github.wsguard.observation.HandshakeObservationContext.Outcome;
import io.github.wsguard.observation.KeySetMetrics;
import io.github.wsguard.observation.VerificationMetrics;
import io.github.wsguard.observation.VerifiedTokenMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What README and docs say of reasons, properties and metrics is what the code says.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final Path README = ROOT.resolve("README.md");

	private static final Path DOCS = ROOT.resolve("docs");

	private static final Path REASONS = DOCS.resolve("reasons.md");

	private static final Path TROUBLESHOOTING = DOCS.resolve("troubleshooting.md");

	private static final Path FINDINGS = DOCS.resolve("findings.md");

	private static final Path SOURCES = Path.of("src/main/java/io/github/wsguard/autoconfigure");

	private static final Pattern CODE = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

	private static final String PREFIX = "ws-guard.";

	private static final String ENDPOINT = PREFIX + "endpoints.*.";

	private static final Pattern SECTION = Pattern.compile("(?m)^## (\\S+)\\n\\n(.*)$");

	/**
	 * What happened, in a sentence at least; a command that shows it, or why the sample
	 * cannot; how to fix it.
	 */
	private static final Pattern PARTS_OF_REASON = Pattern
		.compile("(?s)[a-z-]+\\n\\n`[^\\n]+\\n\\n[A-Z`][^\\n]{30,}.*\\n\\n"
				+ "(?:```bash\\n.+?\\n```|\\*\\*Not in the sample:\\*\\* .{20,}?)\\n\\n.*\\*\\*Fix:\\*\\* .{15,}");

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#{1,4} (.+)$");

	@Test
	void readmeListsEveryReasonWithStatusAndRetry() throws IOException {
		List<List<String>> reasons = Arrays.stream(RejectionReason.values())
			.map((reason) -> List.of("[`%s`](docs/reasons.md#%s)".formatted(reason, reason.anchor()),
					Integer.toString(reason.status()), code(reason.retry().value()), reason.title()))
			.toList();
		assertThat(readme("Code").rows()).containsExactlyElementsOf(reasons);
	}

	@Test
	void readmeCountsTheReasons() throws IOException {
		assertThat(Files.readString(README)).contains("[%s reasons]".formatted(RejectionReason.values().length));
	}

	@Test
	void readmeListsEveryPropertyWithItsDefault() throws IOException {
		Map<String, String> properties = ownProperties();
		Map<String, String> documented = new LinkedHashMap<>();
		readme("Property").first(2).forEach((row) -> documented.put(row.get(0), row.get(1)));
		assertThat(documented.remove("`endpoints.<name>.*`")).isEqualTo("inherits");
		assertThat(documented).containsExactlyInAnyOrderEntriesOf(properties);
	}

	@Test
	void readmeSaysWhichPropertiesEndpointsInherit() throws IOException {
		List<String> inherited = metadata().keySet()
			.stream()
			.filter((name) -> isInherited(name, metadata()))
			.map((name) -> withoutEndpoint(name).substring(PREFIX.length()))
			.map((name) -> name.contains(".") ? name.substring(0, name.indexOf('.')) + ".*" : name)
			.map(DocumentationTests::code)
			.distinct()
			.toList();
		List<String> row = readme("Property").rows()
			.stream()
			.filter((cells) -> cells.get(0).equals("`endpoints.<name>.*`"))
			.findFirst()
			.orElseThrow();
		assertThat(codes(row.get(2))).isNotEmpty().containsExactlyInAnyOrderElementsOf(inherited);
	}

	@Test
	void readmeListsTheMeters() throws IOException {
		assertThat(readme("Meter").rows()).extracting((row) -> row.get(0))
			.containsExactly(code(VerifiedTokenMetrics.TOKENS), code(VerifiedTokenMetrics.CACHED),
					code(VerifiedTokenMetrics.EVICTED), code(VerificationMetrics.RUNNING),
					code(VerificationMetrics.WAITING), code(VerificationMetrics.TURNED_AWAY),
					code(ConnectionMetrics.OPEN), code(ConnectionMetrics.ENDED), code(KeySetMetrics.KEYS),
					code(KeySetMetrics.AGE), code(KeySetMetrics.FETCHES));
	}

	@Test
	void documentsTheMetersOfKeys() throws IOException {
		assertThat(MarkdownTable.read(Files.readAllLines(DOCS.resolve("actuator.md")), "Meter").rows())
			.extracting((row) -> row.get(0))
			.containsExactly(code(KeySetMetrics.KEYS), code(KeySetMetrics.AGE), code(KeySetMetrics.FETCHES));
	}

	@Test
	void readmeNamesTheObservationAndItsKeys() throws IOException {
		DefaultHandshakeObservationConvention convention = new DefaultHandshakeObservationConvention();
		List<String> keys = convention.getLowCardinalityKeyValues(new HandshakeObservationContext("none"))
			.stream()
			.map(KeyValue::getKey)
			.map(DocumentationTests::code)
			.toList();
		assertThat(readme("Key").rows().stream().map((row) -> row.get(0))).containsExactlyInAnyOrderElementsOf(keys);
		assertThat(section("### Observation")).startsWith(code(convention.getName()));
	}

	@Test
	void readmeListsTheValuesOfOutcomeAndLayer() throws IOException {
		assertThat(observationValues("outcome"))
			.containsExactlyElementsOf(Arrays.stream(Outcome.values()).map(Outcome::value).toList());
		assertThat(observationValues("layer")).containsExactlyElementsOf(
				Stream.concat(Arrays.stream(Layer.values()).map(Layer::value), Stream.of("none")).toList());
	}

	@Test
	void everyReasonHasOneSectionUnderItsAnchor() throws IOException {
		Map<String, String> sections = new LinkedHashMap<>();
		for (MatchResult section : matches(SECTION, Files.readString(REASONS))) {
			if (section.group(2).startsWith("`")) {
				assertThat(sections.put(section.group(1), section.group(2))).as(section.group(1)).isNull();
			}
		}
		Map<String, String> reasons = new LinkedHashMap<>();
		for (RejectionReason reason : RejectionReason.values()) {
			reasons.put(reason.anchor(), "`%s` · %s · `%s`".formatted(reason, reason.status(), reason.retry().value()));
		}
		assertThat(sections).containsExactlyInAnyOrderEntriesOf(reasons);
	}

	@Test
	void everyReasonSaysWhatHappenedHowToSeeItAndHowToFixIt() throws IOException {
		List<String> sections = Pattern.compile("(?m)^## ").splitAsStream(Files.readString(REASONS)).toList();
		for (RejectionReason reason : RejectionReason.values()) {
			assertThat(sections).filteredOn((section) -> section.startsWith(reason.anchor() + "\n"))
				.singleElement()
				.asString()
				.matches(PARTS_OF_REASON);
		}
	}

	@Test
	void whatCannotBeSeenInTheSampleIsAnException() throws IOException {
		assertThat(matches(Pattern.compile("(?m)^\\*\\*Not in the sample:\\*\\* it"), Files.readString(REASONS)))
			.hasSizeLessThan(3);
	}

	@Test
	void everyFindingHasOneSectionUnderItsAnchorThatSaysHowToFixIt() throws IOException {
		Set<String> documented = new TreeSet<>();
		for (String section : Pattern.compile("(?m)^## ").split(Files.readString(FINDINGS))) {
			if (!section.startsWith("#")) {
				String code = section.substring(0, section.indexOf('\n')).toUpperCase(Locale.ROOT).replace('-', '_');
				assertThat(section).contains("\n\n`" + code + "` · ").contains("**Fix:**");
				assertThat(documented.add(code)).as(code).isTrue();
			}
		}
		assertThat(documented).containsExactlyInAnyOrderElementsOf(findingCodes());
	}

	private static Set<String> findingCodes() throws IOException {
		Set<String> codes = new TreeSet<>();
		try (Stream<Path> sources = Files.list(SOURCES)) {
			for (Path source : sources.filter((path) -> path.toString().matches(".*(Findings|StartupInspection).java"))
				.toList()) {
				matches(CODE, Files.readString(source)).forEach((code) -> codes.add(code.group(1)));
			}
		}
		return codes;
	}

	@Test
	void linksLeadToFilesAndHeadings() throws IOException {
		List<Path> pages = pages();
		assertThat(pages).contains(README, REASONS, TROUBLESHOOTING);
		for (Path page : pages) {
			for (MatchResult link : matches(LINK, prose(page))) {
				Path file = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
				assertThat(file).as("%s in %s", link.group(), page).exists();
				if (link.group(2) != null) {
					assertThat(anchors(file)).as("%s in %s", link.group(), page).contains(link.group(2));
				}
			}
		}
	}

	@Test
	void indexListsEveryPage() throws IOException {
		String index = Files.readString(DOCS.resolve("README.md"));
		try (Stream<Path> files = Files.list(DOCS)) {
			assertThat(files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".md") && !name.equals("README.md"))).isNotEmpty()
				.allSatisfy((name) -> assertThat(index).contains("](" + name + ")"));
		}
	}

	@Test
	void troubleshootingListsEachOfItsSymptomsInTheTable() throws IOException {
		String page = prose(TROUBLESHOOTING);
		List<String> listed = MarkdownTable.read(page.lines().toList(), "Symptom")
			.rows()
			.stream()
			.flatMap((row) -> matches(LINK, row.get(1)).stream())
			.map((link) -> link.group(2))
			.toList();
		List<String> sections = matches(Pattern.compile("(?m)^## (.+)$"), page).stream()
			.map((heading) -> anchor(heading.group(1)))
			.toList();
		assertThat(sections).isNotEmpty().allSatisfy((section) -> assertThat(listed).contains(section));
	}

	@Test
	void troubleshootingLeadsToEveryReason() throws IOException {
		String page = Files.readString(TROUBLESHOOTING);
		assertThat(RejectionReason.values()).allSatisfy(
				(reason) -> assertThat(page).contains("[`%s`](reasons.md#%s)".formatted(reason, reason.anchor())));
	}

	@Test
	void noPageAsksForATokenInPublic() throws IOException {
		for (Path page : pages()) {
			assertThat(prose(page).toLowerCase(Locale.ROOT)).as(page.toString()).doesNotContain("jwt.io", "jwt.ms");
		}
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(DOCS); Stream<Path> top = Files.list(ROOT)) {
			return Stream.concat(Stream.concat(files, top), Stream.of(ROOT.resolve("sample-app/README.md")))
				.filter((file) -> file.toString().endsWith(".md"))
				.toList();
		}
	}

	/**
	 * Return a page without its blocks of code, where a number sign makes no heading.
	 */
	private static String prose(Path page) throws IOException {
		return Files.readString(page).replaceAll("(?ms)^```.*?^```$", "");
	}

	/**
	 * Return the properties as the README writes them, without those of endpoints that
	 * are inherited.
	 */
	private static Map<String, String> ownProperties() {
		Map<String, String> metadata = metadata();
		Map<String, String> own = new LinkedHashMap<>();
		metadata.forEach((name, value) -> {
			if (!isInherited(name, metadata)) {
				String written = name.substring(PREFIX.length()).replace("*", "<name>");
				own.put(code(written.endsWith(".claims") ? written + ".<claim>" : written), value);
			}
		});
		own.replace("`hosts.allowed`", "any");
		own.replace("`network.allowed`", "any");
		return own;
	}

	/**
	 * An endpoint is switched off by itself, and inherits what else has the same name.
	 */
	private static boolean isInherited(String name, Map<String, String> metadata) {
		return name.startsWith(ENDPOINT) && !name.equals(ENDPOINT + "enabled")
				&& metadata.containsKey(withoutEndpoint(name));
	}

	private static String withoutEndpoint(String name) {
		return PREFIX + name.substring(ENDPOINT.length());
	}

	/**
	 * Return the defaults of the properties of ws-guard. A map is no property, its
	 * entries are.
	 */
	private static Map<String, String> metadata() {
		Map<String, String> properties = new LinkedHashMap<>();
		try {
			for (URL url : Collections.list(DocumentationTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream json = url.openStream()) {
					JsonMapper.shared().readTree(json).get("properties").forEach((property) -> {
						if (property.get("name").stringValue().startsWith(PREFIX)) {
							properties.put(property.get("name").stringValue(), defaultOf(property));
						}
					});
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		List<String> names = new ArrayList<>(properties.keySet());
		properties.keySet().removeIf((name) -> names.stream().anyMatch((other) -> other.startsWith(name + ".*.")));
		return properties;
	}

	private static String defaultOf(JsonNode property) {
		JsonNode value = property.get("defaultValue");
		if (value == null) {
			return "";
		}
		String text = value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
				: value.asString();
		return text.isEmpty() ? "none" : code(text);
	}

	private static MarkdownTable readme(String firstHeading) throws IOException {
		return MarkdownTable.read(Files.readAllLines(README), firstHeading);
	}

	private static List<String> observationValues(String key) throws IOException {
		return readme("Key").rows()
			.stream()
			.filter((row) -> row.get(0).equals(code(key)))
			.flatMap((row) -> codes(row.get(1)).stream())
			.map((value) -> value.replace("`", ""))
			.toList();
	}

	private static String section(String heading) throws IOException {
		String readme = Files.readString(README);
		return readme.substring(readme.indexOf("\n" + heading + "\n") + heading.length() + 2).strip();
	}

	private static List<String> anchors(Path page) throws IOException {
		return matches(HEADING, prose(page)).stream().map((heading) -> anchor(heading.group(1))).toList();
	}

	private static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

	private static List<String> codes(String text) {
		return matches(Pattern.compile("`[^`]+`"), text).stream().map(MatchResult::group).toList();
	}

	private static List<MatchResult> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().toList();
	}

	private static String code(String text) {
		return "`" + text + "`";
	}

}
