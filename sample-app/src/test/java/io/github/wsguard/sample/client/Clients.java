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

package io.github.wsguard.sample.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;

import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

/**
 * Does what the document says, with the port of this server and tokens that were issued
 * just now, and has the document compared with what is seen.
 */
class Clients {

	/**
	 * Where the scripts are, and the packages that they need.
	 */
	static final Path DIRECTORY = Path.of("src/test/clients");

	private static final String DOCUMENTED_PORT = ":8080";

	private static final String PYTHON = "python3";

	private final ClientsDocument document = new ClientsDocument();

	private final int port;

	private final DevelopmentIssuer issuer;

	private final Verdicts verdicts;

	private final String token;

	private final String expired;

	Clients(@Value("${server.port}") int port, DevelopmentIssuer issuer, Verdicts verdicts) {
		this.port = port;
		this.issuer = issuer;
		this.verdicts = verdicts;
		this.token = issuer.issue(TokenKind.GOOD);
		this.expired = issuer.issue(TokenKind.EXPIRED);
	}

	/**
	 * Run a command to its end.
	 * @param name the name of the recording
	 * @param verdicts what the server has to say of it
	 * @return what was seen
	 */
	Transcript run(String name, String... verdicts) throws IOException, InterruptedException {
		this.verdicts.forget();
		try (Command command = start(name)) {
			int exitCode = command.exitCode();
			return record(name, transcript(command.output(), "exit code " + exitCode, verdicts));
		}
	}

	/**
	 * Run a command to its end, and do something meanwhile.
	 * @param name the name of the recording
	 * @param text when to do it: as soon as this appears
	 * @param meanwhile what to do
	 * @param verdicts what the server has to say of it
	 * @return what was seen
	 */
	Transcript run(String name, String text, Runnable meanwhile, String... verdicts)
			throws IOException, InterruptedException {
		this.verdicts.forget();
		try (Command command = start(name)) {
			command.await(text);
			meanwhile.run();
			int exitCode = command.exitCode();
			return record(name, transcript(command.output(), "exit code " + exitCode, verdicts));
		}
	}

	/**
	 * Run a command that does not end by itself.
	 * @param name the name of the recording
	 * @param text interrupts the command as soon as it appears
	 * @param verdicts what the server has to say of it
	 * @return what was seen
	 */
	Transcript runUntil(String name, String text, String... verdicts) throws IOException, InterruptedException {
		this.verdicts.forget();
		try (Command command = start(name)) {
			command.interruptOnce(text);
			return record(name, transcript(command.output(), "Ctrl+C", verdicts));
		}
	}

	/**
	 * Run a script in a page.
	 * @param name the name of the recording
	 * @param page the page
	 * @param verdicts what the server has to say of it
	 * @return what was seen
	 */
	Transcript run(String name, Page page, String... verdicts) {
		this.verdicts.forget();
		String output = page.run(local(this.document.todo(name)), this.token, this.expired);
		Transcript transcript = transcript(output, "", verdicts);
		this.document.record(name, transcript.text(), page.version());
		return transcript;
	}

	private Command start(String name) throws IOException {
		String path = DIRECTORY.resolve("node_modules/.bin").toAbsolutePath() + File.pathSeparator
				+ System.getenv("PATH");
		return new Command(local(this.document.todo(name)), DIRECTORY, Map.of("TOKEN", this.token, "EXPIRED",
				this.expired, "BRIEF", this.issuer.issue(TokenKind.BRIEF), "PATH", path, "LC_ALL", "C.UTF-8"));
	}

	private Transcript transcript(String output, String end, String... verdicts) {
		this.verdicts.await(verdicts);
		return new Transcript(constant(output), end, List.of(verdicts));
	}

	private Transcript record(String name, Transcript transcript) {
		Installed.version(name)
			.ifPresentOrElse((version) -> this.document.record(name, transcript.text(), version),
					() -> this.document.record(name, transcript.text()));
		return transcript;
	}

	private String local(String documented) {
		String local = documented.replace(DOCUMENTED_PORT, ":" + this.port);
		return (local.startsWith(PYTHON)) ? Installed.python() + local.substring(PYTHON.length()) : local;
	}

	private String constant(String seen) {
		return seen.replace(this.token, "$TOKEN")
			.replace(this.expired, "$EXPIRED")
			.replace(":" + this.port, DOCUMENTED_PORT)
			.replaceAll("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "…")
			.replaceAll("(?m)^Date: .*", "Date: …")
			.replaceAll("/\\d{3}/[a-z0-9]{8}/", "/000/…/")
			.replaceAll("\\bt=\\d+", "t=…")
			.replaceAll("[\\p{Cntrl}&&[^\n]]", "")
			.replaceAll("(?m)[ \t]+$", "")
			.stripTrailing();
	}

}
