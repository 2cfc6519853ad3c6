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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

import io.github.wsguard.jwt.KeySetFetch;
import io.github.wsguard.jwt.KeySetListener;
import io.github.wsguard.observation.KeysRotated;

/**
 * Tells operators and the application what becomes of the keys of issuers. A line is
 * written when something changes, and now and then while an issuer stays away.
 */
final class KeySetReporter implements KeySetListener {

	private static final Logger logger = LoggerFactory.getLogger("io.github.wsguard.keys");

	// With the longest pause between attempts a line in ten minutes
	private static final int REMINDER = 20;

	private final ApplicationEventPublisher events;

	KeySetReporter(ApplicationEventPublisher events) {
		this.events = events;
	}

	@Override
	public void fetched(KeySetFetch fetch) {
		if (fetch.failure() != null) {
			reportFailure(fetch);
			return;
		}
		if (fetch.first() || fetch.failures() > 0) {
			logger.info("Fetched the keys of issuer {}: {} in use", fetch.issuer(), fetch.keys());
		}
		if (!fetch.faults().isEmpty()) {
			logger.warn("Issuer {} publishes keys that are skipped: {}", fetch.issuer(),
					String.join(", ", fetch.faults()));
		}
		if (!fetch.first() && fetch.added() + fetch.removed() > 0) {
			logger.info("The keys of issuer {} have changed: {} new, {} gone, {} in use", fetch.issuer(), fetch.added(),
					fetch.removed(), fetch.keys());
			this.events.publishEvent(new KeysRotated(fetch.issuer(), fetch.added(), fetch.removed()));
		}
	}

	private static void reportFailure(KeySetFetch fetch) {
		if (fetch.failures() == 1 || fetch.failures() % REMINDER == 0) {
			logger.warn("The keys of issuer {} cannot be fetched ({} of them are kept; attempt {}): {}", fetch.issuer(),
					fetch.keys(), fetch.failures(), fetch.failure());
		}
	}

}
