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
package io.webhookscript.benchmarks.speed.receiver;

import java.util.BitSet;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

/** What came since the last reset. For the one event loop that serves all connections. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the work is reported by other means
final class ReceivedRequests {

    private final ChannelGroup connected = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final BitSet events = new BitSet();
    private long requests;
    private long accepted;
    private long failed;
    private long connections;
    private long failingTurn;
    private boolean capturing;
    private String captured = "";

    void connected(Channel connection) {
        connections++;
        connected.add(connection);
    }

    void came() {
        requests++;
    }

    /** @param messageId {@code m-} and the number of the event */
    void accepted(String messageId) {
        accepted++;
        events.set(Integer.parseInt(messageId, 2, messageId.length(), 10));
    }

    void failed() {
        failed++;
    }

    /** Whether it is the turn of a request that fails, one of ten. */
    boolean isTenth() {
        failingTurn++;
        return failingTurn % 10 == 0;
    }

    ReceiverCounts counts() {
        return new ReceiverCounts(requests, accepted, events.cardinality(), failed, connections);
    }

    void reset() {
        events.clear();
        requests = 0;
        accepted = 0;
        failed = 0;
        connections = 0;
        failingTurn = 0;
    }

    void disconnectAllBut(Channel asking) {
        connected.close(connection -> connection != asking);
    }

    void capture() {
        capturing = true;
        captured = "";
    }

    boolean isCapturing() {
        return capturing;
    }

    void captured(String request) {
        capturing = false;
        captured = request;
    }

    String captured() {
        return captured;
    }
}
