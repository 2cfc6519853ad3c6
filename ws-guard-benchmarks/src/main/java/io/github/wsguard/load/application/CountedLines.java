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

package io.github.wsguard.load.application;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the lines of a log and passes on the first of them only, so that writing them
 * costs every application the same.
 */
final class CountedLines extends OutputStream {

	private static final int PASSED_ON = 200;

	private final OutputStream output;

	private final LongAdder lines = new LongAdder();

	CountedLines(OutputStream output) {
		this.output = output;
	}

	long count() {
		return this.lines.sum();
	}

	@Override
	public void write(int character) throws IOException {
		write(new byte[] { (byte) character }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		if (this.lines.sum() < PASSED_ON) {
			this.output.write(bytes, offset, length);
		}
		for (int i = offset; i < offset + length; i++) {
			if (bytes[i] == '\n') {
				this.lines.increment();
			}
		}
	}

	@Override
	public void flush() throws IOException {
		this.output.flush();
	}

}
