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

package io.github.wsguard.token;

/**
 * What the tokens of a verifier look like.
 */
public enum TokenForm {

	/**
	 * A JWS in compact form (RFC 7515 7.1), that is three parts in base64url without
	 * padding, blanks or unused bits. Stricter than the decoders behind it, so that one
	 * token has one spelling. The signature may be empty: only who reads the header can
	 * tell an unsigned token from a damaged one.
	 */
	SIGNED_JWT,

	/**
	 * Whatever a bearer token may be (RFC 6750 2.1): letters, digits and {@code -._~+/},
	 * with equals signs at the end. A signed JWT is one, too.
	 */
	OPAQUE

}
