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
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.CallProgress.Phase;
import io.webhookscript.http.ConnectionPool.Route;
import io.webhookscript.http.message.Target;

/**
 * Opens a connection: look-up, address policy, dialling, the proxy's tunnel, TLS. The checked address is the dialled
 * address.
 */
final class Dialler {

    private final NameLookups lookups;
    private final SocketOpener sockets;
    private final LongSupplier nanoTime;

    Dialler(NameLookups lookups, SocketOpener sockets, LongSupplier nanoTime) {
        this.lookups = lookups;
        this.sockets = sockets;
        this.nanoTime = nanoTime;
    }

    Connection open(Route route, CallProgress progress) throws IOException, InterruptedException {
        Optional<Target> proxy = route.proxy();
        Target peer = proxy.orElse(route.target());
        if (proxy.isPresent()) {
            route.profile().policy().checkBehindProxy(route.target());
            progress.through(peer);
        }
        List<InetAddress> addresses = route.profile().policy().permitted(peer, addresses(route, peer, progress));
        progress.enter(Phase.CONNECT);
        SocketChannel channel
                = new ConnectionAttempts(sockets, nanoTime, progress.deadline()).connect(addresses, peer.port());
        boolean layered = false;
        try {
            Connection connection = layered(channel, route, proxy.isPresent(), progress);
            layered = true;
            return connection;
        } finally {
            if (!layered) {
                channel.close();
            }
        }
    }

    private List<InetAddress> addresses(Route route, Target peer, CallProgress progress)
            throws IOException, InterruptedException {
        route.profile().policy().checkSpelling(peer);
        Optional<InetAddress> literal = AddressRange.literal(peer.host());
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        if (LoopbackNames.contain(peer.name())) {
            return LoopbackNames.addresses();
        }
        progress.enter(Phase.LOOK_UP);
        try {
            return lookups.lookUp(peer.host(), progress.owner(), progress.deadline().left());
        } catch (UnknownHostException e) {
            throw progress.unknownHost(e);
        } catch (HangingNameException e) {
            throw progress.failed(Kind.DNS, String.valueOf(e.getMessage()), null);
        } catch (TimeoutException e) {
            throw progress.timeout();
        } catch (CancellationException e) {
            throw progress.failed(new IOException(e));
        }
    }

    private Connection layered(SocketChannel channel, Route route, boolean proxied, CallProgress progress) throws IOException {
        Socket socket = channel.socket();
        if (route.target().tls()) {
            if (proxied) {
                progress.enter(Phase.TUNNEL);
                tunnel(new Connection(channel, socket, nanoTime.getAsLong()), route, progress);
            }
            progress.enter(Phase.TLS);
            socket = secured(socket, route);
        }
        return new Connection(channel, socket, nanoTime.getAsLong());
    }

    /** RFC 9110 §9.3.6. Bytes that the proxy sends unasked end the call before anything reaches the receiver. */
    private static void tunnel(Connection connection, Route route, CallProgress progress) throws IOException {
        String authority = route.target().hostAndPort();
        RequestPiece head = RequestPiece.ofHead();
        head.add("CONNECT ").add(authority).add(" HTTP/1.1\r\n").line("Host", authority);
        route.proxyCredentials().ifPresent(value -> head.line("Proxy-Authorization", value));
        head.end().write(connection.out());
        int status = new HttpResponseReader(connection, progress).finalHead().status();
        if (status / 100 != 2) {
            throw new TunnelRefusedException(status);
        }
        if (!connection.buffer().isEmpty()) {
            throw progress.failed(Kind.CONNECT, "the proxy sent bytes of its own into the tunnel to " + authority, null);
        }
    }

    /** The certificate must match the host of the URI (RFC 9110 §4.3.4), independent of the dialled address. */
    private static Socket secured(Socket socket, Route route) throws IOException {
        Target target = route.target();
        SSLSocket secured = (SSLSocket) context(route.profile()).getSocketFactory()
                .createSocket(socket, target.name(), target.port(), false);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        CertificateValidity.check(secured.getSession());
        return secured;
    }

    private static SSLContext context(ConnectionProfile profile) throws IOException {
        if (profile.sslContext() != null) {
            return profile.sslContext();
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }
}
