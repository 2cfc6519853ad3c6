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

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FrameReaderTests {

	private final FrameReader reader = new FrameReader();

	@Test
	void readsOneFrameAfterTheOther() throws IOException {
		ReadableByteChannel channel = channel("\u0081\u0005hello\u0081\u0000\u0088\u0002\u0003\u00e8");
		assertThat(this.reader.read(channel)).contains("hello");
		assertThat(this.reader.read(channel)).contains("");
		assertThat(this.reader.read(channel)).contains("close 1000");
	}

	@Test
	void tellsCodeAndReasonOfFarewell() throws IOException {
		assertThat(this.reader.read(channel("\u0088\u000f\u00111TOKEN_EXPIRED"))).contains("close 4401 TOKEN_EXPIRED");
		assertThat(this.reader.read(channel("\u0088\u0000"))).contains("close");
	}

	@Test
	void waitsForWhatIsMissing() throws IOException {
		Trickle channel = new Trickle("\u0081\u0005hello");
		for (int i = 1; i < 7; i++) {
			assertThat(this.reader.read(channel)).isEmpty();
		}
		assertThat(this.reader.read(channel)).contains("hello");
	}

	@Test
	void saysThatTheConnectionHasEnded() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> this.reader.read(channel("\u0081\u0005hell")));
	}

	@Test
	void refusesLongFrames() {
		assertThatIOException().isThrownBy(() -> this.reader.read(channel("\u0081~\u0001\u0000")))
			.withMessageContaining("long");
	}

	private static ReadableByteChannel channel(String bytes) {
		return Channels.newChannel(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
	}

	/**
	 * Has a byte whenever it is asked for the first time after it had none.
	 */
	private static final class Trickle implements ReadableByteChannel {

		private final ByteBuffer bytes;

		private boolean dry;

		Trickle(String bytes) {
			this.bytes = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
		}

		@Override
		public int read(ByteBuffer target) {
			this.dry = !this.dry;
			if (!this.dry) {
				return 0;
			}
			target.put(this.bytes.get());
			return 1;
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
