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

package io.github.wsguard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of {@code api.example.com}, signed by itself, and the client that trusts
 * it.
 */
final class SelfSignedCertificate {

	static final String HOST = "api.example.com";

	private static final String PASSWORD = "changeit";

	private final KeyStore keyStore;

	private SelfSignedCertificate(KeyStore keyStore) {
		this.keyStore = keyStore;
	}

	/**
	 * Make a certificate with the tool of the JDK.
	 * @param directory where to leave the key store
	 * @return the certificate
	 */
	static SelfSignedCertificate create(Path directory) {
		Path file = directory.resolve("api.p12");
		try {
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", HOST, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + HOST,
					"-ext", "san=dns:" + HOST, "-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD,
					"-keystore", file.toString())
				.redirectErrorStream(true)
				.start();
			String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (keytool.waitFor() != 0) {
				throw new IllegalStateException(output);
			}
			try (InputStream in = Files.newInputStream(file)) {
				KeyStore keyStore = KeyStore.getInstance("PKCS12");
				keyStore.load(in, PASSWORD.toCharArray());
				return new SelfSignedCertificate(keyStore);
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	String certificatePem() {
		try {
			return pem("CERTIFICATE", certificate().getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String keyPem() {
		try {
			Key key = this.keyStore.getKey(HOST, PASSWORD.toCharArray());
			return pem("PRIVATE KEY", key.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a client that trusts this certificate only and asks for its host.
	 * @param port a port of this machine
	 * @return the client
	 */
	WireClient client(int port) {
		SSLSocketFactory sockets = sockets();
		return new WireClient(() -> sockets.createSocket(new Socket("127.0.0.1", port), HOST, port, true));
	}

	private SSLSocketFactory sockets() {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry(HOST, certificate());
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context.getSocketFactory();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Certificate certificate() throws GeneralSecurityException {
		return this.keyStore.getCertificate(HOST);
	}

	private static String pem(String type, byte[] content) {
		return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content)
				+ "\n-----END " + type + "-----\n";
	}

}
