/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.jspecify.annotations.Nullable;

/** Certificates, made by the JDK's keytool in a folder of a test. */
public final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private Certificates() {
    }

    /**
     * A certificate signed by an authority of its own.
     *
     * @param  names as keytool's SAN: {@code dns:localhost}
     * @param  start as keytool's start date: {@code -10d}
     * @return       a key store with one key and its chain
     */
    public static KeyStore create(Path folder, String names, String start, int days)
            throws IOException, GeneralSecurityException {
        Path file = folder.resolve(names.replaceAll("\\W", "_") + start + ".p12");
        keytool(file, "ca", "CN=authority", "-ext", "bc:c", "-validity", "100");
        keytool(file, "a", "CN=test", "-ext", "san=" + names, "-startdate", start, "-validity", Integer.toString(days),
                "-signer", "ca",
                "-signerkeypass", "changeit");
        KeyStore store = load(file);
        store.deleteEntry("ca");
        return store;
    }

    static KeyStore selfSigned(Path folder, String names) throws IOException, GeneralSecurityException {
        return selfSigned(folder, names, "-1d", 100);
    }

    /** @param start as in {@link #create} */
    public static KeyStore selfSigned(Path folder, String names, String start, int days)
            throws IOException, GeneralSecurityException {
        Path file = folder.resolve("self" + start + ".p12");
        keytool(file, "a", "CN=test", "-ext", "san=" + names, "-startdate", start, "-validity", Integer.toString(days));
        return load(file);
    }

    private static void keytool(Path file, String alias, String name, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                        "-keyalg", "EC",
                        "-groupname", "secp256r1", "-dname", name, "-storetype", "PKCS12", "-keystore", file.toString(),
                        "-storepass",
                        "changeit"));
        command.addAll(List.of(options));
        try {
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool ended with " + keytool.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    public static SSLContext server(KeyStore key) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Server sockets that take only clients with a certificate of one of these authorities. */
    public static ServerSocketFactory demandingOneOf(KeyStore key, List<KeyStore> clients)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustOf(clients).getTrustManagers(), null);
        ServerSocketFactory sockets = context.getServerSocketFactory();
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                throw new UnsupportedOperationException("listens on loopback only");
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                throw new UnsupportedOperationException("listens on loopback only");
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                SSLServerSocket socket = (SSLServerSocket) sockets.createServerSocket(port, backlog, address);
                socket.setNeedClientAuth(true);
                return socket;
            }
        };
    }

    /** As Camel's options have it: trusts these authorities, and shows its own key when it has one. */
    public static SSLContextParameters parameters(@Nullable KeyStore own, List<KeyStore> trusted)
            throws IOException, GeneralSecurityException {
        SSLContextParameters parameters = new SSLContextParameters();
        KeyStoreParameters trust = new KeyStoreParameters();
        trust.setKeyStore(authorities(trusted));
        TrustManagersParameters trustManagers = new TrustManagersParameters();
        trustManagers.setKeyStore(trust);
        parameters.setTrustManagers(trustManagers);
        if (own != null) {

            KeyStoreParameters key = new KeyStoreParameters();
            key.setKeyStore(own);
            KeyManagersParameters keyManagers = new KeyManagersParameters();
            keyManagers.setKeyStore(key);
            keyManagers.setKeyPassword(new String(PASSWORD));
            parameters.setKeyManagers(keyManagers);
        }
        return parameters;
    }

    /** Trusts the authorities of these and no other. */
    static SSLContext trusting(List<KeyStore> stores) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustOf(stores).getTrustManagers(), null);
        return context;
    }

    private static TrustManagerFactory trustOf(List<KeyStore> stores) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities(stores));
        return trust;
    }

    private static KeyStore authorities(List<KeyStore> stores) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (KeyStore store : stores) {
            Certificate[] chain = store.getCertificateChain("a");
            trusted.setCertificateEntry("c" + trusted.size(), chain[chain.length - 1]);
        }
        return trusted;
    }
}
