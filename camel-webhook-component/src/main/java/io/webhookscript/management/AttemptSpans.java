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
import java.util.Optional;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.webhookscript.delivery.TracedDelivery;
import io.webhookscript.delivery.report.AttemptRecord;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Adds attributes to the span of an attempt, which is the span of its {@code direct:} route: its number, the reason for
 * a retry, and its outcome. The HTTP call has its own child span, a {@link CallSpan}.
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
        if (!id.startsWith("webhookscript-")) {
            return target;
        }
        if (id.endsWith("-send")) {
            return new DescribingStep(target, context);
        }
        return id.endsWith("-seal") || id.endsWith("-classify") ? new EndpointStep(target) : target;
    }

    private static final class DescribingStep extends DelegateAsyncProcessor {

        private final CamelContext camelContext;
        private volatile @Nullable Tracer tracer;

        private DescribingStep(Processor attempt, CamelContext camelContext) {
            super(attempt);
            this.camelContext = camelContext;
        }

        /** An attempt runs on one thread from start to end, and its span is the current span of that thread. */
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Span attempt = Span.current();
            if (!attempt.isRecording()) {
                return super.process(exchange, callback);
            }
            Optional<TracedDelivery> before = TracedDelivery.of(exchange);
            if (before.isEmpty()) {
                return super.process(exchange, callback);
            }
            CallSpan call = CallSpan.begin(tracer(), before.get(), exchange.getMessage());
            return call.around(() -> super.process(exchange, doneSync -> {
                TracedDelivery after = TracedDelivery.of(exchange).orElse(before.get());
                call.end(after);
                describe(attempt, after);
                callback.done(doneSync);
            }));
        }

        /** Looked up when the first span exists: before that, the global tracer may not be set. */
        private Tracer tracer() {
            Tracer found = tracer;
            if (found == null) {
                found = CallSpan.tracer(camelContext);
                tracer = found;
            }
            return found;
        }
    }

    /**
     * A step of an attempt that goes through an endpoint: either it prepares the request, which may end the attempt, or
     * it reads the response. Camel creates the endpoint's span, so the attributes of a client span are added to the
     * attempt's span.
     */
    private static final class EndpointStep extends DelegateAsyncProcessor {

        private EndpointStep(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Span attempt = Span.current();
            if (!attempt.isRecording()) {
                return super.process(exchange, callback);
            }
            Optional<TracedDelivery> before = TracedDelivery.of(exchange);
            return super.process(exchange, doneSync -> {
                TracedDelivery.of(exchange).ifPresent(delivery -> {
                    int ended = delivery.attempts().size();
                    CallSpan.describe(attempt, delivery, before.map(begun -> begun.attempts().size()).orElse(ended - 1));
                    describe(attempt, delivery);
                });
                callback.done(doneSync);
            });
        }
    }

    private static void describe(Span span, TracedDelivery delivery) {
        span.setAttribute("webhookscript.script", delivery.script().name());
        span.setAttribute("webhookscript.message_id", delivery.messageId());
        List<AttemptRecord> attempts = delivery.attempts();
        if (attempts.isEmpty()) {
            return;
        }
        AttemptRecord attempt = attempts.get(attempts.size() - 1);
        span.setAttribute("webhookscript.attempt", attempts.size());
        span.setAttribute("webhookscript.outcome", attempt.outcome().code());
        if (attempt.status() != null) {
            span.setAttribute("http.response.status_code", attempt.status());
        }
        if (!attempt.reason().isEmpty()) {
            span.setAttribute("webhookscript.reason", attempt.reason());
        }
        if (attempts.size() > 1) {
            span.setAttribute("webhookscript.retry_reason", attempts.get(attempts.size() - 2).reason());
        }
    }
}
