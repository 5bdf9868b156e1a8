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

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class SpansFollowADeliveryTest {

    private static final String INBOUND = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider
            = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();

    private Watched watched;

    @BeforeEach
    void make(@TempDir Path folder) throws Exception {
        watched = new Watched(folder);
        watched.camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:hook");
            }
        });
    }

    private void startTraced() throws Exception {
        watched.camel.camelContext().getRegistry().bind("tracer", Tracer.class, provider.get("test"));
        watched.camel.camelContext().getRegistry().bind("propagators", ContextPropagators.class,
                ContextPropagators.create(TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setCamelContext(watched.camel.camelContext());
        tracer.init(watched.camel.camelContext());
        watched.camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
        provider.close();
    }

    private Exchange call(String uri) {
        return watched.camel.camelContext().createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody("{}");
            exchange.getMessage().setHeader("traceparent", INBOUND);
            exchange.getMessage().setHeader("tracestate", "vendor=1");
            exchange.getMessage().setHeader("baggage", "user=42");
        });
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos)).toList();
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private List<SpanData> attempts() {
        return named("webhookscript-hook-attempt");
    }

    @Test
    void spansGoFromTheCallerOverTheDeliveryToItsAttempts() throws Exception {
        startTraced();
        watched.status.set(503);

        call("direct:in");

        await().until(() -> attempts().size() == 2);
        Map<String, SpanData> byId = spans.getFinishedSpanItems().stream()
                .collect(java.util.stream.Collectors.toMap(SpanData::getSpanId, span -> span));
        SpanData delivery = byId.get(attempts().get(0).getParentSpanId());
        assertThat(delivery.getName()).isEqualTo("webhookscript hook");
        assertThat(attempts().get(1).getParentSpanId()).isEqualTo(delivery.getSpanId());
        assertThat(byId.get(delivery.getParentSpanId()).getName()).isEqualTo("webhookscript hook");
        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(INBOUND.substring(3, 35));
    }

    @Test
    void saysWhatCameOfThem() throws Exception {
        startTraced();
        watched.status.set(503);

        call("direct:in");

        await().until(() -> attempts().size() == 2);
        SpanData second = attempts().get(1);
        assertThat(text(second, "webhookscript.script")).isEqualTo("hook");
        assertThat(text(second, "webhookscript.outcome")).isEqualTo("temporary");
        assertThat(text(second, "webhookscript.retry_reason")).contains("503");
        assertThat(text(attempts().get(0), "webhookscript.retry_reason")).isNull();
        assertThat(second.getAttributes().get(AttributeKey.longKey("http.response.status_code"))).isEqualTo(503);
        SpanData delivery = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getSpanId().equals(second.getParentSpanId())).findFirst().orElseThrow();
        assertThat(text(delivery, "webhookscript.outcome")).isEqualTo("temporary");
        assertThat(text(delivery, "webhookscript.tenant")).isEqualTo("acme");
        assertThat(text(delivery, "webhookscript.message_id")).startsWith("msg_");
        assertThat(text(delivery, "webhookscript.attempts")).isEqualTo("2");
        assertThat(delivery.getAttributes().toString() + second.getAttributes()).doesNotContain(Watched.CANARY);
        assertThat(delivery.getAttributes().get(AttributeKey.stringKey("error")) != null
                || delivery.getAttributes().get(AttributeKey.booleanKey("error")) == Boolean.TRUE
                || delivery.getStatus().getStatusCode() == StatusCode.ERROR).isTrue();
    }

    private List<SpanData> calls() {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getKind() == SpanKind.CLIENT)
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos)).toList();
    }

    private static Long number(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.longKey(key));
    }

    @Test
    void eachCallIsAClientSpanBelowItsAttempt() throws Exception {
        startTraced();
        watched.status.set(503);

        call("direct:in");

        await().until(() -> attempts().size() == 2);
        assertThat(calls()).hasSize(2).extracting(SpanData::getName).containsOnly("GET");
        SpanData second = calls().get(1);
        assertThat(second.getParentSpanId()).isEqualTo(attempts().get(1).getSpanId());
        assertThat(text(second, "http.request.method")).isEqualTo("GET");
        assertThat(text(second, "server.address")).isEqualTo("127.0.0.1");
        assertThat(number(second, "server.port")).isEqualTo(watched.receiver.port());
        assertThat(text(second, "url.full")).isEqualTo(watched.receiver.uri("/a").toString());
        assertThat(number(second, "http.response.status_code")).isEqualTo(503);
        assertThat(number(second, "http.request.resend_count")).isEqualTo(1);
        assertThat(number(calls().get(0), "http.request.resend_count")).isNull();
        assertThat(text(second, "error.type")).isEqualTo("503");
        assertThat(second.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aCallThatArrivesHasNoError() throws Exception {
        startTraced();

        call("direct:in");

        await().until(() -> attempts().size() == 1);
        assertThat(calls()).singleElement().satisfies(span -> {
            assertThat(number(span, "http.response.status_code")).isEqualTo(200);
            assertThat(text(span, "error.type")).isNull();
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void aCallNamesItsFailureInOneWordAndShowsNoSecretAndNoQuery() throws Exception {
        watched.camel.script("broken", """
                request: { method: PURGE, url: "{{ context.receiver }}/{{ secret.canary }}/x?mail={{ event.mail }}" }
                limits: { retry: { maxAttempts: 1 } }
                """);
        watched.receiver.close();
        startTraced();

        watched.camel.call("webhookscript:broken", Map.of("mail", "zoe@example.com"));

        await().until(() -> calls().size() == 1);
        SpanData call = calls().get(0);
        assertThat(call.getName()).isEqualTo("HTTP");
        assertThat(text(call, "http.request.method")).isEqualTo("_OTHER");
        assertThat(text(call, "http.request.method_original")).isEqualTo("PURGE");
        assertThat(text(call, "error.type")).isEqualTo("connect");
        assertThat(number(call, "http.response.status_code")).isNull();
        assertThat(text(call, "url.full")).isEqualTo(watched.receiver.uri("/").toString() + "***canary***/x");
        assertThat(call.getAttributes().toString()).doesNotContain(Watched.CANARY).doesNotContain("zoe");
    }

    @Test
    void aCallToAnAddressThatIsNotAllowedSaysSo() throws Exception {
        watched.camel.component().setAllow("private");
        startTraced();

        call("direct:in");

        await().until(() -> calls().size() == 1);
        assertThat(text(calls().get(0), "error.type")).isEqualTo("address_refused");
    }

    private void startTracedThroughAnEndpoint() throws Exception {
        watched.camel.component().getVia().put("crm", watched.receiver.uri("")
                                                      + "?authMethod=Basic&authUsername=u&authPassword=RAW(" + Watched.CANARY
                                                      + ")");
        watched.camel.script("through", """
                request:
                  method: PUT
                  url: "{{ context.receiver }}/{{ secret.canary }}/x?mail={{ event.mail }}"
                  via: crm
                  auth: { apiKey: { in: query, name: key, value: "{{ secret.canary }}" } }
                  body: { text: x }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """);
        startTraced();
    }

    @Test
    void aCallThroughAnEndpointIsCamelsOwnSpanBelowItsAttempt() throws Exception {
        startTracedThroughAnEndpoint();
        watched.status.set(503);

        watched.camel.call("webhookscript:through", Map.of("mail", "zoe@example.com"));

        await().until(() -> named("webhookscript-through-attempt").size() == 2);
        List<SpanData> attempts = named("webhookscript-through-attempt");
        SpanData attempt = attempts.get(1);
        assertThat(text(attempt, "http.request.method")).isEqualTo("PUT");
        assertThat(text(attempt, "server.address")).isEqualTo("127.0.0.1");
        assertThat(number(attempt, "server.port")).isEqualTo(watched.receiver.port());
        assertThat(number(attempt, "http.response.status_code")).isEqualTo(503);
        assertThat(text(attempt, "error.type")).isEqualTo("503");
        assertThat(text(attempt, "webhookscript.outcome")).isEqualTo("temporary");
        assertThat(text(attempt, "webhookscript.retry_reason")).contains("503");
        SpanData call = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getParentSpanId().equals(attempt.getSpanId())).findFirst().orElseThrow();
        assertThat(call.getName()).isEqualTo("PUT");
        assertThat(text(call, "http.url")).isEqualTo(watched.receiver.uri("/").toString() + "***canary***/x");
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain(Watched.CANARY).doesNotContain("zoe");
        assertThat(calls()).isEmpty();
        RawReceiver.Request request = watched.receiver.requests().get(1);
        assertThat(request.headers("traceparent")).singleElement().asString()
                .startsWith("00-" + call.getTraceId() + "-" + call.getSpanId() + "-");
        assertThat(request.headers("baggage")).isEmpty();
    }

    @Test
    void anAttemptThatCannotBeSealedForAnEndpointSaysSo() throws Exception {
        watched.camel.component().getContext().put("other", "http://localhost:1");
        watched.camel.script("elsewhere", "request: { url: \"{{ context.other }}/\", via: crm }\n");
        startTracedThroughAnEndpoint();

        watched.camel.call("webhookscript:elsewhere", null);

        await().until(() -> named("webhookscript-elsewhere-attempt").size() == 1);
        assertThat(text(named("webhookscript-elsewhere-attempt").get(0), "error.type")).isEqualTo("notSent");
    }

    @Test
    void theReceiverSeesTheCallAsItsParentAndNoBaggage() throws Exception {
        startTraced();
        watched.status.set(503);

        call("direct:in");

        await().until(() -> attempts().size() == 2);
        List<RawReceiver.Request> requests = watched.receiver.requests();
        assertThat(requests).hasSize(2);
        for (int i = 0; i < 2; i++) {
            SpanData call = calls().get(i);
            assertThat(requests.get(i).headers("traceparent")).singleElement().asString()
                    .startsWith("00-" + call.getTraceId() + "-" + call.getSpanId() + "-");
            assertThat(requests.get(i).headers("tracestate")).containsExactly("vendor=1");
            assertThat(requests.get(i).headers("baggage")).isEmpty();
        }
    }

    @Test
    void anAsyncDeliveryHasSpans() throws Exception {
        startTraced();

        call("webhookscript:hook?execution=async");

        await().until(() -> attempts().size() == 1);
        assertThat(attempts().get(0).getTraceId()).isEqualTo(INBOUND.substring(3, 35));
    }

    @Test
    void nothingOfATraceGoesOutWhereNobodyTraces() throws Exception {
        watched.camel.start();

        call("direct:in");

        assertThat(watched.receiver.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers("traceparent")).isEmpty();
            assertThat(request.headers("tracestate")).isEmpty();
            assertThat(request.headers("baggage")).isEmpty();
        });
    }
}
