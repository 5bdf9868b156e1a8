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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/** Thousands that wait for a receiver do not fall upon it when it may be well again. */
@Tag("slow")
class FewKnockAtAHalfOpenBreakerTest {

    private static final int EVENTS = 5_000;
    private static final int FEW = 3;
    private static final String SCRIPT = """
            execution: async
            request: { url: "{{ context.receiver }}/" }
            limits:
              retry: { maxAttempts: 1 }
              circuitBreaker:
                slidingWindowSize: 4
                minimumNumberOfCalls: 3
                waitDurationInOpenState: 200ms
                permittedNumberOfCallsInHalfOpenState: 3
            """;

    @TempDir
    private Path folder;

    @Test
    void theOthersWaitWithoutAskingTheBreaker() throws Exception {
        AtomicBoolean healthy = new AtomicBoolean();
        AtomicInteger refusals = new AtomicInteger();
        AtomicInteger halfOpened = new AtomicInteger();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(response(healthy.get() ? 200 : 503, "text/plain", "x"));
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("guarded", SCRIPT).start()) {
            camel.call("webhookscript:guarded?execution=sync", Map.of());
            CircuitBreaker breaker = camel.camelContext().getRegistry().findSingleByType(CircuitBreaker.class);
            breaker.getEventPublisher().onCallNotPermitted(event -> refusals.incrementAndGet())
                    .onStateTransition(event -> {
                        if (event.getStateTransition().getToState() == CircuitBreaker.State.HALF_OPEN) {
                            halfOpened.incrementAndGet();
                        }
                    });
            breaker.transitionToForcedOpenState();
            for (int i = 0; i < EVENTS; i++) {
                camel.call("webhookscript:guarded", Map.of("id", i));
            }
            Awaitility.await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(status(camel).waiting().forBreaker()).isEqualTo(EVENTS));

            breaker.transitionToOpenState();
            Awaitility.await().until(() -> halfOpened.get() >= 4);
            healthy.set(true);
            Awaitility.await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(status(camel).inFlight()).isZero());

            assertThat(refusals).hasValue(0);
            Map<Outcome, Long> ended = status(camel).sinceStart().ended();
            assertThat(ended.get(Outcome.DELIVERED) + ended.get(Outcome.TEMPORARY)).isEqualTo(EVENTS + 1);
            assertThat(ended.get(Outcome.TEMPORARY)).as("the first, and those that knocked in vain")
                    .isBetween(3L * FEW, 1L + halfOpened.get() * FEW);
            assertThat(receiver.requests()).hasSize(EVENTS + 1);
        }
    }

    private static DeliveryStatus status(WebhookScriptTestSupport camel) {
        return camel.component().deliveryStatus("guarded").orElseThrow();
    }
}
