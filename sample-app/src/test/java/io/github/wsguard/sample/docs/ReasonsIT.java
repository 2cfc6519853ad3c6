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

package io.github.wsguard.sample.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Whoever follows {@code docs/reasons.md} sees the very refusal that each section is
 * about.
 */
class ReasonsIT {

	private static final Path PAGE = Path.of("../docs/reasons.md");

	private static final RunningSample SAMPLE = new RunningSample();

	@TempDir
	private static Path directory;

	@BeforeAll
	static void needShell() throws InterruptedException {
		ShellOutput.assumePossible();
	}

	@AfterAll
	static void stop() {
		SAMPLE.close();
	}

	@TestFactory
	Stream<DynamicTest> eachSectionShowsItsRefusal() throws IOException {
		String page = Files.readString(PAGE);
		List<Recipe> recipes = Recipe.read(page);
		assertThat(recipes).hasSizeGreaterThan(60);
		return recipes.stream()
			.sorted(Comparator.comparing((Recipe recipe) -> recipe.setup().toString()))
			.map((recipe) -> dynamicTest(recipe.code() + " " + recipe.setup().arguments(),
					() -> assertShown(recipe, Recipe.prelude(page))));
	}

	private static void assertShown(Recipe recipe, String prelude) throws Exception {
		String port = Integer.toString(SAMPLE.with(recipe.setup()));
		ShellOutput output = ShellOutput.of((prelude + recipe.commands()).replace("8080", port), directory);
		assertThat(output.reason()).as(output.text()).hasValue(recipe.code());
		assertThat(output.status()).as(output.text()).hasValue(Integer.toString(recipe.status()));
	}

}
