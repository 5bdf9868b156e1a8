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
package io.webhookscript.karaf.callbacks;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Opens a session, and receives the response events of it on a web server of its own. */
public final class Callbacks implements BundleActivator {

    private CamelContext camel;

    @Override
    public void start(BundleContext bundleContext) throws Exception {
        camel = new OsgiDefaultCamelContext(bundleContext);
        Properties properties = new Properties();
        properties.setProperty("webhookscript.secret.chat", "only-an-example");
        camel.getPropertiesComponent().setInitialProperties(properties);
        WebhookScriptComponent webhooks = camel.getComponent("webhookscript", WebhookScriptComponent.class);
        webhooks.setScripts("classpath:callbacks/");
        webhooks.setAllow("loopback");
        Map<String, Object> context = new HashMap<>();
        context.put("receiver", System.getProperty("receiver.url"));
        webhooks.setContext(context);
        camel.addService(server());
        camel.addRoutes(routes());
        camel.start();
    }

    private static VertxPlatformHttpServer server() {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(Integer.getInteger("callbacks.port"));
        return new VertxPlatformHttpServer(configuration);
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:chat?repeatCount=1").setBody(constant("{\"chatId\": \"c-1\"}")).to("webhookscript:chat");
                from("webhookscript:callback:chat").setBody(simple("${header.CamelWebhookScriptSession}: ${body[text]}"));
            }
        };
    }

    @Override
    public void stop(BundleContext bundleContext) {
        camel.stop();
    }
}
