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

package io.github.wsguard.servlet;

import java.io.IOException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.decision.RejectionReason;

/**
 * What does it cost to write a refusal, over a body that lies ready?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class RefusalBenchmark {

	private static final String ID = "3f0c2b9e-6f6d-4c1b-9a53-0b8d1c7a5e42";

	private static final int USUAL_LENGTH = 420;

	@Param
	private RejectionDetail detail = RejectionDetail.CODE;

	private final DiscardingResponse response = new DiscardingResponse();

	private final byte[] ready = new byte[USUAL_LENGTH];

	private final Rejection badOrigin = Rejection.because(RejectionReason.ORIGIN_NOT_ALLOWED,
			"The origin is not allowed");

	private final Rejection expired = Rejection.because(RejectionReason.TOKEN_EXPIRED, "exp lies in the past");

	private RefusalWriter writer;

	/**
	 * Create the writer.
	 */
	@Setup
	public void prepare() {
		this.writer = new RefusalWriter(this.detail, "https://github.com/wsguard/ws-guard/blob/main/docs/reasons.md#");
	}

	/**
	 * Write a body that lies ready.
	 * @return how much was written
	 * @throws IOException never: nobody receives it
	 */
	@Benchmark
	public long readyBody() throws IOException {
		this.response.resetBuffer();
		this.response.setStatus(403);
		this.response.setHeader("Cache-Control", "no-store");
		this.response.setHeader("X-Content-Type-Options", "nosniff");
		this.response.setHeader(RefusalWriter.REASON_HEADER, "ORIGIN_NOT_ALLOWED");
		this.response.setContentType("application/problem+json");
		this.response.setContentLength(this.ready.length);
		this.response.getOutputStream().write(this.ready);
		this.response.flushBuffer();
		return this.response.written();
	}

	/**
	 * Refuse a page of another origin.
	 * @return how much was written
	 * @throws IOException never: nobody receives it
	 */
	@Benchmark
	public long badOrigin() throws IOException {
		return write(this.badOrigin);
	}

	/**
	 * Refuse an expired token, with the challenge of RFC 6750.
	 * @return how much was written
	 * @throws IOException never: nobody receives it
	 */
	@Benchmark
	public long expiredToken() throws IOException {
		return write(this.expired);
	}

	private long write(Rejection rejection) throws IOException {
		this.writer.write(this.response, rejection, rejection.reason().status(), ID);
		return this.response.written();
	}

}
