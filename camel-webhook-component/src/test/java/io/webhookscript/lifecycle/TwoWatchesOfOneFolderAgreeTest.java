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
package io.webhookscript.lifecycle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.webhookscript.LogLines;
import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.WebhookScriptFileRefusedEvent;
import io.webhookscript.delivery.report.WebhookScriptReloadedEvent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel's reload of routes and the component's own watch look at the same scripts, and the last content wins. */
@Tag("slow")
@Timeout(120)
class TwoWatchesOfOneFolderAgreeTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            context: { receiver: "" }
            request: { url: "{{ context.receiver }}/%s" }
            """;

    private static final int CALLS_PER_CHANGE = 50;

    @TempDir
    private Path folder;
    @TempDir
    private Path elsewhere;
    private final Queue<CamelEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final LogLines warnings = LogLines.from(Level.WARN);
    private RawReceiver receiver;
    private Main main;
    private ProducerTemplate template;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        save("a.webhookscript.yaml", SCRIPT.formatted(0));
    }

    @AfterEach
    void close() throws Exception {
        over.set(true);
        main.stop();
        receiver.close();
        warnings.close();
    }

    @Test
    void theLastOfManyChangesWinsAndNoCallIsLost() throws Exception {
        start(false);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        // alone, so that its calls arrive in the order in which it makes them, and no more than the receiver can keep
        Semaphore mayCall = new Semaphore(0);
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                mayCall.acquireUninterruptibly();
                Exchange response = called();
                if (response.getException() != null) {
                    failures.add(response.getException());
                }
            }
        }, task -> new Thread(task, "caller").start());

        for (int i = 1; i <= 24; i++) {
            mayCall.release(CALLS_PER_CHANGE);
            save("a.webhookscript.yaml", SCRIPT.formatted(i));
            int version = i;
            if (i % 4 == 0) {
                Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
                    mayCall.release();
                    return versionsCalled().contains(version);
                });
            }
        }
        bothWatchesHaveLooked();
        over.set(true);
        mayCall.release();
        caller.get(30, TimeUnit.SECONDS);

        assertThat(failures).isEmpty();
        assertThat(versionsCalled()).isSorted().endsWith(24);
        assertThat(reloads()).isSorted().doesNotHaveDuplicates().contains(4, 8, 12, 16, 20, 24);
        assertAllIsWell(24);
    }

    /** Camel's default: it takes all routes down, the scripts' own included, and puts its own up again. */
    @Test
    void theyAgreeAlsoWhereCamelRemovesAllRoutes() throws Exception {
        start(true);
        assertThat(called().getException()).isNull();

        for (int i = 1; i <= 4; i++) {
            save("a.webhookscript.yaml", SCRIPT.formatted(i));
            assertComesTo(i);
        }
        bothWatchesHaveLooked();

        assertThat(versionsCalled()).isSorted();
        assertThat(reloads()).containsExactly(1, 2, 3, 4);
        assertAllIsWell(4);
    }

    /** What the own watch has found may be old by the time that it takes it. */
    @Test
    void whatWasReadBeforeDoesNotReplaceWhatWasTakenSince() throws Exception {
        start(false);
        WatchedFiles files = new WatchedFiles(List.of("file:" + folder));
        files.begin(component().repository());
        save("a.webhookscript.yaml", SCRIPT.formatted(1));
        files.look();
        WatchedFiles.Look look = files.look();
        assertThat(look.isOfInterest()).isTrue();

        save("a.webhookscript.yaml", SCRIPT.formatted(2));
        assertComesTo(2);
        scripts().reload(look::read);

        assertAllIsWell(2);
    }

    @Test
    void aFileThatIsBackIsNotRemoved() throws Exception {
        start(false);
        WatchedFiles files = new WatchedFiles(List.of("file:" + folder));
        files.begin(component().repository());
        Path file = folder.resolve("a.webhookscript.yaml");
        Files.move(file, elsewhere.resolve("away"));
        files.look();
        WatchedFiles.Look look = files.look();
        assertThat(look.isOfInterest()).isTrue();

        Files.move(elsewhere.resolve("away"), file);
        scripts().reload(look::read);

        assertAllIsWell(0);
    }

    private void assertComesTo(int version) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS)
                .until(() -> called().getException() == null && versionsCalled().contains(version));
    }

    /**
     * The component's own watch takes this file, which Camel does not look at, in the look in which it is done with
     * all.
     */
    private void bothWatchesHaveLooked() throws Exception {
        save("other.webhookscript.json", "{ \"webhookscript\": \"1.0\", \"request\": { \"url\": \"https://example.com/\" } }");
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> scripts().find("other").isPresent());
    }

    private void assertAllIsWell(int version) {
        assertThat(called().getException()).isNull();
        assertThat(versionsCalled()).endsWith(version);
        assertThat(scripts().problems()).isEmpty();
        assertThat(events).filteredOn(WebhookScriptFileRefusedEvent.class::isInstance).isEmpty();
        assertThat(warnings.all()).isEmpty();
        assertThat(strategy().getFailedCounter()).isZero();
        Awaitility.await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(camelContext().getRoutes()).hasSize(3));
    }

    private List<Integer> versionsCalled() {
        List<Integer> versions = new ArrayList<>();
        receiver.requests().forEach(request -> versions.add(Integer.valueOf(request.line().split(" ")[1].substring(1))));
        return versions;
    }

    /** Which contents were taken, in this order. */
    private List<Integer> reloads() {
        Map<String, Integer> contents = new HashMap<>();
        for (int i = 0; i <= 24; i++) {
            contents.put(ScriptReader.version(SCRIPT.formatted(i).getBytes(StandardCharsets.UTF_8)), i);
        }
        return events.stream().filter(WebhookScriptReloadedEvent.class::isInstance).map(WebhookScriptReloadedEvent.class::cast)
                .filter(event -> event.getScript().equals("a")).map(event -> contents.get(event.getVersion())).toList();
    }

    private Exchange called() {
        return template.request("direct:in", exchange -> exchange.getMessage().setBody(Map.of()));
    }

    private CamelContext camelContext() {
        return main.getCamelContext();
    }

    private WebhookScriptComponent component() {
        return camelContext().getComponent("webhookscript", WebhookScriptComponent.class);
    }

    private Scripts scripts() {
        return component().scripts();
    }

    private RouteWatcherReloadStrategy strategy() {
        return camelContext().hasService(RouteWatcherReloadStrategy.class);
    }

    private void start(boolean removeAllRoutes) throws Exception {
        main = new Main();
        main.configure().withRoutesIncludePattern("file:" + folder + "/*.webhookscript.yaml,file:" + elsewhere + "/*.yaml")
                .withBasePackageScanEnabled(false).withRoutesReloadEnabled(true)
                .withRoutesReloadDirectory(folder.toString()).withRoutesReloadPattern("*.webhookscript.yaml")
                .withRoutesReloadRemoveAllRoutes(removeAllRoutes);
        Files.writeString(elsewhere.resolve("caller.yaml"), """
                - route:
                    id: caller
                    from: { uri: "direct:in", steps: [ { to: "webhookscript:a" } ] }
                """);
        main.addInitialProperty("camel.component.webhookscript.allow", "loopback");
        main.addInitialProperty("camel.component.webhookscript.scripts", "file:" + folder);
        main.addInitialProperty("webhookscript.context.*.receiver", "http://127.0.0.1:" + receiver.port());
        main.start();
        template = camelContext().createProducerTemplate();
        camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptReloadedEvent || event instanceof WebhookScriptFileRefusedEvent) {
                    events.add(event);
                }
            }
        });
    }

    /** As editors do it, at once: Camel reads a file as soon as it is there. */
    private void save(String name, String text) throws Exception {
        Path written = elsewhere.resolve(name + ".new");
        Files.writeString(written, text);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
