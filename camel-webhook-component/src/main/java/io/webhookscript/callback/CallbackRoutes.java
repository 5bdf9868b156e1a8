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
package io.webhookscript.callback;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of callbacks that are started, at different paths, and the document that describes them. Changes are
 * made by one thread at a time.
 */
final class CallbackRoutes {

    private final CamelContext camelContext;
    private final @Nullable String documentPath;
    private final Set<CallbackConsumer> started = new LinkedHashSet<>();
    private @Nullable Consumer document;

    /** @param documentPath null for no document */
    CallbackRoutes(CamelContext camelContext, @Nullable String documentPath) {
        this.camelContext = camelContext;
        this.documentPath = documentPath;
    }

    /** @param script the script of the consumer; null when it has no callback, or is not loaded */
    synchronized void started(CallbackConsumer consumer, @Nullable Script script, Callbacks owner) throws Exception {
        listen(consumer, script, owner);
        started.add(consumer);
        if (document == null && documentPath != null) {
            document = WebServer.listen(
                    camelContext, documentPath, "?httpMethodRestrict=GET", new OpenApiProcessor(owner));
        }
    }

    synchronized void stopped(CallbackConsumer consumer, Callbacks owner) throws Exception {
        started.remove(consumer);
        consumer.listenAt("", owner);
        if (started.isEmpty() && document != null) {
            WebServer.leave(document);
            document = null;
        }
    }

    /** Follows a script whose callback may have changed, or is gone. */
    synchronized void changed(String name, @Nullable Script script, Callbacks owner) throws Exception {
        for (CallbackConsumer consumer : started) {
            if (consumer.script().equals(name)) {
                listen(consumer, script, owner);
            }
        }
    }

    private void listen(CallbackConsumer consumer, @Nullable Script script, Callbacks owner) throws Exception {
        String path = Optional.ofNullable(script).map(found -> found.definition().delivery().callback())
                .map(CallbackDefinition::path)
                .orElse("");
        for (CallbackConsumer other : started) {
            if (!other.equals(consumer) && !path.isEmpty() && other.path().equals(path)) {
                throw new IllegalStateException(
                        "callback.path " + path + " of script '" + consumer.script() + "' is taken by the route of "
                                                + other.getEndpoint());
            }
        }
        consumer.listenAt(path, owner);
    }

    synchronized boolean isRunning(String script) {
        return started.stream().anyMatch(consumer -> consumer.script().equals(script) && !consumer.path().isEmpty());
    }

    /** The names of the scripts whose events are received, in the order of the starts of their routes. */
    synchronized List<String> scripts() {
        return started.stream().filter(consumer -> !consumer.path().isEmpty()).map(CallbackConsumer::script).toList();
    }
}
