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

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds everything that is wrong with a token, by the words of RFC 7515 4, 5.2 and 7.1,
 * RFC 7519 4.1 and 7.2, RFC 7797 3 and the documentation of {@code ws-guard.jwt}. Nothing
 * is shared with the guard: Jackson reads the JSON and the JDK verifies.
 *
 * <p>
 * Where the RFC leaves a choice: a claim that is {@code null} counts as absent, unless it
 * has to be a date; a number is what IEEE 754 makes of it (RFC 8259 6) and has to be
 * finite; nesting ends at 255.
 */
final class JwtReference {

	static final long NOW = 1_900_000_000L;

	static final int SKEW = 30;

	static final int MAX_SIZE = 8192;

	static final int MAX_LIFETIME = 31 * 24 * 3600;

	private static final BigDecimal YEAR_10000 = new BigDecimal(253_402_300_800L);

	private final JsonMapper json = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(255).maxNumberLength(100_000).build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final JoseKeys keys;

	JwtReference(JoseKeys keys) {
		this.keys = keys;
	}

	/**
	 * An issuer as far as tokens of it differ.
	 *
	 * @param iss what its tokens say
	 * @param algorithms what they are signed with
	 * @param audiences whom they are for, empty if that does not matter
	 * @param types what they may call themselves
	 * @param principal the claim with the name
	 * @param authorities the claims that may hold the authorities, the first that is
	 * there
	 */
	record Trusted(String iss, List<String> algorithms, List<String> audiences, List<String> types, String principal,
			List<String> authorities) {

	}

	static final List<Trusted> ISSUERS = List.of(
			new Trusted("https://a.example", List.of("RS256", "ES256", "EdDSA"), List.of("ws", "api"),
					List.of("jwt", "at+jwt"), "sub", List.of("scope", "scp")),
			new Trusted("https://b.example", List.of("HS256"), List.of(), List.of("jwt", "x/y"), "email",
					List.of("roles")));

	/**
	 * What a token comes to: faults, or whom it speaks for.
	 */
	record Finding(Set<String> faults, String principal) {

	}

	Finding examine(String token) {
		List<String> parts = Arrays.asList(token.split("\\.", -1));
		if (token.length() > MAX_SIZE) {
			return fault("TOKEN_TOO_LARGE");
		}
		if (parts.size() != 3) {
			return new Finding(Set.of("TOKEN_MALFORMED", "TOKEN_ENCODING"), "");
		}
		// The grammar of tokens has a reference of its own, which tells these two apart
		if (!parts.stream().allMatch(JwtReference::isCanonical) || parts.get(0).isEmpty() || parts.get(1).isEmpty()) {
			return new Finding(Set.of("TOKEN_MALFORMED", "TOKEN_ENCODING"), "");
		}
		Optional<JsonNode> header = object(parts.get(0));
		Optional<JsonNode> claims = object(parts.get(1));
		if (header.isEmpty() || !header.get().path("alg").isString()) {
			return fault("TOKEN_MALFORMED");
		}
		Set<String> faults = new HashSet<>();
		addIf(isExtended(header.get()), "TOKEN_MALFORMED", faults);
		addIf(isMistyped(header.get().path("kid")), "TOKEN_MALFORMED", faults);
		addIf(isMistyped(header.get().path("typ")), "TOKEN_MALFORMED", faults);
		String algorithm = header.get().path("alg").stringValue();
		addIf(ISSUERS.stream().noneMatch((issuer) -> issuer.algorithms().contains(algorithm)), "TOKEN_ALG_NOT_ALLOWED",
				faults);
		if (claims.isEmpty()) {
			faults.add("TOKEN_MALFORMED");
			return new Finding(faults, "");
		}
		JsonNode iss = claims.get().path("iss");
		Optional<Trusted> issuer = ISSUERS.stream()
			.filter((candidate) -> iss.isString() && candidate.iss().equals(iss.stringValue()))
			.findFirst();
		if (issuer.isEmpty()) {
			faults.add(isAbsent(iss) ? "TOKEN_CLAIM_MISSING"
					: iss.isString() ? "TOKEN_ISSUER_INVALID" : "TOKEN_CLAIM_INVALID");
			return new Finding(faults, "");
		}
		addIf(!issuer.get().algorithms().contains(algorithm), "TOKEN_ALG_NOT_ALLOWED", faults);
		addIf(!issuer.get().types().contains(type(header.get())), "TOKEN_TYPE_INVALID", faults);
		addDates(claims.get(), faults);
		addAudience(claims.get().path("aud"), issuer.get(), faults);
		if (issuer.get().algorithms().contains(algorithm)) {
			addSignature(header.get(), algorithm, token, faults);
		}
		addPrincipal(claims.get(), issuer.get(), faults);
		return new Finding(faults, faults.isEmpty() ? principal(claims.get(), issuer.get()) : "");
	}

