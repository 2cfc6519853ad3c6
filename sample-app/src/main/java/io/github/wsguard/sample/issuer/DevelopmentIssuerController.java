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

package io.github.wsguard.sample.issuer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The issuer's key set, and a counter that hands out tokens without asking who you are.
 * Nothing like it belongs into an application that is reachable by anybody else.
 */
@RestController
@RequestMapping("/dev")
class DevelopmentIssuerController {

	private final DevelopmentIssuer issuer;

	DevelopmentIssuerController(DevelopmentIssuer issuer) {
		this.issuer = issuer;
	}

	@GetMapping("/issuer/jwks")
	Map<String, Object> keySet() {
		return this.issuer.keySet().toJSONObject();
	}

	@GetMapping("/token-kinds")
	List<Map<String, String>> kinds() {
		return Arrays.stream(TokenKind.values())
			.map((kind) -> Map.of("value", kind.value(), "label", kind.label()))
			.toList();
	}

	@GetMapping("/tokens")
	ResponseEntity<Map<String, Object>> token(@RequestParam String kind) {
		TokenKind known = Arrays.stream(TokenKind.values())
			.filter((candidate) -> candidate.value().equals(kind))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "No such kind of token"));
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(Map.of("kind", kind, "token", this.issuer.issue(known), "expiresIn",
					this.issuer.expiresIn(known).toSeconds()));
	}

}
