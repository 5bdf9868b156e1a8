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

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookscript.deadletter.Letters;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The dead letters in the store in JMX, in the dev console, in the health check and as a meter. */
class DeadLettersAreShownTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final RestartableStore store = new RestartableStore();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Watched watched;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Letters.addThree(store);
        store.deadLetters().add(Letters.letter("msg_4", "hook", "temporary", 503, "busy", Letters.NOON));
        watched = new Watched(folder);
        watched.camel.component().setStore(store);
        watched.camel.camelContext().getRegistry().bind("metricsRegistry", MeterRegistry.class, meters);
        watched.camel.camelContext().setDevConsole(true);
        watched.camel.start();
        await().until(() -> watched.camel.component().deadLetters().orElseThrow().open().size() == 3);
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
        assertThat(server.isRegistered(bean())).isFalse();
    }

    private ObjectName bean() throws Exception {
        return new ObjectName(
                "org.apache.camel:context=" + watched.camel.camelContext().getManagementName()
                              + ",type=services,name=webhookscript-deadletters");
    }

    private String call(String operation, Object... arguments) throws Exception {
        String[] types = arguments.length == 0 ? new String[0] : new String[] { String.class.getName() };
        return (String) server.invoke(bean(), operation, arguments, types);
    }

    private Object console(MediaType type) {
        return watched.camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript").call(type, Map.of());
    }

    @Test
    void jmxListsAndCountsThemWithoutTheirEvents() throws Exception {
        assertThat(server.getAttribute(bean(), "Open")).isEqualTo(4L);
        assertThat((String[]) server.getAttribute(bean(), "OpenByScript")).containsExactly("crm=2", "hook=1", "shop=1");
        assertThat(call("list", "{\"script\": \"crm\", \"status\": 503}")).isEqualTo(
                "{\"letters\":[{\"messageId\":\"msg_1\",\"script\":\"crm\",\"failedAt\":\"2026-03-01T12:00:00Z\","
                                                                                     + "\"outcome\":\"temporary\",\"status\":503,\"reason\":\"The server is Busy (100%)\",\"replayedAt\":null,"
                                                                                     + "\"replays\":0}],\"next\":null}");
        assertThat(call("list", "")).contains("msg_4").doesNotContain("ada@example.com");
        assertThat(call("count", "{\"replayed\": false}")).isEqualTo(
                "{\"count\":4,\"scripts\":{\"crm\":2,\"hook\":1,\"shop\":1}}");
    }

    @Test
    void jmxDiscardsThem() throws Exception {
        assertThat(call("discard", "{\"script\": \"crm\"}")).isEqualTo("{\"discarded\":2}");
        assertThat(call("discardMessage", "msg_3")).isEqualTo("{\"discarded\":1}");

        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("hook", 1L));
        await().untilAsserted(() -> assertThat(server.getAttribute(bean(), "Open")).isEqualTo(1L));
    }

    @Test
    void jmxSaysWhatIsWrongInExceptionsOfTheJdk() {
        assertThatThrownBy(() -> call("discard", "")).isInstanceOf(MBeanException.class).cause()
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a filter is missing").hasNoCause();
        assertThatThrownBy(() -> call("list", "crm")).isInstanceOf(MBeanException.class).cause()
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected a JSON object").hasNoCause();
        assertThatThrownBy(() -> call("replayMessage", "msg_0")).isInstanceOf(MBeanException.class).cause()
                .isInstanceOf(IllegalArgumentException.class).hasMessage("there is no dead letter 'msg_0'");
        assertThatThrownBy(() -> call("replay", "{\"script\": \"shop\"}")).isInstanceOf(MBeanException.class).cause()
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("the script 'shop' cannot send now")
                .hasNoCause();
        assertThatThrownBy(() -> call("stop", "replay-9")).isInstanceOf(MBeanException.class).cause()
                .isInstanceOf(IllegalArgumentException.class).hasMessage("there is no replay 'replay-9'");
    }

    @Test
    void theConsoleShowsTheirNumber() {
        JsonObject json = (JsonObject) console(MediaType.JSON);

        assertThat((JsonObject) json.get("deadLetters")).containsEntry("open", 4L).containsKey("replays");
        assertThat(json.toJson()).contains("\"openDeadLetters\":1").doesNotContain("ada@example.com");
        assertThat((String) console(MediaType.TEXT)).contains("Open dead letters: 4").contains("openDeadLetters: 1");
    }

    @Test
    void theHealthCheckNamesThemAndStaysUp() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(watched.camel.camelContext());
        registry.loadHealthChecks();

        Result result = registry.getCheck("webhookscript").orElseThrow().callReadiness();

        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(result.getDetails()).containsEntry("script.crm.deadLetters", 2L)
                .containsEntry("script.hook.deadLetters", 1L);
    }

    @Test
    void aScriptThatIsUsedHasAMeter() {
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(meters.get("webhookscript.dead.letters.open").tags("script", "hook", "tenant", "acme").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void monitoringDoesNotWaitForAStoreThatFails() throws Exception {
        store.deadLetters().fail("the store cannot be used now");

        assertThat(server.getAttribute(bean(), "Open")).isEqualTo(4L);
        assertThat((String) console(MediaType.TEXT)).contains("Open dead letters: 4");
    }

    @Test
    void noSecretIsShown() throws Exception {
        watched.status.set(404);
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL.ofScript("hook"))).isEqualTo(Map.of("hook", 2L));
        assertThat(watched.receiver.requests().get(0).headers("X-K")).containsExactly(Watched.CANARY);
        assertThat(call("list", "{\"script\": \"hook\"}") + console(MediaType.JSON) + console(MediaType.TEXT))
                .contains("404").doesNotContain(Watched.CANARY);
        assertThat(call("list", "{\"text\": \"" + Watched.CANARY + "\"}")).isEqualTo("{\"letters\":[],\"next\":null}");
    }
}
