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
package io.webhookscript.console;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Starts the console with the Camel context, if it is enabled. Camel finds this plugin by Java's service loader when a
 * context is created.
 */
public final class ConsolePlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        try {
            camelContext.addStartupListener(new Starter());
        } catch (Exception e) {
            throw new IllegalStateException("the console cannot listen to the start of the Camel context", e);
        }
    }

    /** The management server, the component and its scripts are there when the context has started. */
    private static final class Starter implements StartupListener {

        @Override
        public void onCamelContextStarted(CamelContext camelContext, boolean alreadyStarted) {
            // the routes start later
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext camelContext, boolean alreadyStarted) throws Exception {
            Console running = camelContext.hasService(Console.class);
            if ((running == null || !running.isStarted()) && ConsoleOptions.isEnabled(camelContext)) {
                camelContext.addService(new Console(camelContext, ConsoleOptions.of(camelContext)), true, true);
            }
        }
    }
}
