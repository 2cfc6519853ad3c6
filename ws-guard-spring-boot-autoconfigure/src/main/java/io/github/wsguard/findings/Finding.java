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

package io.github.wsguard.findings;

/**
 * Something about the configuration that its owner should know.
 *
 * @param code stable, in upper case
 * @param severity how much it matters
 * @param place where it is: an endpoint or a property
 * @param message what was found
 * @param fix what to do about it
 */
public record Finding(String code, Severity severity, String place, String message, String fix) {

	/**
	 * How much a finding matters.
	 */
	public enum Severity {

		/**
		 * Worth knowing.
		 */
		INFO,

		/**
		 * Probably a mistake, or a risk that was chosen.
		 */
		WARNING,

		/**
		 * Cannot have been meant: the application does not start with it.
		 */
		ERROR

	}

	/**
	 * Create a finding that keeps the application from starting: no handshake could ever
	 * pass, or a hole would open.
	 * @param code stable, in upper case
	 * @param place where it is
	 * @param message what was found
	 * @param fix what to do about it
	 * @return the finding
	 */
	public static Finding error(String code, String place, String message, String fix) {
		return new Finding(code, Severity.ERROR, place, message, fix);
	}

	/**
	 * Create a warning.
	 * @param code stable, in upper case
	 * @param place where it is
	 * @param message what was found
	 * @param fix what to do about it
	 * @return the finding
	 */
	public static Finding warning(String code, String place, String message, String fix) {
		return new Finding(code, Severity.WARNING, place, message, fix);
	}

	/**
	 * Create a finding that is only worth knowing.
	 * @param code stable, in upper case
	 * @param place where it is
	 * @param message what was found
	 * @param fix what to do about it
	 * @return the finding
	 */
	public static Finding info(String code, String place, String message, String fix) {
		return new Finding(code, Severity.INFO, place, message, fix);
	}

	@Override
	public String toString() {
		return this.code + " at " + this.place + ": " + this.message + ". " + this.fix;
	}

}
