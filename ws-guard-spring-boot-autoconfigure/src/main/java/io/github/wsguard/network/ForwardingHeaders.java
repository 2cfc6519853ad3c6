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

package io.github.wsguard.network;

/**
 * The family of headers in which trusted proxies say how a client reached them. The other
 * family is ignored: a proxy that sets one lets a client's forgery of the other through.
 */
public enum ForwardingHeaders {

	/**
	 * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}.
	 */
	X_FORWARDED,

	/**
	 * {@code Forwarded}, as RFC 7239 defines it.
	 */
	FORWARDED

}
