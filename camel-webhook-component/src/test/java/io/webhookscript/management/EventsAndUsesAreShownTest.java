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
import java.util.List;
import java.util.Map;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookscript.WebhookScriptTestSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Console, JMX and meters show what became of events, and what uses a script. */
@Tag("slow")
class EventsAndUsesAreShownTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("hook", """
                request: { url: "{{ context.receiver }}/" }
                triggers: [ { event: contact.*, when: "id > 0", channels: ['sms:1'] }, { event: tick } ]
                """).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("crm-in").to("webhookscript:event:contact.updated");
            }
        });
        camel.camelContext().getRegistry().bind("metricsRegistry", MeterRegistry.class, meters);
        camel.camelContext().setDevConsole(true);
        camel.start();
        camel.call("webhookscript:event:tick", Map.of());
        camel.call("webhookscript:event:tick", Map.of());
        camel.call("webhookscript:event:tock", Map.of());
        camel.call("webhookscript:event", Map.of());
    }

    @AfterEach
    void stop() {
        camel.close();
    }

    private DevConsole console() {
        return camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
    }

    @Test
    void theConsoleShowsBoth() {
        String json = ((JsonObject) console().call(DevConsole.MediaType.JSON, Map.of())).toJson();
        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());

        assertThat(json).contains("\"matched\":2,\"unmatched\":1,\"rejected\":1,\"lastUnmatchedType\":\"tock\"")
                .contains("\"usedBy\":[\"crm-in\"]").contains("\"channels\":[\"sms:1\"]")
                .contains("\"path\":\"event:contact.updated\"")
                .contains("\"event\":\"contact.*\"");
        assertThat(text).contains("Events: 2 matched, 1 unmatched (last: tock), 1 rejected").contains("event:contact.updated");
    }

    @Test
    void aBeanShowsBoth() throws Exception {
        ObjectName events = new ObjectName(
                "org.apache.camel:context=" + camel.camelContext().getManagementName()
                                           + ",type=services,name=webhookscript-events");

        assertThat(List.of("Matched", "Unmatched", "Rejected", "LastUnmatchedType"))
                .map(name -> String.valueOf(server.getAttribute(events, name))).containsExactly("2", "1", "1", "tock");
        assertThat(server.getAttribute(events, "LastUnmatched")).isNotNull();
        assertThat(usage(events, "hook")).contains("crm-in", "event:contact.updated", "contact.*", "sms:1");
        assertThatThrownBy(() -> usage(events, "other")).isInstanceOf(MBeanException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private String usage(ObjectName events, String script) throws Exception {
        return (String) server.invoke(events, "usage", new Object[] { script }, new String[] { "java.lang.String" });
    }

    @Test
    void aMeterCountsEventsByTheirResult() {
        assertThat(List.of("matched", "unmatched", "rejected"))
                .map(outcome -> meters.get("webhookscript.events").tag("outcome", outcome).functionCounter().count())
                .containsExactly(2.0, 1.0, 1.0);
    }
}
