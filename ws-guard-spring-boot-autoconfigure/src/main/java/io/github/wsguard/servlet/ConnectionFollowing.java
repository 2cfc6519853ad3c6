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
 * Upgrades an admitted handshake, and has its connection followed unless a handler of
 * Spring's does.
 */
final class ConnectionFollowing {

	private final ContainerUpgrade container;

	private final Admissions admissions;

	ConnectionFollowing(ContainerUpgrade container, Admissions admissions) {
		this.container = container;
		this.admissions = admissions;
	}

	/**
	 * Return whether the connection of a handshake is, or will be, followed.
	 */
	boolean follows(Handshake handshake) {
		return handshake.isFollowed()
				|| (handshake.policy().isEnforced() && !this.container.equals(ContainerUpgrade.NONE));
	}

	/**
	 * Upgrade a handshake.
	 * @param handshake the handshake
	 * @param seen the request as the application sees it
	 * @param received the request beneath
	 * @param handlerClass the handler that the container upgrades with
	 */
	<T extends HttpUpgradeHandler> T upgrade(Handshake handshake, HttpServletRequest seen, HttpServletRequest received,
			Class<T> handlerClass) throws IOException, ServletException {
		if (!this.container.follows(handlerClass)) {
			return received.upgrade(handlerClass);
		}
		Admission admission = handshake.admission().orElse(null);
		return (admission != null) ? this.container.upgrade(received, handlerClass, admission, true)
				: this.container.upgrade(received, handlerClass, this.admissions.of(handshake, seen), false);
	}

}
