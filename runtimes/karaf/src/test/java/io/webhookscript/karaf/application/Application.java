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
package io.webhookscript.karaf.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle as a user writes it: a Camel context with routes, scripts in the bundle and in a folder. */
public final class Application implements BundleActivator {

    private CamelContext camel;

    @Override
    public void start(BundleContext bundleContext) throws Exception {
        String folder = System.getProperty("scripts.folder");
        camel = new OsgiDefaultCamelContext(bundleContext);
        Properties properties = new Properties();
        properties.setProperty("webhookscript.console.enabled", "true");
        properties.setProperty("webhookscript.console.folder", "file:" + folder);
        properties.setProperty("webhookscript.console.port", "0");
        camel.getPropertiesComponent().setInitialProperties(properties);
        WebhookScriptComponent webhooks = camel.getComponent("webhookscript", WebhookScriptComponent.class);
        webhooks.setScripts("classpath:webhookscripts/,file:" + folder);
        webhooks.setAllow("loopback");
        webhooks.setLanguages("jsonpath,xpath,mvel");
        Map<String, Object> context = new HashMap<>();
        context.put("receiver", System.getProperty("receiver.url"));
        webhooks.setContext(context);
        camel.addRoutes(routes());
        camel.start();
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:ticks?period=200").setBody(constant("{\"tick\": 1}")).to("webhookscript:tick");

                from("timer:contact?repeatCount=1")
                        .setBody(constant("{\"contact\": {\"id\": 7, \"first_name\": \"Zoë\", \"last_name\": \"O'Neil\"}}"))
                        .to("webhookscript:read-json")
                        .to("webhookscript:read-xml")
                        .to("webhookscript:report");
            }
        };
    }

    @Override
    public void stop(BundleContext bundleContext) {
        camel.stop();
    }
}
