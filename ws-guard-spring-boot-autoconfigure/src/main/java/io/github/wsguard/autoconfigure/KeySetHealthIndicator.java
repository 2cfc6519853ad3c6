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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.github.wsguard.jwt.KeySetStatus;

/**
 * Says of each issuer that publishes its keys whether they are at hand. Down is an
 * application that has no keys of any of them: the trouble of one issuer among others is
 * no reason to take the application out.
 */
final class KeySetHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<List<KeySetStatus>> statuses;

	KeySetHealthIndicator(Supplier<List<KeySetStatus>> statuses) {
		this.statuses = statuses;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<KeySetStatus> statuses = this.statuses.get();
		boolean up = statuses.isEmpty() || statuses.stream().anyMatch(KeySetStatus::usable);
		builder.status(up ? "UP" : "DOWN");
		statuses.forEach((status) -> builder.withDetail(status.issuer(), details(status)));
	}

	private static Map<String, Object> details(KeySetStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("usable", status.usable());
		details.put("keys", status.keys());
		if (status.fetchedAt() != null) {
			details.put("fetchedAt", status.fetchedAt().toString());
		}
		if (status.failure() != null) {
			details.put("failures", status.failures());
			details.put("failure", status.failure());
		}
		return details;
	}

}
