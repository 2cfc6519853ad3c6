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

package io.github.wsguard.sample.order;

import java.util.Map;

import org.springframework.web.socket.WebSocketSession;

/**
 * What the application knows about the person behind a session.
 *
 * @param user the name of the verified principal
 * @param displayName the name to show to others
 * @param tenant the customer whose user it is
 */
public record Member(String user, String displayName, String tenant) {

	private static final String ATTRIBUTE = Member.class.getName();

	/**
	 * Return the member that an interceptor put into the attributes of the session.
	 * @param session the session
	 * @return the member
	 */
	public static Member of(WebSocketSession session) {
		if (session.getAttributes().get(ATTRIBUTE) instanceof Member member) {
			return member;
		}
		throw new IllegalStateException("No interceptor has put a member into the session");
	}

	void putInto(Map<String, Object> attributes) {
		attributes.put(ATTRIBUTE, this);
	}

}
