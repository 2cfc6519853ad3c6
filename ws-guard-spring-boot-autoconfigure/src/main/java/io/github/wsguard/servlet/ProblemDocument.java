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

import java.nio.charset.StandardCharsets;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionDetail;

/**
 * A problem document (RFC 9457) about a refusal, written down to the last letter but for
 * the identifier.
 */
final class ProblemDocument {

	private final byte[] beforeInstance;

	private final byte[] beforeId;

	private ProblemDocument(byte[] beforeInstance, byte[] beforeId) {
		this.beforeInstance = beforeInstance;
		this.beforeId = beforeId;
	}

	/**
	 * Write the document of a refusal.
	 * @param rejection why
	 * @param status the status
	 * @param detail how much the client is told
	 * @param typeBaseUri prefix of the problem type; the anchor of the reason follows
	 */
	static ProblemDocument of(Rejection rejection, int status, RejectionDetail detail, String typeBaseUri) {
		StringBuilder start = new StringBuilder(256).append('{');
		if (detail != RejectionDetail.NONE) {
			member(start, "type", typeBaseUri + rejection.reason().anchor());
			member(start, "title", rejection.reason().title());
		}
		start.append("\"status\":").append(status).append(",\"instance\":\"urn:uuid:");
		StringBuilder middle = new StringBuilder(256).append("\",");
		if (detail != RejectionDetail.NONE) {
			member(middle, "reason", rejection.reason().name());
			member(middle, "layer", rejection.layer().value());
			member(middle, "retry", rejection.retry().value());
		}
		if (detail == RejectionDetail.FULL) {
			member(middle, "detail", rejection.detail());
			member(middle, "hint", rejection.hint());
		}
		middle.append("\"id\":\"");
		return new ProblemDocument(ascii(start.toString()), ascii(middle.toString()));
	}

	private static void member(StringBuilder json, String name, String value) {
		json.append('"').append(name).append("\":\"");
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			}
			else if (c < 0x20 || c >= 0x7f || c == '<' || c == '>' || c == '&') {
				json.append(String.format("\\u%04x", (int) c));
			}
			else {
				json.append(c);
			}
		}
		json.append("\",");
	}

	/**
	 * Complete the document.
	 * @param id the identifier of the refusal, ASCII
	 * @return the document
	 */
	byte[] about(String id) {
		byte[] identifier = ascii(id);
		byte[] document = new byte[this.beforeInstance.length + this.beforeId.length + 2 * identifier.length + 2];
		int end = append(document, 0, this.beforeInstance);
		end = append(document, end, identifier);
		end = append(document, end, this.beforeId);
		end = append(document, end, identifier);
		document[end] = '"';
		document[end + 1] = '}';
		return document;
	}

	private static int append(byte[] document, int start, byte[] part) {
		System.arraycopy(part, 0, document, start, part.length);
		return start + part.length;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
