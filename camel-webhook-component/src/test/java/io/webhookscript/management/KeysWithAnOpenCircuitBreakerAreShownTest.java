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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.delivery.report.WebhookScriptBreakerStateEvent;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A few of the keys whose circuit breaker is open are named, masked and in one line; no meter is made for a key. */
class KeysWithAnOpenCircuitBreakerAreShownTest {

    private static final String SECRET = "s3cr3t-tenant-key";
    private static final String SCRIPT = """
            request: { url: "{{ context.receiver }}/" }
            limits:
              retry: { maxAttempts: 1 }
              circuitBreaker:
                slidingWindowSize: 1
                minimumNumberOfCalls: 1
                waitDurationInOpenState: 1h
                key: "{{ tenant }}{% if secretly %}{{ secret.tenant }}{% endif %}"
            """;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<WebhookScriptBreakerStateEvent> events = new ArrayList<>();
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.answering(RawReceiver.response(503, "text/plain", "later")), folder)
                .script("tenants", SCRIPT);
        Properties properties = new Properties();
        properties.setProperty("webhookscript.secret.tenant", SECRET);
        camel.camelContext().getPropertiesComponent().setOverrideProperties(properties);
        camel.camelContext().getRegistry().bind("metricsRegistry", MeterRegistry.class, meters);
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {

            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptBreakerStateEvent change) {
                    events.add(change);
                }
            }
        });
        camel.start();
    }

    private void fail(String tenant, boolean secretly) {
        camel.call("webhookscript:tenants", Map.of("tenant", tenant, "secretly", secretly));
    }

    private void failThoseOfSeven() {
        fail("acme\u001b[2J\nforged line", false);
        fail("with-", true);
        for (int i = 0; i < 5; i++) {
            fail("tenant-" + i, false);
        }
    }

    @Test
    void inTheHealthCheck() {
        failThoseOfSeven();

        HealthCheckRegistry registry = HealthCheckRegistry.get(camel.camelContext());
        registry.loadHealthChecks();
        HealthCheck.Result result = registry.getCheck("webhookscript").orElseThrow().callReadiness();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("script.tenants.breaker", "OPEN").containsEntry(
                "script.tenants.breaker.keys",
                "acme\\u001B[2J forged line, with-***tenant***, tenant-0, tenant-1, tenant-2 and 2 more");
    }

    @Test
    void inJmx() throws Exception {
        failThoseOfSeven();

        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> beans = server.queryNames(new ObjectName(
                "org.apache.camel:context=" + camel.camelContext().getManagementName() + ",type=webhookscript,*"), null);
        ObjectName bean = beans.iterator().next();

        assertThat(server.getAttribute(bean, "Breaker")).isEqualTo("open");
        assertThat(server.getAttribute(bean, "BreakerKeys")).isEqualTo(7L);
        assertThat(server.getAttribute(bean, "OpenBreakers")).isEqualTo(7L);
        assertThat((String[]) server.getAttribute(bean, "OpenBreakerKeys")).containsExactly(
                "acme\\u001B[2J forged line", "with-***tenant***", "tenant-0", "tenant-1", "tenant-2");
    }

    @Test
    void inTheDevConsole() {
        failThoseOfSeven();

        DevConsole console = camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
        JsonObject script = (JsonObject) ((JsonArray) ((JsonObject) console.call(MediaType.JSON, Map.of())).get("scripts"))
                .get(0);

        assertThat(script).containsEntry("breaker", "open").containsEntry("breakerKeys", 7).containsEntry("openBreakers", 7);
        assertThat((JsonArray) script.get("openBreakerKeys")).hasSize(5).contains("with-***tenant***");
        assertThat((String) console.call(MediaType.TEXT, Map.of())).contains("tenant-0").doesNotContain(SECRET);
    }

    @Test
    void asANumberInMeters() {
        failThoseOfSeven();

        assertThat(meters.get("webhookscript.breaker.open.keys").tags("script", "tenants").gauge().value()).isEqualTo(7);
        assertThat(meters.get("webhookscript.breaker.state").tags("script", "tenants", "state", "open").gauge().value())
                .isEqualTo(1);
        assertThat(meters.getMeters()).extracting(Meter::getId).flatExtracting(Meter.Id::getTags).extracting(Tag::getValue)
                .noneMatch(value -> value.contains("tenant-") || value.contains("acme"));
    }

    @Test
    void inTheEventOfEachChange() {
        failThoseOfSeven();

        assertThat(events).hasSize(7).first().asString()
                .contains("circuit breaker of key acme\\u001B[2J forged line closed to open");
        assertThat(events).extracting(event -> event.getKey().orElseThrow()).contains("with-***tenant***", "tenant-4");
    }
}
