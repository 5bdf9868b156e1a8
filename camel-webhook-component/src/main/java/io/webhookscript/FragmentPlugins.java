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
package io.webhookscript;

import java.net.URL;
import java.util.ServiceLoader;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Loads Camel's plugins from the OSGi fragments of the component's bundle, such as the web console: in OSGi, Camel
 * itself looks for plugins only in the bundle of the application.
 */
final class FragmentPlugins {

    private FragmentPlugins() {
    }

    static void load(CamelContext camelContext) {
        if (isInBundle()) {
            ServiceLoader.load(ContextServicePlugin.class, FragmentPlugins.class.getClassLoader())
                    .forEach(plugin -> plugin.load(camelContext));
        }
    }

    private static boolean isInBundle() {
        URL own = FragmentPlugins.class.getResource("FragmentPlugins.class");
        return own != null && own.getProtocol().startsWith("bundle");
    }
}
