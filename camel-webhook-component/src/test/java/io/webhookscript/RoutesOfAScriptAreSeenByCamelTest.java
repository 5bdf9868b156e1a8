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

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.ServiceStatus;
import org.apache.camel.console.DevConsole;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A used script is two Camel routes with the real throttle and circuit breaker, in JMX and in the dev console. */
class RoutesOfAScriptAreSeenByCamelTest {

    private static final String GUARDED = """
            request: { url: "{{ context.receiver }}/" }
            limits:
              rate: { requests: 10, per: 1s }
              circuitBreaker: { failureRateThreshold: 40, slidingWindowSize: 30, minimumNumberOfCalls: 5 }
            """;
    private static final String BARE = """
            request: { url: "{{ context.receiver }}/" }
            limits: { circuitBreaker: false }
            """;

    @TempDir
    private Path folder;

    @Test
    void showsThrottleAndCircuitBreakerInJmx() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = bothUsed(receiver)) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            String context = "org.apache.camel:context=" + camel.camelContext().getManagementName() + ",";
            Set<ObjectName> throttles = server.queryNames(
                    new ObjectName(context + "type=processors,name=\"webhookscript-guarded-attempt-throttle\""), null);
            Set<ObjectName> breakers = server.queryNames(
                    new ObjectName(context + "type=processors,name=\"webhookscript-guarded-attempt-circuit-breaker\""), null);
            assertThat(throttles).hasSize(1);
            assertThat(breakers).hasSize(1);
            ObjectName breaker = breakers.iterator().next();
            assertThat(server.getAttribute(breaker, "CircuitBreakerFailureRateThreshold")).isEqualTo(40f);
            assertThat(server.getAttribute(breaker, "CircuitBreakerSlidingWindowSize")).isEqualTo(30);
            assertThat(server.getAttribute(breaker, "CircuitBreakerState")).isEqualTo("CLOSED");
            assertThat(server.getAttribute(breaker, "NumberOfSuccessfulCalls")).isEqualTo(1);
            assertThat(server.getAttribute(
                    new ObjectName(context + "type=routes,name=\"webhookscript-bare-attempt\""), "ExchangesCompleted"))
                    .isEqualTo(1L);
            assertThat(server.queryNames(
                    new ObjectName(context + "type=processors,name=\"webhookscript-bare-attempt-throttle\""), null)).isEmpty();
        }
    }

    /** Each node costs: the throttle a third of the throughput. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{ circuitBreaker: false }                                        | process",
            "{ }                                                              | circuitBreaker, process",
            "{ rate: { requests: 100, per: 1s }, circuitBreaker: false }      | throttle, process",
            "{ rate: { requests: 100, per: 1s } }                             | throttle, circuitBreaker, process",
            "{ circuitBreaker: { key: a } }                                   | policy, process" })
    void hasNoNodeThatItsScriptDoesNotAskFor(String limits, String nodes) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("bare", "request: { url: \"{{ context.receiver }}/\" }\nlimits: " + limits + "\n").start()) {
            camel.call("webhookscript:bare", null);

            RouteDefinition attempt = camel.camelContext().getCamelContextExtension().getContextPlugin(Model.class)
                    .getRouteDefinition("webhookscript-bare-attempt");

            assertThat(nodesOf(attempt)).containsExactly(nodes.split(", "));
        }
    }

    /** One script with all nodes that there may be, and one with none; each has had an event. */
    private WebhookScriptTestSupport bothUsed(RawReceiver receiver) throws Exception {
        WebhookScriptTestSupport camel
                = new WebhookScriptTestSupport(receiver, folder).script("guarded", GUARDED).script("bare", BARE).start();
        camel.call("webhookscript:guarded", null);
        camel.call("webhookscript:bare", null);
        return camel;
    }

    private static List<String> nodesOf(ProcessorDefinition<?> parent) {
        return parent.getOutputs().stream()
                .flatMap(node -> Stream.concat(Stream.of(node.getShortName()), nodesOf(node).stream())).toList();
    }

    /**
     * Described anew for each, they would be nine tenths of what a used script keeps of the heap. Before 4.18, Camel
     * does so.
     */
    @Test
    @Tag("camel-4.18")
    void sharesWhatJmxSaysOfARoute() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = bothUsed(receiver)) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            String routes = "org.apache.camel:context=" + camel.camelContext().getManagementName() + ",type=routes,name=";
            MBeanInfo guarded = server.getMBeanInfo(new ObjectName(routes + "\"webhookscript-guarded\""));
            MBeanInfo bare = server.getMBeanInfo(new ObjectName(routes + "\"webhookscript-bare\""));

            assertThat(guarded.getOperations()).hasSizeGreaterThan(10).usingElementComparator((a, b) -> a == b ? 0 : 1)
                    .isEqualTo(bare.getOperations());
            assertThat(guarded.getAttributes()).usingElementComparator((a, b) -> a == b ? 0 : 1)
                    .isEqualTo(bare.getAttributes());
        }
    }

    @Test
    void showsTheRoutesInTheDevConsole() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("guarded", GUARDED).start()) {
            camel.call("webhookscript:guarded", null);

            DevConsole routes = PluginHelper.getDevConsoleResolver(camel.camelContext()).resolveDevConsole("route");
            DevConsole breakers = PluginHelper.getDevConsoleResolver(camel.camelContext()).resolveDevConsole("resilience4j");

            assertThat(String.valueOf(routes.call(DevConsole.MediaType.TEXT)))
                    .contains("Id: webhookscript-guarded", "Id: webhookscript-guarded-attempt");
            assertThat(String.valueOf(breakers.call(DevConsole.MediaType.TEXT)))
                    .contains("webhookscript-guarded-attempt-circuit-breaker");
        }
    }

    @Test
    void makesTheRoutesWhenTheScriptIsFirstUsed() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("guarded", GUARDED).script("bare", BARE).start()) {
            assertThat(camel.camelContext().getRoutes()).isEmpty();

            camel.call("webhookscript:bare", null);
            camel.call("webhookscript:bare", null);

            List<String> ids = camel.camelContext().getRoutes().stream().map(route -> route.getRouteId()).sorted().toList();
            assertThat(ids).containsExactly("webhookscript-bare", "webhookscript-bare-attempt");
            assertThat(camel.camelContext().getRouteController().getRouteStatus("webhookscript-bare"))
                    .isEqualTo(ServiceStatus.Started);
        }
    }

    @Test
    void failsAtOnceWhenItsRouteIsStopped() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("bare", BARE).start()) {
            camel.call("webhookscript:bare", null);

            camel.camelContext().getRouteController().stopRoute("webhookscript-bare");
            assertThat(camel.call("webhookscript:bare", null).getException()).hasMessageContaining("notSent")
                    .hasMessageContaining("webhookscript-bare is stopped");

            camel.camelContext().getRouteController().startRoute("webhookscript-bare");
            assertThat(camel.call("webhookscript:bare", null).getException()).isNull();

            camel.camelContext().getRouteController().stopRoute("webhookscript-bare-attempt");
            assertThat(camel.call("webhookscript:bare", null).getException()).hasMessageContaining("notSent")
                    .hasMessageContaining("webhookscript-bare-attempt is stopped");
        }
    }
}
