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
import java.util.Optional;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Valve of a host that answers what Tomcat refused by itself. Such a request comes in
 * with the error already set, or leaves without ever having met a context; everything
 * else has reached the application and is left alone.
 */
final class ContainerErrorValve extends ValveBase {

	private final RefusalAnswer answer;

	ContainerErrorValve(RefusalAnswer answer) {
		super(true);
		this.answer = answer;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// An asynchronous request that is in error comes by again for its error page
		if (response.isErrorReportRequired() && !request.isAsync()) {
			Optional<RefusedRequest.Refusal> refusal = new RefusedRequest(request, response).explain();
			if (refusal.isPresent()) {
				answer(request, response, refusal.get());
				return;
			}
		}
		getNext().invoke(request, response);
		if (request.getContext() == null && response.isErrorReportRequired() && !response.isCommitted()) {
			Optional<RefusedRequest.Refusal> refusal = new RefusedRequest(request, response).explainMissingContext();
			if (refusal.isPresent()) {
				answer(request, response, refusal.get());
			}
		}
	}

	private void answer(Request request, Response response, RefusedRequest.Refusal refusal) throws IOException {
		response.setErrorReported();
		// Suspended by sendError, which is how the container refuses
		response.setSuspended(false);
		if (refusal.status() != response.getStatus()) {
			// Tomcat closes by status, and had chosen one that does
			response.setHeader("Connection", "close");
		}
		this.answer.refuse(request, response, refusal.rejection(), refusal.status());
	}

}
