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
package io.webhookscript.benchmarks.speed.peer;

import java.io.IOException;
import java.time.Duration;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.receiver.ReceiverControl;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** Deliveries whose first attempt has failed and whose second one is an hour away. */
final class WaitingDeliveries {

    private static final String SCRIPT = "waiting";
    private static final Duration MAX = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** An event needs more memory before its first attempt than after it, and the memory of all together is limited. */
    private static final int AT_ONCE = 5_000;

    private final int count;
    private final Setup setup;
    private final ReceiverControl receiver;

    WaitingDeliveries(int count, Setup setup) {
        this.count = count;
        this.setup = setup;
        this.receiver = new ReceiverControl(setup.receiverPort());
    }

    void addScript(ScriptApplication application) throws IOException {
        application.add(SCRIPT, """
                webhookscript: "1.0"
                name: %s
                execution: async
                request:
                  method: PUT
                  url: %s/contacts/{{ contact.id }}
                  body: { json: { id: "{{ contact.id }}", name: "{{ contact.first_name }} {{ contact.last_name }}" } }
                limits:
                  retry: { maxAttempts: 2, delay: 1h, maxDelay: 1h, jitter: 0 }
                  circuitBreaker: false
                """.formatted(SCRIPT, setup.base(Destination.ALL_FAIL)));
    }

    /** Returns when all wait. */
    void begin(CamelContext camelContext) throws InterruptedException {
        long before = receiver.counts().failed();
        ProducerTemplate template = camelContext.createProducerTemplate();
        for (int i = 0; i < count; i++) {
            if (i % AT_ONCE == 0) {
                awaitFirstAttempts(i, before);
            }
            template.sendBody("webhookscript:" + SCRIPT, ContactEvents.numbered(i).json());
        }
        awaitFirstAttempts(count, before);
    }

    private void awaitFirstAttempts(int events, long before) throws InterruptedException {
        long end = System.nanoTime() + MAX.toNanos();
        while (receiver.counts().failed() - before < events) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "only " + (receiver.counts().failed() - before) + " of " + events
                                                + " deliveries made their first attempt");
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
