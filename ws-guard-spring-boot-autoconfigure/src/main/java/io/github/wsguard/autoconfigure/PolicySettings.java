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
 * Lists what holds at an endpoint, property by property, and where it was set. Whose
 * pages, hosts and addresses count, and which values of claims, is for the owner only.
 */
final class PolicySettings {

	private final ResolvedPolicy policy;

	private final PropertySources sources;

	private final List<Setting> settings = new ArrayList<>();

	private PolicySettings(ResolvedPolicy policy, PropertySources sources) {
		this.policy = policy;
		this.sources = sources;
	}

	static List<Setting> of(ResolvedPolicy policy, PropertySources sources) {
		return new PolicySettings(policy, sources).list();
	}

	private List<Setting> list() {
		if (this.policy.path() != null) {
			own("path", this.policy.path(), Visibility.OPEN);
			own("enabled", this.policy.enabled(), Visibility.OPEN);
		}
		inherited("mode", this.policy.mode());
		addOrigin(this.policy.origin());
		inherited("network.allowed", this.policy.network().allowed(), Visibility.HIDDEN);
		inherited("network.denied", this.policy.network().denied(), Visibility.HIDDEN);
		inherited("require-tls", this.policy.requireTls());
		addToken(this.policy.token());
		inherited("rejection.detail", this.policy.rejection().detail());
		inherited("rejection.type-base-uri", this.policy.rejection().typeBaseUri());
		inherited("rejection.delivery", this.policy.rejection().delivery());
		if (this.policy.path() != null) {
			own("issuers", this.policy.issuers(), Visibility.OPEN);
			own("require.scopes", this.policy.require().scopes(), Visibility.OPEN);
			own("require.authorities", this.policy.require().authorities(), Visibility.OPEN);
			own("require.claims", this.policy.require().claims(), Visibility.HIDDEN);
			own("require.authenticated", this.policy.require().authenticated(), Visibility.OPEN);
		}
		return List.copyOf(this.settings);
	}

	private void addOrigin(WsGuardProperties.Origin origin) {
		inherited("origin.allowed", origin.allowed(), Visibility.HIDDEN);
		inherited("origin.allow-any", origin.allowAny());
		inherited("origin.allow-null", origin.allowNull());
		inherited("origin.same-origin", origin.sameOrigin());
		inherited("origin.missing", origin.missing());
		inherited("origin.registered-in-code", origin.registeredInCode());
	}

	private void addToken(WsGuardProperties.Token token) {
		inherited("token.required", token.required());
		inherited("token.sources", token.sources());
		inherited("token.query-parameter", token.queryParameter());
		inherited("token.cookie-name", token.cookieName());
		inherited("token.subprotocol-marker", token.subprotocolMarker());
		inherited("token.max-size", token.maxSize());
		inherited("token.hide", token.hide());
	}

	private void inherited(String name, Object value) {
		inherited(name, value, Visibility.OPEN);
	}

	private void inherited(String name, Object value, Visibility visibility) {
		PropertyName general = PropertyName.ROOT.property(name);
		PropertyName own = own(name);
		add(name, value, visibility, (own != null) ? this.sources.of(own, general) : this.sources.of(general));
	}

	private void own(String name, Object value, Visibility visibility) {
		add(name, value, visibility, this.sources.of(Objects.requireNonNull(own(name))));
	}

	private @Nullable PropertyName own(String name) {
		return (this.policy.name() != null)
				? PropertyName.ROOT.property("endpoints").named(this.policy.name()).property(name) : null;
	}

	private void add(String name, Object value, Visibility visibility, String source) {
		this.settings.add(new Setting(name, SettingValue.of(value), visibility, source));
	}

}
