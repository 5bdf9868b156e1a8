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

import java.util.function.Supplier;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the response events of one script for a route. It listens on the web server of the runtime at the path of
 * the script, and moves when a reload changes the path.
 */
final class CallbackConsumer extends DefaultConsumer implements Suspendable {

    private final String script;
    private final Supplier<Callbacks> running;
    private @Nullable Callbacks callbacks;
    private @Nullable Consumer listening;
    private String path = "";

    CallbackConsumer(Endpoint endpoint, Processor processor, String script, Supplier<Callbacks> running) {
        super(endpoint, processor);
        this.script = script;
        this.running = running;
    }

    String script() {
        return script;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Callbacks owner = running.get();
        callbacks = owner;
        owner.started(this);
    }

    @Override
    protected void doStop() throws Exception {
        Callbacks owner = callbacks;
        if (owner != null) {
            owner.stopped(this);
            callbacks = null;
        }
        super.doStop();
    }

    /** The path at which it listens; empty when its script has no callback now. */
    synchronized String path() {
        return path;
    }

    /** Listens at a path, and no longer at the one before. An empty path means nowhere. */
    synchronized void listenAt(String wanted, Callbacks owner) throws Exception {
        if (wanted.equals(path)) {
            return;
        }
        if (listening != null) {
            WebServer.leave(listening);
            listening = null;
        }
        path = "";
        if (!wanted.isEmpty()) {
            listening = WebServer.listen(
                    getEndpoint().getCamelContext(), wanted, "", new CallbackProcessor(owner, this));
            path = wanted;
        }
    }
}
