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

package io.github.wsguard.jwt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.benchmarks.SampleIssuer;
import io.github.wsguard.benchmarks.SampleRequest;
import io.github.wsguard.decision.Verification;

/**
 * Does a token cost more where there are a thousand issuers? Asked by HMAC, beside which
 * any search would show.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
public class IssuersBenchmark {

	private static final int MANY = 1000;

	private JwtVerifier one;

	private JwtVerifier many;

	private String firstToken;

	private String lastToken;

	/**
	 * Create the issuers. The first has no prefix for its principals, as one may.
	 */
	@Setup
	public void prepare() {
		List<SampleIssuer> issuers = IntStream.range(0, MANY)
			.mapToObj((number) -> SampleIssuer.create("https://issuer-" + number + ".example.com", Algorithm.HS256))
			.toList();
		List<IssuerSettings> settings = IntStream.range(0, MANY)
			.mapToObj((number) -> settings(issuers.get(number), (number > 0) ? "tenant-" + number + ":" : ""))
			.toList();
		this.one = verifier(settings.subList(MANY - 1, MANY));
		this.many = verifier(settings);
		this.firstToken = issuers.get(0).token();
		this.lastToken = issuers.get(MANY - 1).token();
		requireVerified(oneIssuer());
		requireVerified(thousandIssuers());
		requireVerified(thousandIssuersNoPrefix());
	}

	private static IssuerSettings settings(SampleIssuer issuer, String prefix) {
		KeySource keys = KeySource.jwkSet(issuer.keys().toString(false).getBytes(StandardCharsets.UTF_8));
		return new IssuerSettings(issuer.name(), issuer.name(), keys, Set.of(SampleIssuer.AUDIENCE), false,
				Set.of("HS256"), Set.of("JWT"), "sub", prefix, null, "SCOPE_");
	}

	private static JwtVerifier verifier(List<IssuerSettings> settings) {
		return new JwtVerifier(settings, Duration.ofSeconds(30), Duration.ofDays(31), Clock.systemUTC());
	}

	private static void requireVerified(Verification verification) {
		if (!(verification instanceof Verification.Verified)) {
			throw new IllegalStateException("A good token was refused");
		}
	}

	/**
	 * Verify a token of the only issuer.
	 * @return the principal
	 */
	@Benchmark
	public Verification oneIssuer() {
		return this.one.verify(this.lastToken, SampleRequest.CLIENT);
	}

	/**
	 * Verify a token of the last of a thousand issuers.
	 * @return the principal
	 */
	@Benchmark
	public Verification thousandIssuers() {
		return this.many.verify(this.lastToken, SampleRequest.CLIENT);
	}

	/**
	 * Verify a token of the one among a thousand issuers whose principals have no prefix.
	 * @return the principal
	 */
	@Benchmark
	public Verification thousandIssuersNoPrefix() {
		return this.many.verify(this.firstToken, SampleRequest.CLIENT);
	}

}
