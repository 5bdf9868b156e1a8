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
package io.webhookscript.samples.crmsync;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the responses as they come in, from any thread. */
final class Ledger {

    private final Map<Integer, SourceResponse> responses = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    void sent() {
        sent.incrementAndGet();
    }

    void responded(SourceResponse response) {
        responses.put(response.event().number(), response);
    }

    int sentCount() {
        return sent.get();
    }

    List<SourceResponse> responses(Source source) {
        return responses.values().stream().filter(response -> response.event().source() == source).toList();
    }

    long deliveredCount(Source source) {
        return responses(source).stream().filter(SourceResponse::delivered).count();
    }

    /** Whether everybody who waits for a response has one. */
    boolean complete(ContactEvents events) {
        return events.all().stream().filter(event -> event.source().responds())
                .allMatch(event -> responses.containsKey(event.number()));
    }
}
