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

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the observers of a Camel context's scripts. The component makes Camel find this class by {@code
 * META-INF/services/org/apache/camel/webhookscript/management}, which works with every class loader: Java's service
 * loader, as Camel uses it, sees neither the jars of a Spring Boot application nor those of OSGi.
 */
public final class ManagementPlugin implements CamelContextCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPlugin.class);

    private static final String MICROMETER = "org.apache.camel.component.micrometer.MicrometerUtils";
    private static final String TELEMETRY = "org.apache.camel.opentelemetry2.OpenTelemetryTracer";

    /** Runs once for each context, however many components it has. */
    @Override
    public void configure(CamelContext camelContext) {
        if (camelContext.getCamelContextExtension().getContextPlugin(UsedScripts.class) != null) {
            return;
        }
        List<UsedScripts.Watcher> watchers = new ArrayList<>();
        watchers.add(new ScriptMBeans(camelContext));
        if (isThere(camelContext, MICROMETER)) {
            watchers.add(ScriptMeters.of(camelContext));
        }
        if (isThere(camelContext, TELEMETRY)) {
            AttemptSpans.addTo(camelContext);
        }
        UsedScripts used = new UsedScripts(watchers);
        camelContext.getCamelContextExtension().addContextPlugin(UsedScripts.class, used);
        camelContext.addLifecycleStrategy(used);
        if (camelContext.isStarted()) {
            used.onContextStarted(camelContext);
        }
    }

    /** These libraries are optional. */
    private static boolean isThere(CamelContext camelContext, String type) {
        boolean there = camelContext.getClassResolver().resolveClass(type) != null;
        LOG.debug("{} is {}", type, there ? "present" : "absent");
        return there;
    }
}
