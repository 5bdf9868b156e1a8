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
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Begins to connect to an address. This is the only place where a socket is opened; tests replace it. */
@FunctionalInterface
interface SocketOpener {

    SocketOpener SYSTEM = address -> begin(SocketChannel.open(), address);

    /** Returns a non-blocking channel that is connected or has begun to connect. */
    SocketChannel open(InetSocketAddress address) throws IOException;

    /** Begins to connect; closes the channel if this fails for any reason. */
    static SocketChannel begin(SocketChannel channel, InetSocketAddress address) throws IOException {
        boolean begun = false;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            begun = true;
            return channel;
        } finally {
            if (!begun) {
                channel.close();
            }
        }
    }
}
