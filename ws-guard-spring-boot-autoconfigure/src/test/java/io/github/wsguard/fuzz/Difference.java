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

package io.github.wsguard.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An input about which the guard and the reference differ.
 *
 * @param target the target
 * @param sample the input
 * @param outcome what each of them says
 */
public record Difference(FuzzTarget target, Sample sample, FuzzTarget.Outcome outcome) {

	private static final int MOST_CUTS = 5_000;

	/**
	 * Make the input smaller as long as the same difference shows.
	 * @return the difference on the smallest input that was found
	 */
	Difference smallest() {
		AtomicInteger cuts = new AtomicInteger();
		Difference smallest = this;
		Optional<Difference> smaller = Optional.of(this);
		while (smaller.isPresent()) {
			Difference current = smaller.get();
			smallest = current;
			smaller = smallerThan(current.sample).takeWhile((cut) -> cuts.incrementAndGet() < MOST_CUTS)
				.map((cut) -> new Difference(this.target, cut, this.target.attempt(cut)))
				.filter(current::isLike)
				.findFirst();
		}
		return smallest;
	}

	private boolean isLike(Difference other) {
		return !other.outcome.agrees() && other.outcome.actual().kind().equals(this.outcome.actual().kind());
	}

	private static Stream<Sample> smallerThan(Sample sample) {
		List<Sample.Field> fields = sample.fields();
		Stream<Sample> fewer = IntStream.range(0, fields.size()).mapToObj((i) -> replace(fields, i, List.of()));
		Stream<Sample> shorter = IntStream.range(0, fields.size()).boxed().flatMap((i) -> {
			Sample.Field field = fields.get(i);
			return shorterThan(field.value())
				.map((value) -> replace(fields, i, List.of(new Sample.Field(field.name(), value))));
		});
		return Stream.concat(fewer, shorter);
	}

	private static Stream<String> shorterThan(String value) {
		return Stream.of(value.length() / 2, 8, 1)
			.filter((length) -> length > 0)
			.distinct()
			.flatMap((length) -> IntStream.rangeClosed(0, value.length() - length)
				.mapToObj((start) -> value.substring(0, start) + value.substring(start + length)));
	}

	private static Sample replace(List<Sample.Field> fields, int index, List<Sample.Field> replacement) {
		List<Sample.Field> replaced = new ArrayList<>(fields);
		replaced.remove(index);
		replaced.addAll(index, replacement);
		return new Sample(replaced);
	}

	/**
	 * Return what to read, and the row that keeps the input.
	 */
	@Override
	public String toString() {
		Difference smallest = smallest();
		return "The guard says %s, the reference %s. As a row of fuzz/regressions.txt:%n%s\t%s"
			.formatted(smallest.outcome.actual(), smallest.outcome.expected(), this.target.name(), smallest.sample);
	}

}
