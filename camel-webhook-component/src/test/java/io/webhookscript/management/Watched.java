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
package io.webhookscript.management;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.http.RawReceiver;

/**
 * A context with scripts to look at: {@code hook} whose receiver echoes what it got with a status that a test sets,
 * {@code other} which nobody calls, and {@code guarded} with a rate and a small circuit breaker.
 */
final class Watched implements AutoCloseable {

    static final String CANARY = "Can4ry+/Zwitschert";

    final AtomicReference<Integer> status = new AtomicReference<>(200);
    /** The receiver answers once it is down. */
    volatile CountDownLatch hold = new CountDownLatch(0);
    final RawReceiver receiver;
    final WebhookScriptTestSupport camel;

    Watched(Path folder) throws Exception {
        receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                awaitLeave();
                peer.send(RawReceiver.response(status.get(), "text/plain", String.join(" ", r.headerLines())));
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder);
        Properties properties = new Properties();
        properties.setProperty("webhookscript.secret.canary", CANARY);
        camel.camelContext().getPropertiesComponent().setOverrideProperties(properties);
        String request = "request: { url: \"{{ context.receiver }}/a\", headers: { X-K: \"{{ secret.canary }}\" } }\n";
        camel.script("hook", "tenant: acme\n" + request + "limits: { retry: { maxAttempts: 2, delay: 1ms } }\n");
        camel.script("other", request);
        camel.script("guarded", request + "limits:\n  rate: { requests: 1000, per: 1s }\n  retry: { maxAttempts: 1 }\n"
                                + "  circuitBreaker: { minimumNumberOfCalls: 2, slidingWindowSize: 2 }\n"
                                + "deadLetter: { to: nowhere }\n")
                .deadLetter("nowhere", "direct:nowhere?block=false");
    }

    private void awaitLeave() {
        try {
            hold.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        camel.close();
    }
}
