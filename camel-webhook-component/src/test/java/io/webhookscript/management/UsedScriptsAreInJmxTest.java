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
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UsedScriptsAreInJmxTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private Watched watched;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        watched = new Watched(folder);
        watched.camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
        assertThat(beans()).isEmpty();
    }

    private Set<ObjectName> beans() throws Exception {
        return server.queryNames(new ObjectName(
                "org.apache.camel:context="
                                                + watched.camel.camelContext().getManagementName()
                                                + ",type=webhookscript,*"),
                null);
    }

    private ObjectName hook() throws Exception {
        return beans().stream().filter(name -> name.getKeyProperty("name").equals("\"hook\"")).findFirst().orElseThrow();
    }

    private Object attribute(String name) throws Exception {
        return server.getAttribute(hook(), name);
    }

    private Object call(String operation, String type, Object... arguments) throws Exception {
        return server.invoke(hook(), operation, arguments, arguments.length == 0 ? new String[0] : new String[] { type });
    }

    @Test
    void onlyUsedScriptsHaveABean() throws Exception {
        assertThat(beans()).isEmpty();

        watched.camel.call("webhookscript:hook", "{}");

        assertThat(beans()).hasSize(1);
    }

    @Test
    void beansShowTheStateOfTheirScript() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");
        watched.status.set(422);
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(attribute("Script")).isEqualTo("hook");
        assertThat((String) attribute("Version")).hasSize(12);
        assertThat(attribute("Tenant")).isEqualTo("acme");
        assertThat(attribute("State")).isEqualTo("started");
        assertThat(attribute("InFlight")).isEqualTo(0L);
        assertThat(attribute("Delivered")).isEqualTo(1L);
        assertThat(attribute("Failed")).isEqualTo(1L);
        assertThat(attribute("Attempts")).isEqualTo(2L);
        assertThat(attribute("LastOutcome")).isEqualTo("refused");
        assertThat((String) attribute("LastMessageId")).startsWith("msg_");
        assertThat(attribute("Breaker")).isEqualTo("closed");
    }

    @Test
    void connectionsHaveABeanOfTheirOwn() throws Exception {
        ObjectName connections = new ObjectName(
                "org.apache.camel:context=" + watched.camel.camelContext().getManagementName()
                                                + ",type=services,name=webhookscript-connections");

        assertThat(server.getAttribute(connections, "Open")).isEqualTo(0);
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(server.getAttribute(connections, "Leased")).isEqualTo(0);
        assertThat(server.getAttribute(connections, "Open")).isEqualTo(1);
        assertThat(server.getAttribute(connections, "Waiting")).isEqualTo(0);
        watched.close();
        assertThat(server.isRegistered(connections)).isFalse();
    }

    @Test
    void stopAndStartThem() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");

        call("stop", "boolean", false);
        assertThat(attribute("State")).isEqualTo("stopped");
        assertThat(watched.camel.call("webhookscript:hook", "{}").getException()).hasMessageContaining("stopped");

        call("start", "");
        assertThat(watched.camel.call("webhookscript:hook", "{}").getException()).isNull();
        assertThat(attribute("State")).isEqualTo("started");
    }

    @Test
    void tellARefusalInWordsThatAnyConsoleCanRead() throws Exception {
        watched.camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("mine").to("webhookscript:hook");
            }
        });
        watched.camel.call("direct:in", "{}");

        assertThatThrownBy(() -> call("stop", "boolean", false)).isInstanceOf(MBeanException.class).cause()
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("mine").hasNoCause();

        call("stop", "boolean", true);
        assertThat(attribute("State")).isEqualTo("stopped");
    }

    @Test
    void aStopLetsCallsInFlightFinish() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");
        watched.hold = new CountDownLatch(1);
        var calls = new ArrayList<Future<Exchange>>();
        for (int i = 0; i < 8; i++) {
            calls.add(watched.camel.camelContext().createProducerTemplate().asyncSend(
                    "webhookscript:hook", exchange -> exchange.getMessage().setBody("{}")));
        }
        Awaitility.await().until(() -> watched.receiver.requests().size() == 9);

        var stop = CompletableFuture.runAsync(() -> {
            try {
                call("stop", "boolean", true);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        Awaitility.await().until(() -> attribute("State").equals("stopped"));
        watched.hold.countDown();

        stop.get(30, TimeUnit.SECONDS);
        for (var call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    @Test
    void tryThemOutWithoutShowingSecrets() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");

        String dry = (String) call("dryRun", "java.lang.String", "{\"id\": 7}");
        assertThat(watched.receiver.requests()).hasSize(1);
        String real = (String) call("realRun", "java.lang.String", "{\"id\": 7}");

        assertThat(watched.receiver.requests()).hasSize(2);
        assertThat(dry).contains("\"X-K\":[\"***canary***\"]").doesNotContain(Watched.CANARY);
        assertThat(real).contains("\"outcome\":\"delivered\"").contains("***canary***").doesNotContain(Watched.CANARY);
    }

    @Test
    void removeThem() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");

        call("remove", "boolean", false);

        assertThat(watched.camel.call("webhookscript:hook", "{}").getException()).hasMessageContaining("removed");
        Awaitility.await().until(() -> beans().isEmpty());
    }

    @Test
    void goWhenTheScriptGoes() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");

        watched.camel.component().scripts().remove("hook", true);

        Awaitility.await().until(() -> beans().isEmpty());
    }
}
