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

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.SupervisingRouteController;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A script works on its first event, also where Camel is told to start routes later, or to supervise their start. */
class RoutesOfAScriptStartWhoeverStartsTheOthersTest {

    private static final String ROUTE = "webhookscript-hook";

    @TempDir
    private Path folder;

    /** What is done to a context before it starts. */
    @FunctionalInterface
    interface Setting {

        void apply(CamelContext camelContext);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("routes are started by hand", (Setting) context -> context.setAutoStartup(false)),
                Arguments.of("supervised", supervised(0)),
                Arguments.of("supervised, after a while", supervised(600_000)));
    }

    private static Setting supervised(long initialDelay) {
        return context -> {
            SupervisingRouteController controller = context.getRouteController().supervising();
            controller.setInitialDelay(initialDelay);
            controller.setBackOffDelay(100);
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void deliversAndObeysTheController(String name, Setting setting) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            setting.apply(camel.camelContext());
            camel.script("hook", "request: { url: \"{{ context.receiver }}/hook\" }\n").start();

            assertThat(camel.call("webhookscript:hook", "{}").getException()).isNull();

            camel.camelContext().getRouteController().stopRoute(ROUTE);
            assertThat(camel.call("webhookscript:hook", "{}").getException()).hasMessageContaining(ROUTE + " is stopped");
            camel.camelContext().getRouteController().startRoute(ROUTE);
            await().atMost(Duration.ofSeconds(30)).until(
                    () -> camel.camelContext().getRouteController().getRouteStatus(ROUTE) == ServiceStatus.Started);
            assertThat(camel.call("webhookscript:hook", "{}").getException()).isNull();
            assertThat(camel.component().scripts().find("hook").orElseThrow().state()).isEqualTo(ScriptState.STARTED);

            camel.component().scripts().stop("hook", false);
            camel.component().scripts().start("hook");
            assertThat(camel.call("webhookscript:hook", "{}").getException()).isNull();
        }
    }
}
