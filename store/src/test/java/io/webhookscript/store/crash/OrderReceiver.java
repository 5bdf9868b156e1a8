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
package io.webhookscript.store.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.store.jdbc.RecordingReceiver;

/** A receiver of numbered events, one of ten of which fails at its first calls. Thread-safe. */
final class OrderReceiver implements AutoCloseable {

    private static final int FAILING = 10;

    private final RecordingReceiver receiver;
    private final int failures;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Integer> callsOfEvent = new HashMap<>();
    private final Map<Integer, Integer> deliveries = new HashMap<>();

    /**
     * A call.
     *
     * @param at       when it arrived, in nanoseconds of this process
     * @param accepted whether it got a status of success
     */
    record Call(int number, String messageId, long at, boolean accepted) {
    }

    /** @param failures the first calls of an event of ten that fail */
    OrderReceiver(int failures) throws IOException {
        this.failures = failures;
        this.receiver = new RecordingReceiver(call -> accepts(call) ? 204 : 503);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + receiver.port();
    }

    /** The number of events that were delivered. */
    synchronized int delivered() {
        return deliveries.size();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private synchronized boolean accepts(RecordingReceiver.Call call) {
        int number = Integer.parseInt(call.path().substring(call.path().lastIndexOf('/') + 1));
        int earlier = callsOfEvent.merge(number, 1, Integer::sum) - 1;
        boolean accepted = !fails(number) || earlier >= failures;
        if (accepted) {
            deliveries.merge(number, 1, Integer::sum);
        }
        calls.add(new Call(number, call.id(), call.nanos(), accepted));
        return accepted;
    }

    /** Spread over the keys of an ordered run, which are the remainders of the numbers. */
    private static boolean fails(int number) {
        return Math.floorMod(Integer.hashCode(number * 0x9E3779B9) >>> 7, FAILING) == 0;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
