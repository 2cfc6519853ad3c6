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

package io.github.wsguard.sample.order;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the RS256 signatures that this JVM verifies, whoever asks for it: JCA finds this
 * provider before its own.
 */
final class VerifiedSignatures extends Provider implements AutoCloseable {

	private static final String ALGORITHM = "SHA256withRSA";

	private final transient AtomicInteger count = new AtomicInteger();

	VerifiedSignatures() {
		super("VerifiedSignatures", "1", "Counts verified signatures");
		putService(new Service(this, "Signature", ALGORITHM, Counting.class.getName(), null, null) {

			@Override
			public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
				return new Counting(VerifiedSignatures.this.count);
			}

		});
		Security.insertProviderAt(this, 1);
	}

	int count() {
		return this.count.get();
	}

	@Override
	public void close() {
		Security.removeProvider(getName());
	}

	private static final class Counting extends SignatureSpi {

		private final Signature delegate;

		private final AtomicInteger count;

		Counting(AtomicInteger count) throws NoSuchAlgorithmException {
			this.count = count;
			try {
				this.delegate = Signature.getInstance(ALGORITHM, "SunRsaSign");
			}
			catch (GeneralSecurityException ex) {
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
		protected void engineUpdate(byte input) throws SignatureException {
			this.delegate.update(input);
		}

		@Override
		protected void engineUpdate(byte[] input, int offset, int length) throws SignatureException {
			this.delegate.update(input, offset, length);
		}

		@Override
		protected byte[] engineSign() throws SignatureException {
			return this.delegate.sign();
		}

		@Override
		protected boolean engineVerify(byte[] signature) throws SignatureException {
			this.count.incrementAndGet();
			return this.delegate.verify(signature);
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String name, Object value) {
			throw new InvalidParameterException();
		}

		@Override
		@Deprecated
		protected Object engineGetParameter(String name) {
			throw new InvalidParameterException();
		}

	}

}
