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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.webhookscript.delivery.TracedDelivery;
import io.webhookscript.delivery.report.AttemptRecord;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * The client span of one HTTP call, with the names of OpenTelemetry's semantic conventions for HTTP clients. The
 * receiver gets it as the parent span.
 */
final class CallSpan {

    /** The methods that the conventions know. Any other is {@code _OTHER}, so that a backend sees few values. */
    private static final Set<String> KNOWN_METHODS = Set.of(
            "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    /** The lowest status that is an error for a client. */
    private static final int FIRST_ERROR = 400;

    private final Span span;
    private final int attemptsBefore;

    private CallSpan(Span span, int attemptsBefore) {
        this.span = span;
        this.attemptsBefore = attemptsBefore;
    }

    /** The tracer that Camel's own tracing uses. */
    static Tracer tracer(CamelContext camelContext) {
        Tracer own = CamelContextHelper.findSingleByType(camelContext, Tracer.class);
        return own != null ? own : GlobalOpenTelemetry.get().getTracer("io.webhookscript");
    }

    /**
     * Begins a span below the current span, which is the attempt's.
     *
     * @param message holds the attempt's trace context, which is replaced by this span's
     */
    static CallSpan begin(Tracer tracer, TracedDelivery delivery, Message message) {
        int before = delivery.attempts().size();
        String method = Optional.ofNullable(delivery.request()).map(TracedDelivery.Request::method).orElse("");
        SpanBuilder builder = tracer.spanBuilder(KNOWN_METHODS.contains(method) ? method : "HTTP")
                .setSpanKind(SpanKind.CLIENT);
        Optional.ofNullable(delivery.request()).ifPresent(request -> {
            describe(builder::setAttribute, request);
            builder.setAttribute("server.port", request.port());
        });
        if (before > 0) {
            builder.setAttribute("http.request.resend_count", before);
        }
        Span span = builder.startSpan();
        if (message.getHeader("traceparent") != null) {
            W3CTraceContextPropagator.getInstance().inject(Context.current().with(span), message, CallSpan::set);
        }
        return new CallSpan(span, before);
    }

    private static void describe(BiConsumer<String, String> attributes, TracedDelivery.Request request) {
        boolean known = KNOWN_METHODS.contains(request.method());
        attributes.accept("http.request.method", known ? request.method() : "_OTHER");
        if (!known) {
            attributes.accept("http.request.method_original", request.method());
        }
        attributes.accept("server.address", request.host());
        attributes.accept("url.full", request.url());
    }

    /** Adds the attributes of a client span to an attempt whose call has a span from another component. */
    static void describe(Span attempt, TracedDelivery delivery, int attemptsBefore) {
        Optional.ofNullable(delivery.request()).ifPresent(request -> {
            describe(attempt::setAttribute, request);
            attempt.setAttribute("server.port", request.port());
        });
        end(attempt, delivery, attemptsBefore);
    }

    private static void set(@Nullable Message message, String name, String value) {
        if (message != null) {
            message.setHeader(name, value);
        }
    }

    /** Makes the call while this span is the current span. */
    boolean around(Supplier<Boolean> call) {
        return Context.current().with(span).wrapSupplier(call).get();
    }

    void end(TracedDelivery delivery) {
        end(span, delivery, attemptsBefore);
        span.end();
    }

    private static void end(Span span, TracedDelivery delivery, int attemptsBefore) {
        List<AttemptRecord> attempts = delivery.attempts();
        if (attempts.size() <= attemptsBefore) {
            failed(span, Objects.requireNonNullElse(delivery.failure(), "notSent"));
            return;
        }
        AttemptRecord attempt = attempts.get(attempts.size() - 1);
        if (attempt.status() != null) {
            span.setAttribute("http.response.status_code", attempt.status());
        }
        if (attempt.outcome().succeeded()) {
            return;
        }
        boolean byStatus = attempt.status() != null && attempt.status() >= FIRST_ERROR
                && delivery.failure() == null;
        failed(span, byStatus
                ? String.valueOf(attempt.status())
                : Objects.requireNonNullElse(delivery.failure(), attempt.outcome().code()));
    }

    private static void failed(Span span, String type) {
        span.setAttribute("error.type", type);
        span.setStatus(StatusCode.ERROR);
    }
}
