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

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.management.ObjectName;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.Model;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Under load a reload loses no event, mixes no two versions in one, and leaves nothing behind. */
@Tag("slow")
@Timeout(300)
class ReloadsUnderLoadLoseNothingTest {

    private static final int CALLERS = 8;

    /** Bounded, so that the test takes as long as the reloads, not what is left of the machine. */
    private static final int EVENTS_PER_RELOAD = 3 * CALLERS;
    private static final String WORKER = "WebhookScriptWorker";
    private static final int RELOADS = Integer.getInteger("webhookscript.reloads", 500);

    /** The version stands in three places that are rendered apart; they must agree. */
    private static final String SCRIPT = """
            webhookscript: "1.0"
            context: { receiver: "", version: "%1$d" }
            request:
              method: POST
              url: "{{ context.receiver }}/%1$d?event={{ event.id }}"
              headers: { X-Version: "{{ context.version }}" }
              body: { json: { version: "%1$d", event: "{{ event.id }}" } }
            limits: { rate: { requests: 10000, per: 1s }, retry: { delay: 1ms, maxAttempts: 3 } }
            idempotencyKey: true
            """;

    @TempDir
    private Path folder;

    /** Each version of the script, and each of its routes, for as long as somebody holds it. */
    private final List<Reference<?>> versions = new ArrayList<>();

    /** What the component may leave behind, counted; endpoints and beans by name, each number in it an N. */
    private record Left(int routes, int definitions, List<String> endpoints, int services, List<String> beans, int breakers) {

        private boolean isOfOneVersion() {
            long beansOfEndpoints = beans.stream().filter(bean -> bean.contains("type=endpoints")).count();
            return routes == 2 && definitions == 2 && endpoints.size() == 2 && beansOfEndpoints == 1 && breakers == 1;
        }
    }

    @Test
    void noEventIsLostAndNothingIsLeft() throws Exception {
        Set<String> sentAgain = ConcurrentHashMap.newKeySet();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request request = peer.request(); request != null; request = peer.request()) {
                // every tenth event is refused once
                boolean again = request.line().contains("0 HTTP") && sentAgain.add(request.line());
                peer.send(RawReceiver.response(again ? 503 : 200, "text/plain", "ok"));
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            camel.start();
            reload(camel, -1);
            ProducerTemplate template = camel.camelContext().createProducerTemplate();
            call(template, -1);
            reload(camel, 0);
            // a route is gone before its endpoint is
            Awaitility.await().until(() -> left(camel).isOfOneVersion());
            Left before = left(camel);
            List<String> threads = threads();
            Semaphore mayCall = new Semaphore(0);
            AtomicBoolean over = new AtomicBoolean();
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger sent = new AtomicInteger();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(CompletableFuture.runAsync(() -> {
                    while (!over.get()) {
                        mayCall.acquireUninterruptibly();
                        Exchange response = call(template, sent.getAndIncrement());
                        if (response.getException() != null) {
                            failures.add(response.getException());
                        }
                    }
                }, task -> new Thread(task, "caller").start()));
            }

            for (int i = 1; i <= RELOADS; i++) {
                mayCall.release(EVENTS_PER_RELOAD);
                reload(camel, i);
            }
            over.set(true);
            mayCall.release(CALLERS);
            CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

            assertThat(failures).isEmpty();
            assertArrivedWhole(receiver, sent.get());
            Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(left(camel)).isEqualTo(before));
            assertThat(threads()).isEqualTo(threads);
            assertThat(names().filter(name -> name.endsWith(WORKER))).hasSizeLessThan(5 * CALLERS);
            assertNoVersionIsHeldButTheLast();
        }
    }

    private static Exchange call(ProducerTemplate template, int event) {
        return template.request("webhookscript:swapped", exchange -> exchange.getMessage().setBody(Map.of("id", event)));
    }

    /** The heap is as before when nothing holds what came between. */
    private void assertNoVersionIsHeldButTheLast() {
        assertThat(versions).hasSizeGreaterThan(3 * RELOADS);
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            System.gc();
            assertThat(versions).filteredOn(version -> !version.refersTo(null)).hasSize(3);
        });
    }

    private static void assertArrivedWhole(RawReceiver receiver, int sent) {
        Set<String> events = new HashSet<>();
        Map<String, String> versions = new HashMap<>();
        for (RawReceiver.Request request : receiver.requests()) {
            String path = request.line().split(" ")[1];
            String version = path.substring(1, path.indexOf('?'));
            String event = path.substring(path.indexOf('=') + 1);
            assertThat(request.headers("X-Version")).containsExactly(version);
            assertThat(request.text()).contains("\"version\":\"" + version + "\"");
            events.add(event);
            // an event that was sent again kept its version
            assertThat(versions.putIfAbsent(event, version)).isIn(null, version);
        }
        assertThat(events).hasSize(sent + 1);
    }

    private void reload(WebhookScriptTestSupport camel, int version) {
        Map<String, ?> refused = camel.component().scripts().reload(FileChanges.of(new FoundFile(
                "swapped.webhookscript.yaml", "memory:swapped", SCRIPT.formatted(version).getBytes())));
        assertThat(refused).isEmpty();
        assertThat(camel.component().scripts().problems()).isEmpty();
        ScriptStatus swapped = camel.component().scripts().find("swapped").orElseThrow();
        versions.add(new WeakReference<>(swapped.script()));
        swapped.routes().forEach(id -> versions.add(new WeakReference<>(camel.camelContext().getRoute(id))));
    }

    /** The component's, without the workers: those go when they have been idle for a while. */
    private static List<String> threads() {
        return unnumbered(names().filter(name -> !name.endsWith(WORKER)));
    }

    private static List<String> unnumbered(Stream<String> names) {
        return names.map(name -> name.replaceAll("0x[0-9a-f]+|\\d+", "N")).sorted().toList();
    }

    private static Stream<String> names() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("Camel") || name.startsWith("webhookscript"));
    }

    private static Left left(WebhookScriptTestSupport camel) throws Exception {
        Set<ObjectName> beans = ManagementFactory.getPlatformMBeanServer().queryNames(
                new ObjectName("org.apache.camel:context=" + camel.camelContext().getManagementName() + ",*"), null);
        return new Left(
                camel.camelContext().getRoutes().size(),
                camel.camelContext().getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().size(),
                unnumbered(camel.camelContext().getEndpoints().stream().map(Endpoint::getEndpointUri)),
                camel.camelContext().getCamelContextExtension().getServices().size(),
                unnumbered(beans.stream().map(ObjectName::getCanonicalName)),
                camel.camelContext().getRegistry().findByType(CircuitBreaker.class).size());
    }
}
