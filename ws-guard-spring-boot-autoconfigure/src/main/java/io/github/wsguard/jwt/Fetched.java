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

package io.github.wsguard.jwt;

/**
 * The outcome of fetching a document.
 */
sealed interface Fetched {

	/**
	 * The document is there.
	 *
	 * @param content the document
	 */
	@SuppressWarnings("ArrayRecordComponent") // read once, never compared
	record Document(byte[] content) implements Fetched {

	}

	/**
	 * The server has no such document.
	 *
	 * @param status the status that said so
	 */
	record Absent(int status) implements Fetched {

	}

	/**
	 * The server does not show the document, if it has it, to us.
	 *
	 * @param status the status that said so
	 */
	record Withheld(int status) implements Fetched {

	}

	/**
	 * The document could not be had.
	 *
	 * @param fault why, to follow the name of the document
	 */
	record Failed(String fault) implements Fetched {

	}

}
