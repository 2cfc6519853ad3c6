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

package io.github.wsguard.load;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where a JVM finds its classes: jars, and directories of modules that are not packaged
 * yet.
 */
record ClassPath(List<Path> entries) {

	private static final Path CLASSES = Path.of("target", "classes");

	/**
	 * Return the class path of this JVM.
	 */
	static ClassPath ofThisProcess() {
		return new ClassPath(
				Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList());
	}

	/**
	 * Leave out the libraries that a predicate holds for.
	 * @param unwanted asked with the name of each jar, or of the module that a directory
	 * belongs to
	 * @return what is left, in the same order
	 */
	ClassPath without(Predicate<String> unwanted) {
		return new ClassPath(this.entries.stream().filter((entry) -> !unwanted.test(library(entry))).toList());
	}

	/**
	 * Return the names of its libraries.
	 */
	List<String> libraries() {
		return this.entries.stream().map(ClassPath::library).toList();
	}

	private static String library(Path entry) {
		int names = entry.getNameCount();
		return entry.getName(names - (entry.endsWith(CLASSES) ? CLASSES.getNameCount() + 1 : 1)).toString();
	}

	@Override
	public String toString() {
		return this.entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

}
