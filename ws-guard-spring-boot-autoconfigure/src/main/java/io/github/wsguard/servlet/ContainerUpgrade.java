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

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;

import io.github.wsguard.connection.Admission;

/**
 * Upgrades a request so that the guard follows the connection where the container hands
 * it to the application by itself.
 */
public interface ContainerUpgrade {

	/**
	 * Follows nothing.
	 */
	ContainerUpgrade NONE = new ContainerUpgrade() {

		@Override
		public boolean follows(Class<? extends HttpUpgradeHandler> handlerClass) {
			return false;
		}

		@Override
		public <T extends HttpUpgradeHandler> T upgrade(HttpServletRequest request, Class<T> handlerClass,
				Admission admission, boolean handedOver) {
			throw new IllegalStateException("No connection of this container can be followed");
		}

	};

	/**
	 * Return whether the connections of a handler can be followed.
	 * @param handlerClass the handler that the container upgrades with
	 * @return {@code false} if the request has to be upgraded as it is
	 */
	boolean follows(Class<? extends HttpUpgradeHandler> handlerClass);

	/**
	 * Upgrade a request.
	 * @param <T> the type of the handler
	 * @param request the request
	 * @param handlerClass the handler that the container upgrades with
	 * @param admission what the handshake leaves to its connection
	 * @param handedOver whether a handler of Spring's is expected to follow the
	 * connection, which has to be followed all the same if none does
	 * @return the handler
	 * @throws IOException if the container fails
	 * @throws ServletException if the container fails
	 */
	<T extends HttpUpgradeHandler> T upgrade(HttpServletRequest request, Class<T> handlerClass, Admission admission,
			boolean handedOver) throws IOException, ServletException;

}
