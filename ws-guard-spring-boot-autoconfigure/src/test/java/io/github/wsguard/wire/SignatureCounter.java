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

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts verifications by {@code SHA256withRSA} in this JVM, whoever asks for them.
 */
final class SignatureCounter extends Provider implements AutoCloseable {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final String NAME = "signature-counter";

	private static final String ALGORITHM = "SHA256withRSA";

	private final transient AtomicInteger verifications = new AtomicInteger();

	private SignatureCounter() {
		super(NAME, "1", "Counts verifications");
		putService(new Service(this, "Signature", ALGORITHM, Counting.class.getName(), List.of(), null) {

			@Override
			public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
				return new Counting(SignatureCounter.this.verifications);
			}

			@Override
			public boolean supportsParameter(Object parameter) {
				return true;
			}

		});
	}

	static SignatureCounter install() {
		SignatureCounter counter = new SignatureCounter();
		Security.insertProviderAt(counter, 1);
		return counter;
	}

	int verifications() {
		return this.verifications.get();
	}

	@Override
	public void close() {
		Security.removeProvider(NAME);
	}

	private static final class Counting extends SignatureSpi {

		private final Signature delegate;

		private final AtomicInteger verifications;

		private Counting(AtomicInteger verifications) throws NoSuchAlgorithmException {
			this.verifications = verifications;
			try {
				this.delegate = Signature.getInstance(ALGORITHM, "SunRsaSign");
			}
			catch (NoSuchProviderException ex) {
				throw new NoSuchAlgorithmException(ex);
			}
		}

		@Override
		protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
			this.delegate.initVerify(key);
		}

		@Override
		protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
			this.delegate.initSign(key);
		}

		@Override
		protected void engineUpdate(byte data) throws SignatureException {
			this.delegate.update(data);
		}

		@Override
		protected void engineUpdate(byte[] data, int offset, int length) throws SignatureException {
			this.delegate.update(data, offset, length);
		}

		@Override
		protected byte[] engineSign() throws SignatureException {
			return this.delegate.sign();
		}

		@Override
		protected boolean engineVerify(byte[] signature) throws SignatureException {
			this.verifications.incrementAndGet();
			return this.delegate.verify(signature);
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String name, Object value) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected Object engineGetParameter(String name) {
			throw new UnsupportedOperationException();
		}

	}

}
