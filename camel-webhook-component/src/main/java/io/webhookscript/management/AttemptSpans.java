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
package io.webhookscript.management;

import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.webhookscript.delivery.AttemptRecord;
import io.webhookscript.delivery.TracedDelivery;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Says on the span of an attempt, which is that of its {@code direct:} route, what the attempt was: its number, why it
 * was made when it is not the first, and what came of it.
 */
final class AttemptSpans implements InterceptStrategy {

    private AttemptSpans() {
    }

    static void addTo(CamelContext camelContext) {
        camelContext.getCamelContextExtension().addInterceptStrategy(new AttemptSpans());
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        String id = String.valueOf(definition.getId());
        return id.startsWith("webhookscript-") && id.endsWith("-send") ? new Described(target) : target;
    }

    private static final class Described extends DelegateAsyncProcessor {

        private Described(Processor attempt) {
            super(attempt);
        }

        /** An attempt runs on one thread from its begin to its end, and its span is the current one there. */
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Span span = Span.current();
            return super.process(exchange, doneSync -> {
                if (span.isRecording()) {
                    TracedDelivery.of(exchange).ifPresent(delivery -> describe(span, delivery));
                }
                callback.done(doneSync);
            });
        }
    }

    private static void describe(Span span, TracedDelivery delivery) {
        span.setAttribute("webhookscript.script", delivery.script());
        span.setAttribute("webhookscript.message_id", delivery.messageId());
        List<AttemptRecord> attempts = delivery.attempts();
        if (attempts.isEmpty()) {
            return;
        }
        AttemptRecord attempt = attempts.get(attempts.size() - 1);
        span.setAttribute("webhookscript.attempt", attempts.size());
        span.setAttribute("webhookscript.outcome", attempt.outcome().word());
        attempt.status().ifPresent(status -> span.setAttribute("http.response.status_code", status));
        if (!attempt.error().isEmpty()) {
            span.setAttribute("webhookscript.reason", attempt.error());
        }
        if (attempts.size() > 1) {
            span.setAttribute("webhookscript.retry_reason", attempts.get(attempts.size() - 2).error());
        }
    }
}
