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

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CapturedResponseTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final Listener listener = new Listener();

	private final CapturedResponse captured = new CapturedResponse(this.response, new CallStack(AccessControl.NONE),
			this.listener);

	@Test
	void holdsErrorBackUntilItIsReleased() throws IOException {
		this.captured.sendError(403, "No");
		assertThat(this.captured.isCommitted()).isTrue();
		assertThat(this.captured.getStatus()).isEqualTo(403);
		assertThat(this.captured.isOnTheWire()).isFalse();
		this.captured.release();
		assertThat(this.captured.isOnTheWire()).isTrue();
		assertThat(this.response.getErrorMessage()).isEqualTo("No");
	}

	@Test
	void holdsRedirectBackUntilItIsReleased() throws IOException {
		this.captured.sendRedirect("/login");
		assertThat(this.response.getRedirectedUrl()).isNull();
		this.captured.release();
		assertThat(this.response.getRedirectedUrl()).isEqualTo("/login");
	}

	@Test
	void takesOneErrorOnly() throws IOException {
		this.captured.sendError(403);
		assertThatIllegalStateException().isThrownBy(() -> this.captured.sendError(404));
		assertThatIllegalStateException().isThrownBy(() -> this.captured.sendRedirect("/login"));
	}

	@Test
	void errorDropsBodyThatWasWritten() throws IOException {
		this.captured.getWriter().write("half an answer");
		this.captured.sendError(403);
		assertThat(this.captured.hasBodyOfApplication()).isFalse();
		assertThat(this.response.getContentAsString()).isEmpty();
	}

	@Test
	void leavesRefusalWithoutBodyOpen() throws IOException {
		this.captured.setStatus(403);
		this.captured.flushBuffer();
		assertThat(this.captured.isOnTheWire()).isFalse();
	}

	@Test
	void flushesAnswerThatIsNoRefusal() throws IOException {
		this.captured.setStatus(299);
		this.captured.flushBuffer();
		assertThat(this.captured.isOnTheWire()).isTrue();
	}

	@Test
	void leavesRefusalWithBodyOpenWhoeverFlushesIt() throws IOException {
		this.captured.setStatus(403);
		this.captured.getOutputStream().write(1);
		this.captured.getOutputStream().flush();
		this.captured.getOutputStream().close();
		this.captured.flushBuffer();
		assertThat(this.captured.isOnTheWire()).isFalse();
		assertThat(this.captured.hasBodyOfApplication()).isTrue();
	}

	@Test
	void leavesRefusalOfWriterOpenWhoeverFlushesIt() throws IOException {
		this.captured.setStatus(403);
		this.captured.getWriter().println("No");
		this.captured.getWriter().flush();
		this.captured.getWriter().close();
		assertThat(this.captured.isOnTheWire()).isFalse();
	}

	@Test
	void tellsOfRefusalBeforeItCanBeSent() throws IOException {
		this.captured.setStatus(403);
		assertThat(this.listener.refusals).isEqualTo(1);
		this.captured.getWriter().write("No");
		this.captured.getWriter().write(" way");
		assertThat(this.listener.refusals).isEqualTo(2);
	}

	@Test
	void looksCommittedOnceTheApplicationHasSentItOff() throws IOException {
		this.captured.setStatus(403);
		this.captured.getWriter().write("No");
		this.captured.flushBuffer();
		assertThat(this.captured.isCommitted()).isTrue();
		assertThat(this.captured.isOnTheWire()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> this.captured.sendError(404));
		assertThatIllegalStateException().isThrownBy(this.captured::reset);
		assertThatIllegalStateException().isThrownBy(this.captured::resetBuffer);
		this.captured.setStatus(200);
		assertThat(this.captured.getStatus()).isEqualTo(403);
		this.captured.release();
		assertThat(this.captured.isOnTheWire()).isTrue();
		assertThat(this.response.getContentAsString()).isEqualTo("No");
	}

	@Test
	void ignoresWhatFollowsAnError() throws IOException {
		this.captured.sendError(403);
		this.captured.setStatus(200);
		this.captured.getWriter().println("never mind");
		assertThat(this.captured.getStatus()).isEqualTo(403);
		assertThat(this.captured.hasBodyOfApplication()).isFalse();
		assertThat(this.response.getContentAsString()).isEmpty();
	}

	@Test
	void writerThatWroteNothingMakesNoBody() throws IOException {
		this.captured.getWriter();
		this.captured.setStatus(403);
		assertThat(this.captured.hasBodyOfApplication()).isFalse();
	}

	@Test
	void leavesRefusalOpenWhenItsWriterIsAskedForErrors() throws IOException {
		this.captured.setStatus(403);
		this.captured.getWriter().write("No");
		assertThat(this.captured.getWriter().checkError()).isFalse();
		assertThat(this.captured.isOnTheWire()).isFalse();
	}

	@Test
	void leavesAnswerInPlaceOfTheEndpointOpen() throws IOException {
		this.listener.inPlaceOfEndpoint = true;
		this.captured.getWriter().write("Welcome");
		this.captured.flushBuffer();
		assertThat(this.captured.isOnTheWire()).isFalse();
	}

	@Test
	void withdrawsWhatBelongsToTheAnswerAndKeepsTheRest() throws IOException {
		this.captured.addHeader("Set-Cookie", "JSESSIONID=1");
		this.captured.addHeader("Vary", "Origin");
		this.captured.addHeader("Vary", "Accept");
		this.captured.setStatus(403);
		this.captured.setContentType("text/plain");
		this.captured.getWriter().write("No");
		this.captured.withdraw();
		assertThat(this.response.getHeaderNames()).containsExactly("Vary");
		assertThat(this.response.getHeaders("Vary")).containsExactly("Origin", "Accept");
		assertThat(this.response.getStatus()).isEqualTo(403);
		assertThat(this.response.getContentAsString()).isEmpty();
	}

	@Test
	void givesWayToAnotherAnswerWhenDiscarded() throws IOException {
		this.captured.sendError(403, "No");
		this.captured.discard();
		this.captured.setStatus(401);
		this.captured.flushBuffer();
		assertThat(this.response.getStatus()).isEqualTo(401);
		assertThat(this.response.getErrorMessage()).isNull();
	}

	@Test
	void holdsNothingBackOnceReleased() throws IOException {
		this.captured.release();
		this.captured.sendError(503, "Later");
		assertThat(this.captured.isOnTheWire()).isTrue();
		assertThat(this.response.getErrorMessage()).isEqualTo("Later");
	}

	private static final class Listener implements CapturedResponse.Observer {

		private boolean inPlaceOfEndpoint;

		private int refusals;

		@Override
		public boolean holds(int status) {
			return status >= 300 || this.inPlaceOfEndpoint;
		}

		@Override
		public void refused(CapturedResponse captured) {
			this.refusals++;
		}

	}

}
