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

package io.github.wsguard.websocket;

import java.util.HashMap;
import java.util.Map;

import jakarta.websocket.Session;
import org.apache.tomcat.websocket.Constants;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ClosingTests {

	private final Map<String, Object> properties = new HashMap<>();

	private final Session session = mock(Session.class);

	@Test
	void pauseOfTheServerDoesNotKeepItsReasonFromTheClient() {
		given(this.session.getUserProperties()).willReturn(this.properties);
		Closing.hurry(this.session);
		assertThat(this.properties).containsEntry(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY, 1000L);
	}

	@Test
	void clientThatNeitherReadsNorAnswersIsNotWaitedForForLong() {
		given(this.session.getUserProperties()).willReturn(this.properties);
		Closing.hurry(this.session);
		assertThat(this.properties).containsEntry(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, 3000L)
			.containsEntry(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, 5000L);
	}

	@Test
	void sessionThatIsClosedNeedsNoHurry() {
		given(this.session.getUserProperties()).willThrow(new IllegalStateException("closed"));
		Closing.hurry(this.session);
		assertThat(this.properties).isEmpty();
	}

}
