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

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.route.DeliveryRouteListener;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/**
 * The entry point of a script's delivery route; producers call its processor. It stays up during a shutdown as long as
 * other routes may need it.
 */
final class WebhookScriptConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private final DeliveryRouteListener listener;

    WebhookScriptConsumer(WebhookScriptEndpoint endpoint, Processor processor, DeliveryRouteListener listener) {
        super(endpoint, processor);
        this.listener = listener;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        listener.stateChanged(ScriptState.STARTED);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        listener.stateChanged(ScriptState.STOPPED);
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        listener.stateChanged(ScriptState.SUSPENDED);
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        listener.stateChanged(ScriptState.STARTED);
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return true;
    }

    /** The route's own count of exchanges in flight does not cover events that were accepted and have not begun. */
    @Override
    public int getPendingExchangesSize() {
        return listener.inFlight();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // the delivery route's own step ends the waits; Camel calls it before the other routes have ended
    }
}
