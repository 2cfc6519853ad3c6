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

package io.github.wsguard.hostile;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

import io.github.wsguard.observation.RejectionLog;

/**
 * Everything that is logged while it is open, to be searched for what must not be there.
 */
final class HostileLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final String OURS = "io.github.wsguard";

	private static final Pattern OUR_EXCEPTION = Pattern.compile("(?m)^\\S.*\\R\\s+at io\\.github\\.wsguard");

	private static final int MAX_LENGTH = 5000;

	private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

	private final Logger root;

	private final Level level;

	private HostileLog(Logger root) {
		this.root = root;
		this.level = root.getLevel();
	}

	/**
	 * Listen to every logger from now on, at the levels that they have now.
	 */
	static HostileLog open() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		HostileLog log = new HostileLog(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
		log.setContext(context);
		log.start();
		log.root.addAppender(log);
		return log;
	}

	@Override
	protected void append(ILoggingEvent event) {
		StringBuilder text = new StringBuilder(event.getFormattedMessage());
		if (event.getKeyValuePairs() != null) {
			event.getKeyValuePairs().forEach((pair) -> text.append(' ').append(pair));
		}
		String thrown = (event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
				: "";
		this.lines.add(new Line(event.getLevel(), event.getLoggerName(), text.toString(), thrown));
	}

	int size() {
		return this.lines.size();
	}

	/**
	 * Search what was logged.
	 * @param cases what was sent
	 * @return what is wrong, empty if nothing is
	 */
	List<String> faults(Collection<HostileCase> cases) {
		List<String> canaries = cases.stream().map(HostileCase::canary).toList();
		List<String> secrets = cases.stream().flatMap((hostile) -> hostile.secrets().stream()).distinct().toList();
		return this.lines.stream().flatMap((line) -> line.faults(canaries, secrets)).toList();
	}

	@Override
	public void close() {
		this.root.detachAppender(this);
		this.root.setLevel(this.level);
		stop();
	}

	/**
	 * A line as it was logged.
	 *
	 * @param level its level
	 * @param logger the name of the logger
	 * @param text the message and the values beside it
	 * @param thrown the stack trace, empty if there is none
	 */
	private record Line(Level level, String logger, String text, String thrown) {

		Stream<String> faults(List<String> canaries, List<String> secrets) {
			String all = (this.text + this.thrown).toLowerCase(Locale.ROOT);
			Stream<String> leaks = Stream.concat(secrets.stream(), mayQuote() ? Stream.of() : canaries.stream())
				.filter((word) -> all.contains(word.toLowerCase(Locale.ROOT)))
				.map((word) -> "holds " + word.substring(0, Math.min(word.length(), 20)));
			return Stream.of(leaks, forgery(), disclosure())
				.flatMap((faults) -> faults)
				.map((fault) -> "log " + fault + ": " + abbreviated());
		}

		/**
		 * The line of a refusal names path and origin. What others write below INFO is
		 * theirs, as long as it is no secret.
		 */
		private boolean mayQuote() {
			return isRefusal() || (!isOurs() && !this.level.isGreaterOrEqual(Level.INFO));
		}

		private boolean isRefusal() {
			return this.logger.equals(RejectionLog.LOGGER_NAME);
		}

		private boolean isOurs() {
			return this.logger.startsWith(OURS);
		}

		private String abbreviated() {
			String line = toString();
			return (line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) : line;
		}

		private Stream<String> forgery() {
			boolean loud = this.level.isGreaterOrEqual(Level.INFO);
			// A list of allowed origins, in the operator's own words, is for DEBUG
			int limit = loud ? 0x7f : Character.MAX_VALUE;
			boolean forged = (loud || isOurs())
					&& this.text.chars().anyMatch((c) -> Character.isISOControl(c) || c >= limit);
			return forged ? Stream.of("has raw characters of the client") : Stream.of();
		}

		private Stream<String> disclosure() {
			boolean seen = this.level.isGreaterOrEqual(Level.INFO) && this.thrown.contains("at " + OURS);
			if (seen || OUR_EXCEPTION.matcher(this.thrown).find()) {
				return Stream.of("has a stack trace");
			}
			if (isRefusal() && (this.text.contains("Exception") || this.text.contains(OURS))) {
				return Stream.of("names a class");
			}
			return (isRefusal() && this.text.length() > MAX_LENGTH) ? Stream.of("is too long") : Stream.of();
		}

	}

}
