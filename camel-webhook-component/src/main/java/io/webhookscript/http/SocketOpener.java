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
import java.time.Duration;

/** Dials an address; the only place where a socket is opened. A test's records instead. */
@FunctionalInterface
interface SocketOpener {

    SocketOpener SYSTEM = (address, timeout, deadline) -> {
        SocketChannel channel = SocketChannel.open();
        try {
            deadline.guard(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(address, (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis())));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    };

    /**
     * @param timeout  for this address alone
     * @param deadline closes the channel when it passes
     */
    SocketChannel open(InetSocketAddress address, Duration timeout, CallDeadline deadline) throws IOException;
}
