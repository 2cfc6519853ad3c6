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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.actuate.GuardDescription.Setting;
import io.github.wsguard.actuate.GuardDescription.Setting.Visibility;

/**
 * Lists what holds for the tokens of an issuer. Of keys it says where they come from, and
 * nothing else.
 */
final class IssuerDescription {

	private final PropertyName scope;

	private final JwtProperties.Issuer issuer;

	private final PropertySources sources;

	private final List<Setting> settings = new ArrayList<>();

	private IssuerDescription(String name, JwtProperties.Issuer issuer, PropertySources sources) {
		this.scope = PropertyName.ROOT.property("jwt.issuers").named(name);
		this.issuer = issuer;
		this.sources = sources;
	}

	static List<Setting> of(String name, JwtProperties.Issuer issuer, PropertySources sources) {
		return new IssuerDescription(name, issuer, sources).list();
	}

	private List<Setting> list() {
		if (this.issuer.issuerUri() != null) {
			add("issuer-uri", SettingValue.uri(this.issuer.issuerUri()));
		}
		addKeys();
		add("audiences", orEmpty(this.issuer.audiences()));
		add("accept-any-audience", this.issuer.acceptAnyAudience());
		add("jws-algorithms", (this.issuer.jwsAlgorithms() != null) ? this.issuer.jwsAlgorithms()
				: List.of((this.issuer.secret() != null) ? "HS256" : "RS256"));
		add("types", this.issuer.types());
		add("principal-claim-name", this.issuer.principalClaimName());
		add("principal-prefix", this.issuer.principalPrefix());
		add("authorities-claim-name", Objects.requireNonNullElse(this.issuer.authoritiesClaimName(), "scope, scp"));
		add("authority-prefix", this.issuer.authorityPrefix());
		addFetching(this.issuer.keys());
		return List.copyOf(this.settings);
	}

	private void addKeys() {
		if (this.issuer.secret() != null) {
			keysFrom("secret");
		}
		else if (this.issuer.publicKeyLocation() != null) {
			keysFrom("public-key-location");
			add("public-key-location", SettingValue.location(this.issuer.publicKeyLocation()));
		}
		else if (this.issuer.jwkSetLocation() != null) {
			keysFrom("jwk-set-location");
			add("jwk-set-location", SettingValue.location(this.issuer.jwkSetLocation()));
		}
		else if (this.issuer.jwkSetUri() != null) {
			keysFrom("jwk-set-uri");
			add("jwk-set-uri", SettingValue.uri(this.issuer.jwkSetUri()));
		}
		else {
			keysFrom("issuer-uri");
		}
	}

	private void keysFrom(String property) {
		this.settings
			.add(new Setting("keys", property, Visibility.OPEN, this.sources.of(this.scope.property(property))));
	}

	private void addFetching(JwtProperties.Keys keys) {
		if (this.issuer.secret() != null || this.issuer.publicKeyLocation() != null
				|| this.issuer.jwkSetLocation() != null) {
			return;
		}
		add("keys.refresh-interval", keys.refreshInterval());
		add("keys.refresh-ahead", keys.refreshAhead());
		add("keys.outage-tolerance", keys.outageTolerance());
		add("keys.connect-timeout", keys.connectTimeout());
		add("keys.read-timeout", keys.readTimeout());
		add("keys.max-size", keys.maxSize());
		add("keys.unknown-key-interval", keys.unknownKeyInterval());
	}

	private static List<String> orEmpty(@Nullable List<String> list) {
		return (list != null) ? list : List.of();
	}

	private void add(String name, Object value) {
		this.settings.add(
				new Setting(name, SettingValue.of(value), Visibility.OPEN, this.sources.of(this.scope.property(name))));
	}

}
