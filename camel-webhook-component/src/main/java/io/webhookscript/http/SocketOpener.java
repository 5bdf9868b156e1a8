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

/** Begins to connect to an address; the only place where a socket is opened. A test's records instead. */
@FunctionalInterface
interface SocketOpener {

    SocketOpener SYSTEM = address -> begin(SocketChannel.open(), address);

    /** A channel that does not block, and that is connected or has begun to be. */
    SocketChannel open(InetSocketAddress address) throws IOException;

    /** Closes the channel when that fails, in whatever way. */
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
