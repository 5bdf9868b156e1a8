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

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Who looks at a script with {@code request.via} sees the endpoint, and what does not hold for its calls. */
class AnEndpointIsShownWithItsScriptTest {

    private Watched watched;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        watched = new Watched(folder);
        watched.camel.component().getVia().put("crm", watched.receiver.uri("").toString());
        watched.camel.script("through", "request: { url: \"{{ context.receiver }}/a\", via: crm }\n");
        watched.camel.camelContext().setDevConsole(true);
        watched.camel.start();
        watched.camel.call("webhookscript:through", "{}");
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
    }

    private DevConsole console() {
        return watched.camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
    }

    private JsonObject script(String name) {
        JsonObject page = (JsonObject) console().call(MediaType.JSON, Map.of("filter", name));
        return (JsonObject) ((JsonArray) page.get("scripts")).get(0);
    }

    @Test
    void theDevConsoleShowsTheScriptOfAnEndpoint() {
        assertThat(script("through")).containsEntry("via", "crm");
        assertThat((List<?>) script("through").get("notes")).hasSize(5);
        assertThat(script("hook")).doesNotContainKeys("via", "notes");
        assertThat((String) console().call(MediaType.TEXT, Map.of("filter", "through"))).contains("via: crm")
                .contains("the endpoint's own timeouts");
    }

    @Test
    void jmxShowsTheScriptOfAnEndpoint() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName(
                "org.apache.camel:context=" + watched.camel.camelContext().getManagementName()
                                                           + ",type=webhookscript,name=\"through\""),
                null).iterator().next();

        assertThat(server.getAttribute(bean, "Via")).isEqualTo("crm");
        assertThat((String[]) server.getAttribute(bean, "Notes")).hasSize(5);
        assertThat((String) server.invoke(bean, "dryRun", new Object[] { "{}" }, new String[] { "java.lang.String" }))
                .contains("\"via\":\"crm\"").contains("\"notes\":[");
        assertThat((String) server.invoke(bean, "realRun", new Object[] { "{}" }, new String[] { "java.lang.String" }))
                .contains("\"outcome\":\"delivered\"");
    }
}
