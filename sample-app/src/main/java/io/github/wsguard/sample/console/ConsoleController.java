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

package io.github.wsguard.sample.console;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import io.github.wsguard.sample.mistake.Mistake;

/**
 * Tells the page what the server said of its handshake. A browser learns nothing of a
 * refusal but "1006", and the page cannot ask again: {@code fetch} may not send the
 * headers of an upgrade.
 */
@RestController
class ConsoleController {

	private final HandshakeLog log;

	private final List<Mistake> mistakes;

	ConsoleController(HandshakeLog log, ObjectProvider<Mistake> mistakes) {
		this.log = log;
		this.mistakes = mistakes.orderedStream().toList();
	}

	@GetMapping("/console/mistakes")
	List<Mistake> mistakes() {
		return this.mistakes;
	}

	@GetMapping("/console/handshakes/{key}")
	ResponseEntity<HandshakeView> handshake(@PathVariable String key) {
		return this.log.find(key)
			.map((view) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view))
			.orElseGet(() -> ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
	}

}
