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
package io.webhookscript.callpath;

import java.util.function.Predicate;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Notes at the splits, multicasts, recipient lists, routing slips, dynamic routers and loops of all routes, and at the
 * nodes that may call a script, that an exchange is in them, so that no two calls share a message id. Other nodes are
 * left as they are.
 */
public final class CallPaths implements InterceptStrategy {

    private final Predicate<Component> callsScripts;

    private CallPaths(Predicate<Component> callsScripts) {
        this.callsScripts = callsScripts;
    }

    /**
     * Takes effect on routes that are made after it; more than once is as good as once.
     *
     * @param callsScripts whether the endpoints of a component call scripts
     */
    public static void noteIn(CamelContext camelContext, Predicate<Component> callsScripts) {
        ExtendedCamelContext extended = camelContext.getCamelContextExtension();
        if (extended.getInterceptStrategies().stream().noneMatch(CallPaths.class::isInstance)) {
            extended.addInterceptStrategy(new CallPaths(callsScripts));
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return CallPathNode.of(context, callsScripts, definition).<Processor> map(node -> new Noting(target, node))
                .orElse(target);
    }

    private static final class Noting extends DelegateAsyncProcessor {

        private final CallPathNode node;

        private Noting(Processor target, CallPathNode node) {
            super(target);
            this.node = node;
        }

        /** What a child was in may come back with what it gave: behind the node the exchange is where it was before. */
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            CallPath around = CallPath.of(exchange);
            around.within(node, exchange).noteIn(exchange);
            return super.process(exchange, doneSync -> {
                around.noteIn(exchange);
                callback.done(doneSync);
            });
        }
    }
}
