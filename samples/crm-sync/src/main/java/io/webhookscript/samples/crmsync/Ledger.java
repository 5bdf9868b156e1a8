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

/** Keeps the answers as they come in, from any thread. */
final class Ledger {

    private final Map<Integer, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    void sent() {
        sent.incrementAndGet();
    }

    void answered(Answer answer) {
        answers.put(answer.event().number(), answer);
    }

    int sentCount() {
        return sent.get();
    }

    List<Answer> answers(Source source) {
        return answers.values().stream().filter(answer -> answer.event().source() == source).toList();
    }

    long deliveredCount(Source source) {
        return answers(source).stream().filter(Answer::delivered).count();
    }

    /** Whether everybody who waits for an answer has one. */
    boolean complete(ContactEvents events) {
        return events.all().stream().filter(event -> event.source().answered())
                .allMatch(event -> answers.containsKey(event.number()));
    }
}
