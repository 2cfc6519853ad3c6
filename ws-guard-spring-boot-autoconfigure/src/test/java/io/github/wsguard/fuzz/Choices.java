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

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * The decisions that make up one input: drawn from a seed, or read from the bytes that a
 * coverage-guided fuzzer varies.
 */
public final class Choices {

	private final IntUnaryOperator source;

	private Choices(IntUnaryOperator source) {
		this.source = source;
	}

	/**
	 * Draw from a seed.
	 * @param seed the seed
	 * @return the same decisions for the same seed, on every JDK
	 */
	public static Choices seeded(long seed) {
		return new Choices(new SplittableRandom(seed)::nextInt);
	}

	/**
	 * Read from bytes. Once they have run out every decision is the first alternative.
	 * @param bytes the bytes
	 * @return the decisions
	 */
	public static Choices of(byte[] bytes) {
		return new Choices(new Bytes(bytes)::below);
	}

	/**
	 * Choose a number.
	 * @param bound how many there are, one at least
	 * @return a number from 0 to the bound, exclusive
	 */
	public int below(int bound) {
		return this.source.applyAsInt(bound);
	}

	/**
	 * Choose a number.
	 * @param least the least
	 * @param most the most
	 * @return a number between them, both included
	 */
	public int between(int least, int most) {
		return least + below(most - least + 1);
	}

	/**
	 * Decide for the unusual.
	 * @param times how seldom
	 * @return {@code true} once in so many times
	 */
	public boolean oneIn(int times) {
		return below(times) == times - 1;
	}

	/**
	 * Choose one alternative. One that is listed twice is twice as likely.
	 * @param alternatives the alternatives
	 * @return one of them
	 */
	@SafeVarargs
	public final <T> T pick(T... alternatives) {
		return alternatives[below(alternatives.length)];
	}

	/**
	 * Choose one alternative.
	 * @param alternatives the alternatives
	 * @return one of them
	 */
	public <T> T pick(List<T> alternatives) {
		return alternatives.get(below(alternatives.size()));
	}

	/**
	 * Choose a character.
	 * @param alphabet the characters to choose from
	 * @return one of them
	 */
	public char character(String alphabet) {
		return alphabet.charAt(below(alphabet.length()));
	}

	/**
	 * Choose a text.
	 * @param alphabet the characters to choose from
	 * @param least the least length
	 * @param most the greatest length
	 * @return the text
	 */
	public String text(String alphabet, int least, int most) {
		int length = between(least, most);
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append(character(alphabet));
		}
		return text.toString();
	}

	/**
	 * Reads one byte for a choice among at most 256, and more for one among more.
	 */
	private static final class Bytes {

		private final byte[] bytes;

		private int position;

		Bytes(byte[] bytes) {
			this.bytes = bytes;
		}

		int below(int bound) {
			long value = 0;
			for (long reach = 1; reach < bound; reach *= 256) {
				value = value * 256 + next();
			}
			return (int) (value % bound);
		}

		private int next() {
			return (this.position < this.bytes.length) ? this.bytes[this.position++] & 0xff : 0;
		}

	}

}
