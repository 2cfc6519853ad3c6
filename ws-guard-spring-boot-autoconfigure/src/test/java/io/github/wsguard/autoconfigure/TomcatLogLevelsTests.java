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

package io.github.wsguard.autoconfigure;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

class TomcatLogLevelsTests {

	private static final String HTTP11 = "org.apache.coyote.http11";

	private final Levels levels = new Levels();

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.INCLUDE, names = { "TRACE", "DEBUG", "INFO" })
	void raisesWhatQuotesRequestsBelowALooseRoot(LogLevel root) {
		this.levels.configured.put(LoggingSystem.ROOT_LOGGER_NAME, root);
		TomcatLogLevels.limit(this.levels);
		assertThat(TomcatLogLevels.LOGGERS).isNotEmpty()
			.allSatisfy((logger) -> assertThat(this.levels.configured).containsEntry(logger, LogLevel.WARN));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.INCLUDE, names = { "WARN", "ERROR", "FATAL", "OFF" })
	void loosensNothingBelowAStrictRoot(LogLevel root) {
		this.levels.configured.put(LoggingSystem.ROOT_LOGGER_NAME, root);
		TomcatLogLevels.limit(this.levels);
		assertThat(this.levels.configured).containsOnlyKeys(LoggingSystem.ROOT_LOGGER_NAME);
	}

	@ParameterizedTest
	@ValueSource(strings = { HTTP11, "org.apache.coyote", "org.apache", "org" })
	void leavesALoggerToWhoeverConfiguredItOrAParent(String logger) {
		this.levels.configured.put(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		this.levels.configured.put(logger, LogLevel.ERROR);
		TomcatLogLevels.limit(this.levels);
		assertThat(this.levels.configured.getOrDefault(HTTP11, LogLevel.ERROR)).isEqualTo(LogLevel.ERROR);
	}

	@Test
	void doesNotTakeANeighbourForAParent() {
		this.levels.configured.put(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		this.levels.configured.put("org.apache.coy", LogLevel.DEBUG);
		TomcatLogLevels.limit(this.levels);
		assertThat(this.levels.configured).containsEntry(HTTP11, LogLevel.WARN);
	}

	/**
	 * A logging system in memory.
	 */
	private static final class Levels extends LoggingSystem {

		private final Map<String, LogLevel> configured = new TreeMap<>();

		@Override
		public void beforeInitialize() {
		}

		@Override
		public void setLogLevel(@Nullable String logger, @Nullable LogLevel level) {
			this.configured.put(String.valueOf(logger), level);
		}

		@Override
		public @Nullable LoggerConfiguration getLoggerConfiguration(String logger) {
			LogLevel level = this.configured.get(logger);
			return (level != null) ? new LoggerConfiguration(logger, level, level) : null;
		}

	}

}
