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
package io.webhookscript;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * While files are changed again and again in such a way that always one of two scripts has a trigger for the events,
 * each event reaches one of them, once.
 */
@Tag("slow")
class AReloadOfTriggersLosesNoEventTest {

    private static final int RELOADS = 60;
    private static final int CALLERS = 4;

    /** How a trigger goes from one script to the other. */
    enum Change {
        /** The triggers of the two files are exchanged. */
        TRIGGER,
        /** One file is activated and the other one is not any more. */
        ACTIVE,
        /** The one file is renamed to the other. */
        RENAMED;

        private FileChanges to(String on, String off) {
            return switch (this) {
                case TRIGGER ->
                    new FileChanges(List.of(file(on, "order.*", true), file(off, "none", true)), Set.of(), Map.of());
                case ACTIVE ->
                    new FileChanges(List.of(file(on, "order.*", true), file(off, "order.*", false)), Set.of(), Map.of());
                case RENAMED -> new FileChanges(List.of(file(on, "order.*", true)), Set.of(off), Map.of());
            };
        }
    }

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    private static FoundFile file(String name, String event, boolean active) {
        String text = "webhookscript: '1.0'\nactive: " + active + "\ncontext: { receiver: '' }\n"
                      + "request: { url: '{{ context.receiver }}/{{ id }}' }\ntriggers: [ { event: '" + event + "' } ]\n"
                      // on a busy machine an attempt may take more than 5 s, and a retry would be a second request
                      + "limits: { timeout: 60s, retry: { maxAttempts: 1 } }\n"
                      + "# " + System.nanoTime() + "\n"; // another version each time
        return new FoundFile(name + ".webhookscript.yaml", name, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void eachEventReachesOneScriptOnce(Change change) throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
        camel.start();
        camel.component().scripts().reload(change.to("a", "b"));
        List<String> failures = new ArrayList<>();
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            running.add(callers.submit(() -> {
                while (done.getCount() > 0) {
                    Exchange exchange
                            = camel.call("webhookscript:event:order.placed", Map.of("id", "e" + sent.getAndIncrement()));
                    if (exchange.getException() != null || exchange.getMessage().getBody(List.class).size() != 1) {
                        synchronized (failures) {
                            failures.add(exchange.getException() + " " + exchange.getMessage().getBody());
                        }
                    }
                }
            }));
        }
        try {
            for (int i = 0; i < RELOADS; i++) {
                int before = sent.get();
                camel.component().scripts().reload(i % 2 == 0 ? change.to("b", "a") : change.to("a", "b"));
                await().until(() -> sent.get() > before + CALLERS);
            }
        } finally {
            done.countDown();
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        for (Future<?> caller : running) {
            caller.get();
        }

        assertThat(failures).isEmpty();
        Map<String, Long> received = camel.receiver().requests().stream().map(RawReceiver.Request::line)
                .collect(Collectors.groupingBy(line -> line.split(" ")[1], Collectors.counting()));
        assertThat(received).hasSize(sent.get()).allSatisfy((path, count) -> assertThat(count).as(path).isEqualTo(1));
    }
}
