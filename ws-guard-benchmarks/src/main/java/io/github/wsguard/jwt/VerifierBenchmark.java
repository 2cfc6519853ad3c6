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
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.benchmarks.SampleIssuer;
import io.github.wsguard.benchmarks.SampleRequest;
import io.github.wsguard.decision.Verification;

/**
 * What does it cost to verify a token that nobody has seen before, over its signature
 * alone and against Spring's decoder?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
public class VerifierBenchmark {

	private static final String ISSUER = "https://issuer.example.com/realms/main";

	@Param
	private Algorithm algorithm = Algorithm.RS256;

	private String token;

	private JWSVerifier signatureVerifier;

	private JWSHeader header;

	private byte[] signingInput;

	private Base64URL signature;

	private JwtVerifier verifier;

	private NimbusJwtDecoder decoder;

	/**
	 * Make a token and let each contender verify it.
	 * @throws JOSEException if the library does not know the algorithm
	 * @throws ParseException never: the token is good
	 */
	@Setup
	public void prepare() throws JOSEException, ParseException {
		SampleIssuer issuer = SampleIssuer.create(ISSUER, this.algorithm);
		this.token = issuer.token();
		SignedJWT jwt = SignedJWT.parse(this.token);
		this.header = jwt.getHeader();
		this.signingInput = jwt.getSigningInput();
		this.signature = jwt.getSignature();
		this.signatureVerifier = new Ed25519Verifiers().createJWSVerifier(this.header, issuer.verificationKey());
		this.verifier = verifier(issuer);
		this.decoder = decoder(issuer);
		if (!signatureAlone() || !(guard() instanceof Verification.Verified)) {
			throw new IllegalStateException("A good token was refused");
		}
		springDecoder();
	}

	private static JwtVerifier verifier(SampleIssuer issuer) {
		KeySource keys = KeySource.jwkSet(issuer.keys().toString(false).getBytes(StandardCharsets.UTF_8));
		IssuerSettings settings = new IssuerSettings("main", issuer.name(), keys, Set.of(SampleIssuer.AUDIENCE), false,
				Set.of(issuer.algorithm().jws().getName()), Set.of("JWT"), "sub", "", null, "SCOPE_");
		return new JwtVerifier(List.of(settings), Duration.ofSeconds(30), Duration.ofDays(31), Clock.systemUTC());
	}

	private static NimbusJwtDecoder decoder(SampleIssuer issuer) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSVerifierFactory(new Ed25519Verifiers());
		processor.setJWTClaimsSetVerifier((claims, context) -> {
		});
		switch (issuer.algorithm()) {
			case RS256, ES256 -> processor.setJWSKeySelector(
					new JWSVerificationKeySelector<>(issuer.algorithm().jws(), new ImmutableJWKSet<>(issuer.keys())));
			case HS256, EDDSA -> processor.setJWSKeySelector((header, context) -> List.of(issuer.verificationKey()));
		}
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
		decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(
				List.of(new JwtIssuerValidator(issuer.name()), new JwtAudienceValidator(SampleIssuer.AUDIENCE))));
		return decoder;
	}

	/**
	 * Verify the signature of a token that is parsed already.
	 * @return whether it stands
	 * @throws JOSEException never: the key fits
	 */
	@Benchmark
	public boolean signatureAlone() throws JOSEException {
		return this.signatureVerifier.verify(this.header, this.signingInput, this.signature);
	}

	/**
	 * Verify the token as the guard does.
	 * @return the principal
	 */
	@Benchmark
	public Verification guard() {
		return this.verifier.verify(this.token, SampleRequest.CLIENT);
	}

	/**
	 * Verify the token as a resource server of Spring Security does.
	 * @return the claims
	 */
	@Benchmark
	public Jwt springDecoder() {
		return this.decoder.decode(this.token);
	}

}
