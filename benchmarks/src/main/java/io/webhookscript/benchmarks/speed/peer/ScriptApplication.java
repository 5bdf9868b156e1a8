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
package io.webhookscript.benchmarks.speed.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** An application that does nothing but hold scripts: camel-main, a folder, a few properties. */
final class ScriptApplication {

    private final Main main = new Main();
    private final Path folder;

    ScriptApplication(Setup setup) {
        folder = setup.folder();
        main.configure().setAutoConfigurationLogSummary(false);
        set("scripts", "file:" + folder);
        set("allow", "loopback");
        set("maxConnections", Integer.toString(Demands.CONNECTIONS));
        set("maxConnectionsPerRoute", Integer.toString(Demands.CONNECTIONS));
    }

    void add(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".webhookscript.yaml"), text);
    }

    /** An option of the component. */
    void set(String option, String value) {
        property("camel.component.webhookscript." + option, value);
    }

    void property(String name, String value) {
        main.addInitialProperty(name, value);
    }

    void bean(String name, Object bean) {
        main.bind(name, bean);
    }

    CamelContext start() {
        main.start();
        return main.getCamelContext();
    }
}
