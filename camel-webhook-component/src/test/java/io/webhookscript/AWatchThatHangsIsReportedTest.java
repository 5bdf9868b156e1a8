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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.lifecycle.ScriptWatch;
import io.webhookscript.script.repository.ScriptRepository;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A file system that does not answer keeps a look at the folders from ending: then no change is taken, and it is said.
 */
@Timeout(180)
class AWatchThatHangsIsReportedTest {

    @TempDir
    private Path folder;

    @Test
    void aHangingLookIsAProblemAfterAMinuteUntilItEnds() throws Exception {
        CountDownLatch responses = new CountDownLatch(1);
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder)
                .script("a", "request: { url: \"{{ context.receiver }}/\" }\n").start();
             DeliveryThreads threads = new DeliveryThreads(camel.camelContext(), this, Clock.systemUTC())) {
            ScriptWatch watch = new ScriptWatch(
                    List.of("file:" + folder), hangingSecond(camel.component()::repository, responses),
                    camel.component().scripts());
            Instant before = threads.steady().instant();
            watch.start(threads);
            Instant after = threads.steady().instant();

            assertThat(watch.problem(before.plusSeconds(59))).isEmpty();
            assertThat(watch.problem(after.plusSeconds(61)))
                    .contains(
                            "the check of the script folders has not ended for 61 s: changes of script files are not detected");
            responses.countDown();
            await().until(() -> watch.problem(after.plusSeconds(61)).isEmpty());
            watch.close();
        }
    }

    /** The first is asked for when the watch begins. */
    private static Supplier<ScriptRepository> hangingSecond(Supplier<ScriptRepository> repository, CountDownLatch responses) {
        AtomicInteger asked = new AtomicInteger();
        return () -> {
            if (asked.incrementAndGet() > 1) {
                try {
                    responses.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return repository.get();
        };
    }

    @Test
    void theHealthCheckReportsAHangingWatch() throws Exception {
        WebhookScriptComponent hanging = new WebhookScriptComponent() {

            @Override
            public Optional<String> watchProblem() {
                return Optional
                        .of("the check of the script folders has not ended for " + Duration.ofMinutes(2).toSeconds() + " s");
            }
        };
        try (DefaultCamelContext camelContext = new DefaultCamelContext()) {
            camelContext.addComponent("webhookscript", hanging);
            camelContext.start();
            HealthCheckRegistry registry = HealthCheckRegistry.get(camelContext);
            registry.loadHealthChecks();

            Result result = registry.getCheck("webhookscript").orElseThrow().callReadiness();

            assertThat(result.getState()).isEqualTo(State.DOWN);
            assertThat(result.getMessage()).contains("the check of the script folders has not ended for 120 s");
            assertThat(result.getDetails()).containsKey("watch");
        }
    }
}
