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

package io.github.wsguard.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.core.io.Resource;

import io.github.wsguard.jwt.IssuerSettings;
import io.github.wsguard.jwt.KeySource;
import io.github.wsguard.jwt.RemoteKeySets;
import io.github.wsguard.jwt.RemoteKeySettings;

/**
 * Makes the settings of issuers from properties that were judged, and judges what shows
 * only now: the keys themselves, and the algorithms that they are for.
 */
final class IssuerSettingsFactory {

	private static final String BASE64 = "base64:";

	private static final int SHORTEST_SECRET = 32;

	private final RemoteKeySets keySets;

	IssuerSettingsFactory(RemoteKeySets keySets) {
		this.keySets = keySets;
	}

	/**
	 * Make the settings of one issuer.
	 * @param name the name of the issuer
	 * @param issuer its properties
	 * @return the settings
	 * @throws InvalidPropertyException if a key cannot be read or does not fit
	 */
	IssuerSettings create(String name, JwtProperties.Issuer issuer) {
		PropertyName scope = PropertyName.ROOT.property("jwt.issuers").named(name);
		KeySource keys = keys(name, scope, issuer);
		PropertyName algorithms = scope.property("jws-algorithms");
		return algorithms.make(() -> new IssuerSettings(name, issuer.issuerUri(), keys,
				Set.copyOf(Objects.requireNonNullElse(issuer.audiences(), List.of())), issuer.acceptAnyAudience(),
				algorithms(issuer), new LinkedHashSet<>(issuer.types()), issuer.principalClaimName(),
				issuer.principalPrefix(), issuer.authoritiesClaimName(), issuer.authorityPrefix()),
				"Set '%s' to what the issuer signs with and its key fits, such as RS256, ES256 or EdDSA, or HS256 with a secret."
					.formatted(algorithms));
	}

	private static Set<String> algorithms(JwtProperties.Issuer issuer) {
		if (issuer.jwsAlgorithms() != null) {
			return new LinkedHashSet<>(issuer.jwsAlgorithms());
		}
		return Set.of((issuer.secret() != null) ? "HS256" : "RS256");
	}

	private KeySource keys(String name, PropertyName scope, JwtProperties.Issuer issuer) {
		if (issuer.secret() != null) {
			return secret(scope.property("secret"), issuer.secret());
		}
		if (issuer.publicKeyLocation() != null) {
			return publicKey(scope.property("public-key-location"), issuer.publicKeyLocation());
		}
		if (issuer.jwkSetLocation() != null) {
			return jwkSet(scope.property("jwk-set-location"), issuer.jwkSetLocation());
		}
		if (issuer.jwkSetUri() != null) {
			return remoteJwkSet(name, scope.property("jwk-set-uri"), issuer);
		}
		return discovery(name, scope.property("issuer-uri"), issuer);
	}

	private static KeySource secret(PropertyName name, String secret) {
		String remedy = "Set '%s' to at least %s random bytes, such as base64: and the output of openssl rand -base64 64."
			.formatted(name, SHORTEST_SECRET);
		byte[] bytes = name.make(() -> decode(secret), remedy);
		return name.make(() -> KeySource.secret(bytes), remedy);
	}

	private static byte[] decode(String secret) {
		if (!secret.startsWith(BASE64)) {
			return secret.getBytes(StandardCharsets.UTF_8);
		}
		try {
			return Base64.getDecoder().decode(secret.substring(BASE64.length()).strip());
		}
		catch (IllegalArgumentException ex) {
			// The decoder quotes the character that it stumbles over
			throw new IllegalArgumentException("what follows base64: is not base64");
		}
	}

	private static KeySource publicKey(PropertyName name, Resource location) {
		byte[] pem = read(name, location);
		return name.make(() -> KeySource.publicKey(pem),
				"Set '%s' to a file that starts with -----BEGIN PUBLIC KEY-----, such as classpath:issuer.pem."
					.formatted(name));
	}

	private static KeySource jwkSet(PropertyName name, Resource location) {
		byte[] json = read(name, location);
		return name.make(() -> KeySource.jwkSet(json),
				"Set '%s' to a file with a JWK set, such as classpath:jwks.json that holds {\"keys\":[...]}."
					.formatted(name));
	}

	private static byte[] read(PropertyName name, Resource location) {
		try {
			return location.getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new InvalidPropertyException(name.value(), location.getDescription() + " cannot be read",
					"Set '%s' to a readable file, such as classpath:keys or file:/etc/ws-guard/keys.".formatted(name),
					ex);
		}
	}

	private KeySource remoteJwkSet(String issuerName, PropertyName name, JwtProperties.Issuer issuer) {
		String uri = Objects.requireNonNull(issuer.jwkSetUri());
		return name.make(() -> this.keySets.jwkSet(issuerName, URI.create(uri), remote(issuer.keys())),
				"Set '%s' to a URL such as https://login.example.com/jwks.json.".formatted(name));
	}

	private KeySource discovery(String issuerName, PropertyName name, JwtProperties.Issuer issuer) {
		String uri = Objects.requireNonNull(issuer.issuerUri());
		return name.make(() -> this.keySets.discovery(issuerName, uri, remote(issuer.keys())),
				"Set '%s' to a URL such as https://login.example.com.".formatted(name));
	}

	private static RemoteKeySettings remote(JwtProperties.Keys keys) {
		return new RemoteKeySettings(keys.refreshInterval(), keys.refreshAhead(), keys.outageTolerance(),
				keys.connectTimeout(), keys.readTimeout(), (int) keys.maxSize().toBytes(), keys.unknownKeyInterval());
	}

}
