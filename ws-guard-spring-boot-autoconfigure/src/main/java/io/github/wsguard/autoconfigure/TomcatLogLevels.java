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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Keeps Tomcat from writing tokens to the log: at {@code INFO} it quotes a request line,
 * a header line or a cookie that it cannot read, before any filter runs, and at
 * {@code DEBUG} those that it can. Runs when logging is set up, and leaves a logger alone
 * if it or one of its parents has a level, wherever that was configured. The level of the
 * root logger says nothing about Tomcat, unless it is stricter.
 */
final class TomcatLogLevels implements ApplicationListener<ApplicationPreparedEvent>, Ordered {

	/**
	 * What quotes requests at {@code INFO} or {@code DEBUG}.
	 */
	static final List<String> LOGGERS = List.of("org.apache.coyote.http11", "org.apache.coyote.http2",
			"org.apache.tomcat.util.http.parser.Cookie", "org.apache.tomcat.util.http.Rfc6265CookieProcessor");

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		ConfigurableApplicationContext context = event.getApplicationContext();
		if (OnGuardEnabledCondition.isEnabled(context.getEnvironment())) {
			context.getBeanFactory().getBeanProvider(LoggingSystem.class).ifUnique(TomcatLogLevels::limit);
		}
	}

	static void limit(LoggingSystem logging) {
		if (isStrict(logging)) {
			return;
		}
		LOGGERS.stream()
			.filter((logger) -> !isConfigured(logging, logger))
			.forEach((logger) -> logging.setLogLevel(logger, LogLevel.WARN));
	}

	private static boolean isStrict(LoggingSystem logging) {
		return level(logging, LoggingSystem.ROOT_LOGGER_NAME).filter((root) -> root.compareTo(LogLevel.WARN) >= 0)
			.isPresent();
	}

	private static boolean isConfigured(LoggingSystem logging, String logger) {
		return Stream.iterate(logger, (name) -> !name.isEmpty(), TomcatLogLevels::parent)
			.anyMatch((name) -> level(logging, name).isPresent());
	}

	private static String parent(String logger) {
		return logger.substring(0, Math.max(0, logger.lastIndexOf('.')));
	}

	private static Optional<LogLevel> level(LoggingSystem logging, String logger) {
		return Optional.ofNullable(logging.getLoggerConfiguration(logger)).map(LoggerConfiguration::getConfiguredLevel);
	}

}
