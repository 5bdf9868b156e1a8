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
 * Records on each exchange in which splits, multicasts, recipient lists, routing slips, dynamic routers, loops and
 * calling nodes it is, so that no two calls share a message id. Other nodes are not changed.
 */
public final class CallPaths implements InterceptStrategy {

    private final Predicate<Component> callsScripts;

    private CallPaths(Predicate<Component> callsScripts) {
        this.callsScripts = callsScripts;
    }

    /**
     * Adds the interceptor to a Camel context. It affects routes that are created later; a second call has no effect.
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
        return CallPathNode.of(context, callsScripts, definition).<Processor> map(node -> new CallPathProcessor(target, node))
                .orElse(target);
    }

    private static final class CallPathProcessor extends DelegateAsyncProcessor {

        private final CallPathNode node;

        private CallPathProcessor(Processor target, CallPathNode node) {
            super(target);
            this.node = node;
        }

        /** The result of a child may carry the child's path, so the previous path is restored after the node. */
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
