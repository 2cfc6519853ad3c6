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

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * The names of all properties, as the records declare them. A {@code *} stands for a name
 * that users choose.
 */
final class KnownProperties {

	private static final String ANY_NAME = "*";

	private static final String PLACEHOLDER = "<name>";

	private static final int LEFT_OUT = 1;

	private static final int REWORDED = 2;

	private final List<List<String>> properties;

	private KnownProperties(List<List<String>> properties) {
		this.properties = properties;
	}

	/**
	 * Read the names from {@link WsGuardProperties}.
	 * @return the known properties
	 */
	static KnownProperties read() {
		List<List<String>> properties = new ArrayList<>();
		collect(List.of(WsGuardProperties.PREFIX), ResolvableType.forClass(WsGuardProperties.class), properties);
		return new KnownProperties(List.copyOf(properties));
	}

	private static void collect(List<String> name, ResolvableType type, List<List<String>> properties) {
		Class<?> resolved = type.toClass();
		if (resolved.isRecord()) {
			for (RecordComponent component : resolved.getRecordComponents()) {
				collect(append(name, DataObjectPropertyName.toDashedForm(component.getName())),
						ResolvableType.forType(component.getGenericType()), properties);
			}
		}
		else if (Map.class.isAssignableFrom(resolved)) {
			collect(append(name, ANY_NAME), type.getGeneric(1), properties);
		}
		else {
			properties.add(name);
		}
	}

	private static List<String> append(List<String> name, String element) {
		List<String> longer = new ArrayList<>(name);
		longer.add(element);
		return List.copyOf(longer);
	}

	/**
	 * Return all names.
	 * @return the names in the order of their declaration
	 */
	List<String> names() {
		return this.properties.stream().map((property) -> String.join(".", property)).toList();
	}

	/**
	 * Return whether a property of that name exists.
	 * @param name the name, without any index
	 * @return whether it is known
	 */
	boolean contains(ConfigurationPropertyName name) {
		List<String> elements = elements(name);
		return this.properties.stream().anyMatch((known) -> matches(known, elements));
	}

	private static boolean matches(List<String> known, List<String> elements) {
		boolean freeText = known.get(known.size() - 1).equals(ANY_NAME);
		if (freeText ? elements.size() < known.size() : elements.size() != known.size()) {
			return false;
		}
		for (int i = 0; i < known.size(); i++) {
			if (!known.get(i).equals(ANY_NAME) && !uniform(known.get(i)).equals(uniform(elements.get(i)))) {
				return false;
			}
		}
		return true;
	}

	private static String uniform(String element) {
		return element.replace("-", "");
	}

	/**
	 * Return one property of a group.
	 * @param group the name of the group
	 * @return the first property below it
	 */
	String firstBelow(ConfigurationPropertyName group) {
		List<String> elements = elements(group);
		return this.properties.stream()
			.filter((known) -> known.size() > elements.size() && matches(known.subList(0, elements.size()), elements))
			.findFirst()
			.map((known) -> inPlace(known, elements).name())
			.orElse(WsGuardProperties.PREFIX);
	}

	/**
	 * Return what was probably meant by an unknown name.
	 * @param unknown the unknown name
	 * @return the nearest known one
	 */
	String nearestTo(ConfigurationPropertyName unknown) {
		List<String> elements = elements(unknown);
		return this.properties.stream()
			.flatMap((known) -> guesses(known, elements))
			.min(Comparator.comparingInt(Guess::distance))
			.map(Guess::name)
			.orElse(WsGuardProperties.PREFIX);
	}

	private static Stream<Guess> guesses(List<String> known, List<String> elements) {
		int missing = Math.max(0, known.size() - elements.size());
		Stream<Guess> incomplete = IntStream.rangeClosed(1, elements.size())
			.filter((gap) -> keepsAWord(known, gap, missing))
			.mapToObj((gap) -> incomplete(known, elements, gap, missing));
		return Stream.concat(incomplete, Stream.of(inPlace(known, elements), reworded(known, elements)));
	}

	/*
	 * Whatever is written could be a name that users choose, so that alone means nothing.
	 */
	private static boolean keepsAWord(List<String> known, int gap, int missing) {
		return IntStream.range(1, known.size())
			.filter((index) -> index < gap || index >= gap + missing)
			.anyMatch((index) -> !known.get(index).equals(ANY_NAME));
	}

	private static Guess inPlace(List<String> known, List<String> elements) {
		String name = join(named(known, elements, elements.size(), known.size()));
		return new Guess(name, Spelling.distance(join(elements), name));
	}

	/*
	 * The right words with others left out before, between or after them:
	 * 'ws-guard.require.scopes' belongs below an endpoint, however near the letters of
	 * another name are.
	 */
	private static Guess incomplete(List<String> known, List<String> elements, int gap, int missing) {
		List<String> named = named(known, elements, gap, missing);
		List<String> written = new ArrayList<>(named);
		written.subList(Math.min(gap, named.size()), Math.min(gap + missing, named.size())).clear();
		return new Guess(join(named), Spelling.distance(join(elements), join(written)) + missing * LEFT_OUT);
	}

	private static List<String> named(List<String> known, List<String> elements, int gap, int missing) {
		List<String> named = new ArrayList<>(known);
		for (int i = 0; i < named.size(); i++) {
			if (named.get(i).equals(ANY_NAME)) {
				named.set(i, nameAt(i, elements, gap, missing));
			}
		}
		return named;
	}

	private static String nameAt(int index, List<String> elements, int gap, int missing) {
		if (index < gap) {
			return elements.get(Math.min(index, elements.size() - 1));
		}
		return (index < gap + missing) ? PLACEHOLDER : elements.get(index - missing);
	}

	/*
	 * The right words in another order, as in 'ws-guard.allowed-origins'.
	 */
	private static Guess reworded(List<String> known, List<String> elements) {
		int distance = Spelling.distance(sortedWords(elements), sortedWords(known)) + REWORDED;
		return new Guess(inPlace(known, elements).name(), distance);
	}

	private static String sortedWords(List<String> elements) {
		return elements.stream()
			.skip(1)
			.flatMap((element) -> Stream.of(element.split("-")))
			.map((word) -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
			.distinct()
			.sorted()
			.collect(Collectors.joining(" "));
	}

	private static String join(List<String> elements) {
		return String.join(".", elements).replace(".[", "[");
	}

	private static List<String> elements(ConfigurationPropertyName name) {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < name.getNumberOfElements() && !name.isNumericIndex(i); i++) {
			String element = name.getElement(i, Form.DASHED);
			elements.add((element.indexOf('.') < 0) ? element : "[" + element + "]");
		}
		return elements;
	}

	private record Guess(String name, int distance) {

	}

}
