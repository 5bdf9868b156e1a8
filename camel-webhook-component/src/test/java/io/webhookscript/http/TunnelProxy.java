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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that tunnels every CONNECT to the same port of loopback, whatever its host is. */
final class TunnelProxy implements AutoCloseable {

    private final RawReceiver receiver;
    private final List<String> connects = new CopyOnWriteArrayList<>();

    /** @param credentials the wanted {@code Proxy-Authorization}; empty for none */
    TunnelProxy(String credentials, int status) throws IOException {
        this.receiver = RawReceiver.playing(peer -> {
            List<String> head = peer.head();
            connects.add(head.get(0));
            if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: " + credentials)) {
                peer.send("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            } else if (status != 200) {
                peer.send("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
            } else {
                int port = Integer.parseInt(head.get(0).replaceAll("CONNECT .*:(\\d+) .*", "$1"));
                tunnel(peer, port);
            }
        });
    }

    int port() {
        return receiver.port();
    }

    List<String> connects() {
        return connects;
    }

    @Override
    public void close() throws IOException {
        receiver.close();
    }

    private static void tunnel(RawReceiver.Peer peer, int port) throws IOException {
        try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
            peer.send("HTTP/1.1 200 Connected\r\n\r\n");
            Thread back = new Thread(() -> copy(behind, peer.socket()), "tunnel");
            back.setDaemon(true);
            back.start();
            byte[] bytes = peer.some();
            while (bytes.length > 0) {
                behind.getOutputStream().write(bytes);
                bytes = peer.some();
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            return; // one side closed
        }
    }
}
