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

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;

import javax.management.ObjectName;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Health check, developer console, JMX and meters show what waits in the store, and why. */
class TheStoreIsShownTest {

    private static final String LATER = """
            execution: async
            request: { method: PUT, url: "{{ context.receiver }}/" }
            limits: { total: 2h, retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h, jitter: 0 }, circuitBreaker: false }
            """;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RestartableStore store = new RestartableStore();

    private Watched watched;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        watched = new Watched(folder);
        watched.camel.script("later", LATER);
        watched.camel.camelContext().getRegistry().bind("metricsRegistry", MeterRegistry.class, meters);
        watched.camel.camelContext().setDevConsole(true);
        watched.camel.component().setStore(store);
        watched.camel.start();
        watched.status.set(503);
        watched.camel.call("webhookscript:later", "{}");
        Awaitility.await().until(() -> store.size() == 1 && store.status().claimed() == 0);
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
    }

    private HealthCheck.Result health() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(watched.camel.camelContext());
        registry.loadHealthChecks();
        return registry.getCheck("webhookscript").orElseThrow().callReadiness();
    }

    private DevConsole console() {
        return watched.camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
    }

    private double gauge(String name) {
        return meters.get("webhookscript.store." + name).gauge().value();
    }

    private Object attribute(String keys, String name) throws Exception {
        String context = watched.camel.camelContext().getManagementName();
        return ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("org.apache.camel:context=" + context + "," + keys), name);
    }

    @Test
    void theConsoleShowsItsNumbers() {
        JsonObject json = (JsonObject) console().call(MediaType.JSON, Map.of());

        JsonObject shown = (JsonObject) json.get("store");
        assertThat(shown).containsEntry("oldestSeconds", 7L).containsEntry("commitMillis", 3L).containsEntry("problem", "");
        assertThat(shown.get("waiting")).isEqualTo(Map.of("later", 1L));
        JsonArray scripts = (JsonArray) json.get("scripts");
        assertThat(scripts).filteredOn(script -> ((JsonObject) script).get("name").equals("later"))
                .singleElement().satisfies(script -> assertThat(((JsonObject) script).get("stored")).isEqualTo(1L));
        assertThat(console().call(MediaType.TEXT, Map.of()).toString())
                .contains("Store: 1 waiting, oldest 7 s, 0 claimed, 0 order keys blocked, commit 3 ms");
    }

    @Test
    void jmxShowsItsNumbers() throws Exception {
        String keys = "type=services,name=webhookscript-store";

        assertThat((String[]) attribute(keys, "Waiting")).containsExactly("later=1");
        assertThat(attribute(keys, "OldestSeconds")).isEqualTo(7L);
        assertThat(attribute(keys, "Claimed")).isEqualTo(0);
        assertThat(attribute(keys, "Blocked")).isEqualTo(0L);
        assertThat(attribute(keys, "CommitMillis")).isEqualTo(3L);
        assertThat(attribute(keys, "Problem")).isEqualTo("");
        assertThat(attribute("type=webhookscript,name=\"later\"", "Stored")).isEqualTo(1L);
    }

    @Test
    void metersShowItsNumbers() {
        assertThat(meters.get("webhookscript.store.waiting").tag("script", "later").gauge().value()).isEqualTo(1);
        assertThat(gauge("oldest")).isEqualTo(7);
        assertThat(gauge("commit")).isEqualTo(0.003);
        assertThat(gauge("claimed")).isZero();
        assertThat(gauge("blocked")).isZero();
        assertThat(gauge("available")).isEqualTo(1);
    }

    @Test
    void theHealthCheckIsUpWhileEventsWait() {
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).doesNotContainKeys("store", "store.later");
    }

    @Test
    void theHealthCheckIsDownWhileNothingCanBeStored() throws Exception {
        store.isDown("the disk is full");

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage().orElseThrow()).contains("no event can be stored: the disk is full");
        assertThat(gauge("available")).isZero();
        assertThat(attribute("type=services,name=webhookscript-store", "Problem")).isEqualTo("the disk is full");
        store.isBack();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void theHealthCheckNamesScriptsWhoseEventsNobodyDelivers() throws Exception {
        watched.camel.component().scripts().remove("later", true);
        store.accept(new OutboxEntry("msg_1", "unknown", null, null, false, 0, new byte[0], new byte[0]), false)
                .toCompletableFuture().get();

        assertThat(store.size()).isEqualTo(2);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails())
                .hasEntrySatisfying("store.later", why -> assertThat(why.toString()).contains("1 events wait: ", "removed"))
                .containsEntry("store.unknown", "1 events wait: no script of that name is loaded");
    }
}
