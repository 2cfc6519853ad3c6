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

package io.github.wsguard.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.Rejection;

/**
 * Delivers a refusal as the close code of a connection that is opened for nothing else.
 */
@FunctionalInterface
public interface CloseDelivery {

	/**
	 * Delivers nothing this way.
	 */
	CloseDelivery NONE = (request, response, rejection, client, offer, sockJs) -> false;

	/**
	 * Deliver a refusal.
	 * @param request the handshake
	 * @param response the response, of which nothing is written yet
	 * @param rejection why it is refused
	 * @param client the client
	 * @param offer the request as the checks saw it
	 * @param sockJs whether the client expects frames of SockJS
	 * @return {@code false} if the response is as it was and has to be written
	 */
	boolean deliver(HttpServletRequest request, HttpServletResponse response, Rejection rejection,
			ClientConnection client, HandshakeRequest offer, boolean sockJs);

}
