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
package io.webhookscript.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.deadletter.ReplayStatus;
import io.webhookscript.store.DeadLetterFilter;
import org.awaitility.Awaitility;

/**
 * An application with a durable store, a receiver that fails, and the scripts {@code crm} and {@code billing}, which
 * make one attempt. A replay lets at most ten of their letters wait in the outbox. Test classes share it.
 */
final class DeadLetterApplication implements AutoCloseable {

    static final String SECRET = "s3cr3t-of-the-crm";

    final ReceiverOnLoopback receiver = new ReceiverOnLoopback();
    final ConsoleApplication console;

    DeadLetterApplication(Path folder) throws Exception {
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        console = new ConsoleApplication(scripts).withStore(folder.resolve("webhooks.db")).withSecret("crm", SECRET)
                .script("crm", script("crm")).script("billing", script("billing")).start();
    }

    private String script(String name) {
        return """
                webhookscript: "1.0"
                name: %s
                request:
                  method: PUT
                  url: "%s/contacts/{{ id }}"
                  headers: { Authorization: "Bearer {{ secret.crm }}" }
                  body: { json: { id: "{{ id }}", mail: "{{ mail | default('') }}" } }
                limits:
                  timeout: 1m
                  total: 5m
                  retry: { maxAttempts: 1 }
                  circuitBreaker: false
                  rate: { requests: 100, per: 20s }
                """.formatted(name, receiver.url());
    }

    DeadLetters letters() {
        return console.component().deadLetters().orElseThrow();
    }

    /** A delivery that fails with the response, and its message id. */
    String fail(String script, int status, String response) {
        receiver.responds(status, "text/plain", response);
        return console.send(script, "{\"id\": 7, \"mail\": \"ada@example.com\"}");
    }

    /** As many letters of a script, the oldest first. */
    List<String> fail(String script, int number) {
        return IntStream.range(0, number).mapToObj(i -> fail(script, 503, "busy")).toList();
    }

    void recovers() {
        receiver.responds(200, "application/json", "{}");
    }

    ReplayStatus replay(String id) {
        return letters().replays().stream().filter(replay -> replay.id().equals(id)).findFirst().orElseThrow();
    }

    void awaitEnd(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> replay(id).state() != ReplayStatus.State.RUNNING && replay(id).counts().waiting() == 0);
    }

    /** Ends what a test has left, so that the next one begins without letters and without replays that are running. */
    void clear() {
        receiver.release();
        recovers();
        letters().replays().forEach(replay -> letters().stop(replay.id()));
        letters().replays().forEach(replay -> awaitEnd(replay.id()));
        letters().discard(DeadLetterFilter.ALL);
        receiver.received().clear();
        console.audit().clear();
    }

    @Override
    public void close() throws IOException {
        receiver.release();
        console.close();
        receiver.close();
    }
}
