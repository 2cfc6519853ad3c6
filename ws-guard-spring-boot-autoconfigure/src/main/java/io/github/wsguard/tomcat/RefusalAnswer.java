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

package io.github.wsguard.tomcat;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.Rejection;

/**
 * Answers a request that Tomcat refused.
 */
@FunctionalInterface
public interface RefusalAnswer {

	/**
	 * Write a refusal and report it.
	 * @param request the refused request, which may be broken
	 * @param response a response that is not committed
	 * @param rejection why
	 * @param status the HTTP status
	 * @throws IOException if the client has gone
	 */
	void refuse(HttpServletRequest request, HttpServletResponse response, Rejection rejection, int status)
			throws IOException;

}
