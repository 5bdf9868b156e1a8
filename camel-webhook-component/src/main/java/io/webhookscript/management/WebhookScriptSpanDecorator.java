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

import java.util.Optional;

import io.webhookscript.delivery.TracedDelivery;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.delivery.route.EventAddress;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Adds the script and the message id to the spans of {@code webhookscript:} endpoints, and the outcome to the span of a
 * delivery. Camel's tracers find this class. URIs are shown without options, which may hold values of {@code context}.
 */
public final class WebhookScriptSpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "webhookscript";
    }

    @Override
    public String getComponentClassName() {
        return "io.webhookscript.WebhookScriptComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return "webhookscript " + stripSchemeAndOptions(endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-webhookscript");
        span.setTag("camel.uri", "webhookscript:" + stripSchemeAndOptions(endpoint));
        String path = stripSchemeAndOptions(endpoint);
        if (EventAddress.of(path).isEmpty()) {
            span.setTag("webhookscript.script", path);
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        TracedDelivery.of(exchange).ifPresent(delivery -> {
            span.setTag("webhookscript.version", delivery.script().version());
            Optional.ofNullable(delivery.script().tenant()).ifPresent(tenant -> span.setTag("webhookscript.tenant", tenant));
            span.setTag("webhookscript.message_id", delivery.messageId());
            span.setTag("webhookscript.attempts", String.valueOf(delivery.attempts().size()));
            Optional.ofNullable(delivery.result()).ifPresent(result -> describe(span, result));
        });
    }

    private static void describe(Span span, DeliveryResult result) {
        span.setTag("webhookscript.outcome", result.outcome().code());
        span.setError(!result.outcome().succeeded());
        if (result.status() != null) {
            span.setTag("http.response.status_code", String.valueOf(result.status()));
        }
        if (!result.reason().isEmpty()) {
            span.setTag("webhookscript.reason", result.reason());
        }
    }
}
