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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.RawReceiver.Request;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers of a {@code sync} script that use Camel's asynchronous interface hold no thread while their events wait: a
 * thousand of them wait at once for a receiver that is busy, and each is told what became of its own event.
 */
@Tag("slow")
@Timeout(180)
class ManyCallersWaitWithoutThreadsTest {

    private static final int CALLERS = 1_000;

    /** Those of Camel's producer template, 20 at the most, and those that are on their way to end for want of work. */
    private static final int FEW = 60;

    @TempDir
    private Path folder;

    @Test
    void eachCallerGetsItsOwnResponse() throws Exception {
        String script = """
                request:
                  method: PUT
                  url: "{{ context.receiver }}/{{ id }}"
                  headers: { X-Message-Id: "{{ message.id }}" }
                limits: { total: 10m, retry: { maxAttempts: 2, delay: 8s, jitter: 0 }, circuitBreaker: false }
                """;
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            for (Request request = peer.request(); request != null; request = peer.request()) {
                boolean busy = seen.add(request.line());
                peer.send(response(busy ? 503 : 200, "text/plain", request.line().split("[/ ]")[2]));
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("called", script).start()) {
            ProducerTemplate template = camel.camelContext().createProducerTemplate();
            List<CompletableFuture<Exchange>> calls = IntStream.range(0, CALLERS)
                    .mapToObj(id -> template.asyncSend("webhookscript:called", camel.exchange(Map.of("id", id)))).toList();

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> seen.size() == CALLERS
                    && camel.component().deliveryStatus("called").orElseThrow().calling() == 0);

            assertThat(threadsOf(camel)).hasSizeLessThan(FEW);
            for (int id = 0; id < CALLERS; id++) {
                Exchange told = calls.get(id).get(120, TimeUnit.SECONDS);
                assertThat(told.getException()).isNull();
                assertThat(told.getMessage().getBody()).isEqualTo(Integer.toString(id));
            }
            Map<String, Set<String>> ids = receiver.requests().stream().collect(Collectors.groupingBy(Request::line,
                    Collectors.mapping(request -> request.headers("X-Message-Id").get(0), Collectors.toSet())));
            assertThat(receiver.requests()).hasSize(2 * CALLERS);
            assertThat(ids.values()).hasSize(CALLERS).allSatisfy(id -> assertThat(id).hasSize(1));
        }
    }

    private static Set<Thread> threadsOf(WebhookScriptTestSupport camel) {
        String mine = "Camel (" + camel.camelContext().getName() + ")";
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(mine))
                .collect(Collectors.toSet());
    }
}
