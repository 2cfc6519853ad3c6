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

package io.github.wsguard.decision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.benchmarks.GuardedApplication;
import io.github.wsguard.benchmarks.SampleIssuer;
import io.github.wsguard.benchmarks.SampleRequest;

/**
 * What does the decision about a handshake cost, from the request to the verdict?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
public class DecisionBenchmark {

	// More than anybody remembers
	private static final int NEW_TOKENS = 1 << 14;

	private static final String GARBAGE = "eyJhbGciOiJSUzI1NiJ9".repeat(20) + "." + "Z2FyYmFnZSBh".repeat(20) + ".c2ln";

	@Param
	private Algorithm algorithm = Algorithm.RS256;

	private GuardedApplication application;

	private CheckChain chain;

	private SampleIssuer issuer;

	private HandshakeRequest knownToken;

	private HandshakeRequest expiredToken;

	private HandshakeRequest garbageToken;

	private HandshakeRequest badOrigin;

	private byte[] token;

	private MessageDigest digest;

	/**
	 * Start an application and see to it that it decides as expected.
	 * @throws IOException if it does not start
	 * @throws NoSuchAlgorithmException never: every JDK has SHA-256
	 */
	@Setup
	public void start() throws IOException, NoSuchAlgorithmException {
		this.issuer = SampleIssuer.create("https://issuer.example.com/realms/main", this.algorithm);
		this.application = GuardedApplication.start(this.issuer);
		this.chain = this.application.chain();
		String good = this.issuer.token();
		this.token = good.getBytes(StandardCharsets.US_ASCII);
		this.digest = MessageDigest.getInstance("SHA-256");
		this.knownToken = new SampleRequest(GuardedApplication.ORIGIN, good);
		this.expiredToken = new SampleRequest(GuardedApplication.ORIGIN, this.issuer.expiredToken());
		this.garbageToken = new SampleRequest(GuardedApplication.ORIGIN, GARBAGE);
		this.badOrigin = new SampleRequest("https://evil.example.net", good);
		requireAccepted(decide(this.knownToken));
		requireRefused(decide(this.expiredToken), RejectionReason.TOKEN_EXPIRED);
		requireRefused(decide(this.garbageToken), RejectionReason.TOKEN_MALFORMED);
		requireRefused(decide(this.badOrigin), RejectionReason.ORIGIN_NOT_ALLOWED);
	}

	private static void requireAccepted(Decision decision) {
		if (!(decision instanceof Decision.Proceed)) {
			throw new IllegalStateException("The guard decided " + decision);
		}
	}

	private static void requireRefused(Decision decision, RejectionReason reason) {
		if (!(decision instanceof Decision.Reject reject) || reject.rejection().reason() != reason) {
			throw new IllegalStateException("The guard decided " + decision);
		}
	}

	/**
	 * Stop the application.
	 * @throws IOException if its keys stay behind
	 */
	@TearDown
	public void stop() throws IOException {
		this.application.close();
	}

	/**
	 * Hash the token: what cannot be saved where verdicts are found by the hash.
	 * @return the hash
	 */
	@Benchmark
	public byte[] sha256OfToken() {
		return this.digest.digest(this.token);
	}

	/**
	 * Admit a token that was admitted before.
	 * @return the decision
	 */
	@Benchmark
	public Decision knownToken() {
		return decide(this.knownToken);
	}

	/**
	 * Admit a token that was never seen, or so long ago that nobody remembers it.
	 * @param tokens the tokens
	 * @return the decision
	 */
	@Benchmark
	public Decision newToken(NewTokens tokens) {
		return decide(tokens.next());
	}

	/**
	 * Refuse a token that has expired.
	 * @return the decision
	 */
	@Benchmark
	public Decision expiredToken() {
		return decide(this.expiredToken);
	}

	/**
	 * Refuse something that has the shape of a token only.
	 * @return the decision
	 */
	@Benchmark
	public Decision garbageToken() {
		return decide(this.garbageToken);
	}

	/**
	 * Refuse a page of another origin.
	 * @return the decision
	 */
	@Benchmark
	public Decision badOrigin() {
		return decide(this.badOrigin);
	}

	private Decision decide(HandshakeRequest request) {
		return this.chain.evaluate(new HandshakeAttempt(request));
	}

	/**
	 * Tokens that take turns.
	 */
	@State(Scope.Benchmark)
	public static class NewTokens {

		private SampleRequest[] requests;

		private int next;

		/**
		 * Make the tokens.
		 * @param benchmark holds the issuer
		 */
		@Setup
		public void make(DecisionBenchmark benchmark) {
			this.requests = Arrays.stream(benchmark.issuer.tokens(NEW_TOKENS))
				.map((token) -> new SampleRequest(GuardedApplication.ORIGIN, token))
				.toArray(SampleRequest[]::new);
		}

		SampleRequest next() {
			this.next = (this.next + 1) & (NEW_TOKENS - 1);
			return this.requests[this.next];
		}

	}

}
