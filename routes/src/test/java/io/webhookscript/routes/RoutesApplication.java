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
package io.webhookscript.routes;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** A Camel application as a user writes one: the templates by pattern, the script from the class path. */
final class RoutesApplication implements AutoCloseable {

    private final ReceiverOnLoopback receiver;
    private final Main main = new Main();

    RoutesApplication() throws Exception {
        receiver = new ReceiverOnLoopback();
        main.setPropertyPlaceholderLocations("false");
        with("camel.main.routesIncludePattern", "classpath:io/webhookscript/routes/*.yaml");
        with("camel.component.webhookscript.allow", "loopback");
        for (String script : List.of("upsert-contact", "upsert-async", "upsert-form")) {
            with("webhookscript.context." + script + ".baseUrl", receiver.baseUrl());
        }
    }

    RoutesApplication with(String property, Object value) {
        main.addInitialProperty(property, value.toString());
        return this;
    }

    /** Adds route files to those that are loaded anyway. */
    RoutesApplication routes(String pattern) {
        return with("camel.main.routesIncludePattern", "classpath:io/webhookscript/routes/*.yaml," + pattern);
    }

    RoutesApplication bind(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    RoutesApplication start() {
        main.start();
        return this;
    }

    Main main() {
        return main;
    }

    CamelContext camelContext() {
        return main.getCamelContext();
    }

    ReceiverOnLoopback receiver() {
        return receiver;
    }

    @Override
    public void close() {
        main.stop();
        receiver.close();
    }
}