	private static Finding fault(String reason) {
		return new Finding(Set.of(reason), "");
	}

	private static void addIf(boolean fault, String reason, Set<String> faults) {
		if (fault) {
			faults.add(reason);
		}
	}

	// RFC 7515 2, RFC 4648 3.5
	private static boolean isCanonical(String part) {
		try {
			return part
				.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(Base64.getUrlDecoder().decode(part)));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * RFC 7515 5.2, steps 2 to 4, and RFC 7493 2: UTF-8, a JSON object, no member twice
	 * at any depth, no half of a surrogate pair.
	 */
	private Optional<JsonNode> object(String part) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(part)))
				.toString();
			JsonNode node = this.json.readTree(text);
			return (node.isObject() && isUnicode(node) && hasFiniteNumbers(node)) ? Optional.of(node)
					: Optional.empty();
		}
		catch (CharacterCodingException | JacksonException ex) {
			return Optional.empty();
		}
	}

	private static boolean isUnicode(JsonNode node) {
		return (!node.isString() || StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue()))
				&& node.propertyNames().stream().allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode)
				&& StreamSupport.stream(node.spliterator(), false).allMatch(JwtReference::isUnicode);
	}

	private static boolean hasFiniteNumbers(JsonNode node) {
		return node.isNumber() ? Double.isFinite(node.doubleValue())
				: StreamSupport.stream(node.spliterator(), false).allMatch(JwtReference::hasFiniteNumbers);
	}

	private static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

	private static boolean isMistyped(JsonNode node) {
		return !node.isMissingNode() && !node.isString();
	}

	// RFC 7515 4.1.11 and RFC 7797 3: no extension is understood here; RFC 7519 5.2: nor
	// a token
	// inside of a token
	private static boolean isExtended(JsonNode header) {
		JsonNode b64 = header.path("b64");
		boolean nested = header.path("cty").isString()
				&& header.path("cty").stringValue().matches("(?i)(application/)?jwt");
		return nested || header.has("crit") || (header.has("b64") && !(b64.isBoolean() && b64.booleanValue()));
	}

	// RFC 7515 4.1.9, RFC 7519 5.1: a media type, whose application/ may be left out
	private static String type(JsonNode header) {
		JsonNode typ = header.path("typ");
		String type = typ.isString() ? typ.stringValue().toLowerCase(Locale.ROOT) : "jwt";
		return type.matches("(?s)application/[^/]*") ? type.substring("application/".length()) : type;
	}

	private static void addDates(JsonNode claims, Set<String> faults) {
		addIf(isAbsent(claims.path("exp")), "TOKEN_CLAIM_MISSING", faults);
		for (String name : List.of("exp", "nbf", "iat")) {
			boolean absent = "exp".equals(name) ? isAbsent(claims.path(name)) : !claims.has(name);
			addIf(!absent && date(claims, name).isEmpty(), "TOKEN_CLAIM_INVALID", faults);
		}
		Optional<BigDecimal> exp = date(claims, "exp");
		Optional<BigDecimal> iat = date(claims, "iat");
		BigDecimal now = new BigDecimal(NOW);
		BigDecimal latestStart = new BigDecimal(NOW + SKEW);
		addIf(exp.isPresent() && exp.get().compareTo(new BigDecimal(NOW - SKEW)) <= 0, "TOKEN_EXPIRED", faults);
		addIf(exp.isPresent() && iat.isPresent() && exp.get().compareTo(iat.get()) <= 0, "TOKEN_CLAIM_INVALID", faults);
		addIf(Stream.of(iat, date(claims, "nbf"))
			.flatMap(Optional::stream)
			.anyMatch((date) -> date.compareTo(latestStart) > 0), "TOKEN_NOT_YET_VALID", faults);
		addIf(exp.isPresent() && exp.get().subtract(iat.orElse(now)).compareTo(new BigDecimal(MAX_LIFETIME)) > 0,
				"TOKEN_LIFETIME_TOO_LONG", faults);
	}

	private static Optional<BigDecimal> date(JsonNode claims, String name) {
		return Optional.of(claims.path(name))
			.filter(JsonNode::isNumber)
			.map((node) -> new BigDecimal(node.doubleValue()))
			.filter((seconds) -> seconds.signum() >= 0 && seconds.compareTo(YEAR_10000) < 0);
	}

	private static void addAudience(JsonNode aud, Trusted issuer, Set<String> faults) {
		if (issuer.audiences().isEmpty()) {
			return;
		}
		addIf(isAbsent(aud), "TOKEN_CLAIM_MISSING", faults);
		addIf(!isAbsent(aud) && !isStringOrStrings(aud), "TOKEN_CLAIM_INVALID", faults);
		addIf(isStringOrStrings(aud) && strings(aud).noneMatch(issuer.audiences()::contains), "TOKEN_AUDIENCE_INVALID",
				faults);
	}

	private static boolean isStringOrStrings(JsonNode node) {
		return node.isString()
				|| (node.isArray() && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isString));
	}

	private static Stream<String> strings(JsonNode node) {
		return node.isString() ? Stream.of(node.stringValue())
				: StreamSupport.stream(node.spliterator(), false).map(JsonNode::stringValue);
	}

	private void addSignature(JsonNode header, String algorithm, String token, Set<String> faults) {
		int end = token.lastIndexOf('.');
		byte[] signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
		boolean possible = switch (algorithm) {
			case "ES256", "EdDSA" -> signature.length == 64;
			case "HS256" -> signature.length == 32;
			default -> signature.length > 0;
		};
		String keyId = JoseKeys.keyId(algorithm);
		JsonNode kid = header.path("kid");
		boolean known = keyId == null || !kid.isString() || keyId.equals(kid.stringValue());
		addIf(!known, "TOKEN_KEY_UNKNOWN", faults);
		addIf(!possible || (known && !this.keys.verify(algorithm,
				token.substring(0, end).getBytes(StandardCharsets.US_ASCII), signature)), "TOKEN_SIGNATURE_INVALID",
				faults);
	}

	private static void addPrincipal(JsonNode claims, Trusted issuer, Set<String> faults) {
		JsonNode name = claims.path(issuer.principal());
		addIf(isAbsent(name), "TOKEN_CLAIM_MISSING", faults);
		addIf(!isAbsent(name) && (!name.isString() || name.stringValue().isBlank()), "TOKEN_CLAIM_INVALID", faults);
		JsonNode granted = granted(claims, issuer);
		addIf(!isAbsent(granted) && !isStringOrStrings(granted), "TOKEN_CLAIM_INVALID", faults);
	}

	private static JsonNode granted(JsonNode claims, Trusted issuer) {
		return issuer.authorities()
			.stream()
			.map(claims::path)
			.filter((node) -> !isAbsent(node))
			.findFirst()
			.orElseGet(() -> claims.path("absent"));
	}

	private static String principal(JsonNode claims, Trusted issuer) {
		JsonNode granted = granted(claims, issuer);
		Set<String> authorities = new TreeSet<>();
		if (granted.isString()) {
			// RFC 6749 3.3
			Stream.of(granted.stringValue().split(" ")).filter((word) -> !word.isEmpty()).forEach(authorities::add);
		}
		else if (granted.isArray()) {
			strings(granted).forEach(authorities::add);
		}
		return "%s of %s may %s".formatted(claims.path(issuer.principal()).stringValue(), issuer.iss(), authorities);
	}

}
