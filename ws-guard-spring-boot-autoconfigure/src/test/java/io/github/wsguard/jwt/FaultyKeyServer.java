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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * A server on this machine that publishes documents, and fails in the way it is told to.
 * It speaks HTTP over plain sockets, one exchange on each connection.
 */
public final class FaultyKeyServer implements AutoCloseable {

	private static final Duration DELAY = Duration.ofMillis(50);

	private final Map<String, String> documents = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	// Bound but not listening, so that the port is ours while connections are refused
	private final SocketChannel reservation;

	private final InetSocketAddress address;

	private ServerSocket listener;

	private Thread acceptor;

	private Fault fault = Fault.NONE;

	public FaultyKeyServer() {
		try {
			this.reservation = SocketChannel.open();
			this.reservation.setOption(StandardSocketOptions.SO_REUSEADDR, true);
			this.reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.address = (InetSocketAddress) this.reservation.getLocalAddress();
			listen();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void listen() throws IOException {
		ServerSocket socket = new ServerSocket();
		socket.setReuseAddress(true);
		socket.bind(this.address);
		this.listener = socket;
		this.acceptor = run(() -> accept(socket));
	}

	private void stopListening() throws IOException, InterruptedException {
		this.listener.close();
		// Until then the kernel may go on accepting
		this.acceptor.join();
	}

	private static Thread run(Runnable work) {
		Thread thread = new Thread(work, "faulty-key-server");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void accept(ServerSocket listener) {
		try {
			while (true) {
				Socket visitor = listener.accept();
				run(() -> serve(visitor));
			}
		}
		// The test has seen enough, or wants connections to be refused
		catch (IOException ex) {
			return;
		}
	}

	private void serve(Socket visitor) {
		try (visitor) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1));
			String path = in.readLine().split(" ")[1];
			String header;
			do {
				header = in.readLine();
			}
			while (!header.isEmpty());
			this.requests.add(path);
			current().answer(this, visitor, this.documents.get(path));
		}
		// The client had enough
		catch (IOException | InterruptedException | RuntimeException ex) {
			return;
		}
	}

	public String address() {
		return "http://127.0.0.1:" + this.address.getPort();
	}

	/**
	 * Publish a document.
	 * @param path where
	 * @param document the document
	 */
	public void publish(String path, String document) {
		this.documents.put(path, document);
	}

	/**
	 * Return which paths were asked for, those included that were never answered.
	 * @return the paths, in order
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * Fail from now on. Whoever waits for an answer gets it from the fault before.
	 * @param fault how; {@link Fault#NONE} to recover
	 */
	public synchronized void begin(Fault fault) {
		Fault former = this.fault;
		this.fault = fault;
		notifyAll();
		try {
			if (fault == Fault.REFUSES && former != fault) {
				stopListening();
			}
			else if (former == Fault.REFUSES && former != fault) {
				listen();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private synchronized Fault current() {
		return this.fault;
	}

	private synchronized void awaitEndOf(Fault fault) throws InterruptedException {
		while (this.fault == fault) {
			wait();
		}
	}

	private synchronized void delayDuring(Fault fault) throws InterruptedException {
		long end = System.nanoTime() + DELAY.toNanos();
		for (long left = DELAY.toMillis(); this.fault == fault && left > 0;) {
			wait(left);
			left = (end - System.nanoTime()) / 1_000_000;
		}
	}

	@Override
	public void close() {
		try {
			begin(Fault.REFUSES);
			this.reservation.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void send(Socket visitor, String status, String headers, String body) throws IOException {
		String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n";
		OutputStream out = visitor.getOutputStream();
		out.write((head + body).getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static String length(String body) {
		return "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
	}

	/**
	 * What a server does instead of what it should.
	 */
	public enum Fault {

		/**
		 * Nothing: documents are there, and other paths are answered with 404.
		 */
		NONE {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				if (document == null) {
					send(visitor, "404 Not Found", length(""), "");
				}
				else {
					send(visitor, "200 OK", "Content-Type: application/json\r\n" + length(document), document);
				}
			}
		},

		/**
		 * Nobody listens.
		 */
		REFUSES,

		/**
		 * A request is read, and answered when that is over.
		 */
		HANGS {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				server.awaitEndOf(this);
				NONE.answer(server, visitor, document);
			}
		},

		/**
		 * Every answer is 500.
		 */
		FAILS {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				send(visitor, "500 Internal Server Error", length("out of order"), "out of order");
			}
		},

		/**
		 * Every answer is a page.
		 */
		SHOWS_LOGIN {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				String page = "<!DOCTYPE html><html><body>Log in</body></html>";
				send(visitor, "200 OK", "Content-Type: text/html\r\n" + length(page), page);
			}
		},

		/**
		 * Every answer is a JWK set without keys.
		 */
		IS_EMPTY {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				send(visitor, "200 OK", length("{\"keys\":[]}"), "{\"keys\":[]}");
			}
		},

		/**
		 * Documents begin with five megabytes of nothing, and do not say so.
		 */
		IS_HUGE {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				send(visitor, "200 OK", "", " ".repeat(5_000_000) + document);
			}
		},

		/**
		 * Connections break off in the middle of a document.
		 */
		BREAKS_OFF {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				String body = String.valueOf(document);
				send(visitor, "200 OK", length(body), body.substring(0, body.length() / 2));
			}
		},

		/**
		 * Every byte of a document is late, and none by so much that the connection seems
		 * dead.
		 */
		DRIPS {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				String body = String.valueOf(document);
				send(visitor, "200 OK", length(body), "");
				for (byte octet : body.getBytes(StandardCharsets.UTF_8)) {
					server.delayDuring(this);
					visitor.getOutputStream().write(octet);
				}
			}
		},

		/**
		 * Every answer leads to where nobody listens.
		 */
		REDIRECTS_NOWHERE {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				send(visitor, "302 Found", "Location: http://127.0.0.1:1/jwks\r\n" + length(""), "");
			}
		},

		/**
		 * Every answer leads to itself.
		 */
		REDIRECTS_IN_A_CIRCLE {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				send(visitor, "302 Found", "Location: /circle\r\n" + length(""), "");
			}
		},

		/**
		 * Documents are compressed, unasked.
		 */
		COMPRESSES {
			@Override
			void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
					throws IOException, InterruptedException {
				send(visitor, "200 OK", "Content-Encoding: gzip\r\n" + length("\u001f\u008b"), "\u001f\u008b");
			}
		};

		void answer(FaultyKeyServer server, Socket visitor, @Nullable String document)
				throws IOException, InterruptedException {
			throw new IOException("Nobody is there");
		}

	}

}
