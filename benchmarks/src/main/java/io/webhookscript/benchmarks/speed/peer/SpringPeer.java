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
package io.webhookscript.benchmarks.speed.peer;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.handler.advice.RateLimiterRequestHandlerAdvice;
import org.springframework.integration.handler.advice.RequestHandlerCircuitBreakerAdvice;
import org.springframework.integration.handler.advice.RequestHandlerRetryAdvice;
import org.springframework.integration.http.dsl.Http;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.Message;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;

/**
 * Spring Integration: an outbound gateway over HttpClient 5, with its own advices for retries (the outermost), circuit
 * breaker and rate.
 */
final class SpringPeer implements Peer.Blocking {

    private static final Duration MAX_WAIT_FOR_RATE = Duration.ofSeconds(30);

    private final Setup setup;
    private final Map<Destination, DirectChannel> channels = new EnumMap<>(Destination.class);
    private final MessagingTemplate template = new MessagingTemplate();

    @Configuration
    @EnableIntegration
    static class Integration {
    }

    SpringPeer(Setup setup) {
        this.setup = setup;
        AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(Integration.class);
        IntegrationFlowContext flows = spring.getBean(IntegrationFlowContext.class);
        HttpComponentsClientHttpRequestFactory client = new HttpComponentsClientHttpRequestFactory(
                HttpClients.custom().setConnectionManager(Connections.ofHttpClient()).disableAutomaticRetries()
                        .disableRedirectHandling().disableCookieManagement().disableContentCompression().build());
        client.setReadTimeout((int) Demands.DEADLINE.toMillis());
        for (Destination destination : Destination.values()) {
            DirectChannel channel = new DirectChannel();
            flows.registration(flow(channel, destination, client)).register();
            channels.put(destination, channel);
        }
        template.setBeanFactory(spring);
    }

    private IntegrationFlow flow(
            DirectChannel channel, Destination destination, HttpComponentsClientHttpRequestFactory client) {
        return IntegrationFlow.from(channel)
                .transform(Message.class, event -> render(event, setup.base(destination)))
                .handle(Http.<byte[]> outboundGateway(message -> URI.create((String) message.getHeaders().get("uri")))
                        .httpMethod(HttpMethod.PUT).expectedResponseType(String.class).requestFactory(client)
                        .mappedRequestHeaders("contentType", "X-Request-Id", "X-Owner-Ref").mappedResponseHeaders("ETag"),
                        gateway -> gateway.advice(retry(), breaker(), rate()))
                .transform(String.class, SpringPeer::values)
                .get();
    }

    private static Message<?> render(Message<?> event, String base) {
        ContactRequest request
                = ContactRequest.of((String) event.getPayload(), String.valueOf(event.getHeaders().get("messageId")));
        return MessageBuilder.withPayload(request.body()).copyHeaders(event.getHeaders())
                .setHeader("contentType", "application/json").setHeader("uri", base + request.target())
                .setHeader("X-Request-Id", request.messageId()).setHeader("X-Owner-Ref", request.ownerRef()).build();
    }

    private static RequestHandlerRetryAdvice retry() {
        RetryTemplate retries = new RetryTemplate();
        retries.setRetryPolicy(new SimpleRetryPolicy(
                Demands.ATTEMPTS,
                Map.of(HttpServerErrorException.class, true, HttpClientErrorException.TooManyRequests.class, true), true));
        ExponentialBackOffPolicy delays = new ExponentialBackOffPolicy();
        delays.setInitialInterval(Demands.RETRY_DELAY.toMillis());
        delays.setMultiplier(2);
        retries.setBackOffPolicy(delays);
        RequestHandlerRetryAdvice advice = new RequestHandlerRetryAdvice();
        advice.setRetryTemplate(retries);
        return advice;
    }

    private static RequestHandlerCircuitBreakerAdvice breaker() {
        RequestHandlerCircuitBreakerAdvice advice = new RequestHandlerCircuitBreakerAdvice();
        advice.setThreshold(Demands.BREAKER_LEAST_CALLS);
        advice.setHalfOpenAfter(Demands.BREAKER_OPEN.toMillis());
        return advice;
    }

    private static RateLimiterRequestHandlerAdvice rate() {
        return new RateLimiterRequestHandlerAdvice(
                RateLimiterConfig.custom().limitForPeriod(Demands.REQUESTS_PER_SECOND)
                        .limitRefreshPeriod(Duration.ofSeconds(1)).timeoutDuration(MAX_WAIT_FOR_RATE).build());
    }

    private static CallResult values(String body) {
        DocumentContext json = JsonPath.parse(body);
        return CallResult.delivered(json.read("$.contact.crmId"), json.read("$.plan.name"));
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        try {
            Message<?> result = template.sendAndReceive(channels.get(destination),
                    MessageBuilder.withPayload(event.json()).setHeader("messageId", event.messageId()).build());
            return result == null ? CallResult.failed("no reply") : (CallResult) result.getPayload();
        } catch (RuntimeException e) { // each advice throws its own kind
            return CallResult.failed(e);
        }
    }
}
