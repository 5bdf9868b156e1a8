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
package io.webhookscript.samples.common;

import java.util.Map;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** A Camel Main application with the {@code application.properties} and the routes of the sample. */
public final class SampleApplication implements AutoCloseable {

    private final Main main = new Main();

    private SampleApplication() {
    }

    /** @param properties what is known only when the sample runs, such as the port of its receiver */
    public static SampleApplication start(Map<String, String> properties) throws Exception {
        return start(properties, Map.of());
    }

    /** @param beans objects of the sample for the registry, by name */
    public static SampleApplication start(Map<String, String> properties, Map<String, ?> beans) throws Exception {
        SampleApplication application = new SampleApplication();
        properties.forEach(application.main::addInitialProperty);
        beans.forEach(application.main::bind);
        application.main.start();
        return application;
    }

    public CamelContext camelContext() {
        return main.getCamelContext();
    }

    public WebhookScriptComponent component() {
        return camelContext().getComponent("webhookscript", WebhookScriptComponent.class);
    }

    public ProducerTemplate template() throws Exception {
        return main.getCamelTemplate();
    }

    @Override
    public void close() {
        main.stop();
    }
}
