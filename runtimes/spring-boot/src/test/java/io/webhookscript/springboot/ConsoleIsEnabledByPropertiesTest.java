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
package io.webhookscript.springboot;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The sample of Spring Boot calls the console; this is about when it starts. */
@Tag("slow")
class ConsoleIsEnabledByPropertiesTest {

    private ApplicationContextRunner application;
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class, WebhookScriptAutoConfiguration.class))
                .withPropertyValues("webhookscript.console.port = " + port);
    }

    @Test
    void itIsOffByDefault() {
        application.run(context -> {
            assertThat(context.getBean(CamelContext.class).isStarted()).isTrue();
            assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(IOException.class);
        });
    }

    @Test
    void itListensWhileTheApplicationRuns() {
        application.withPropertyValues("webhookscript.console.enabled = true")
                .run(context -> new Socket("127.0.0.1", port).close());

        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "server = management            | there is no management server",
            "hosts = console.example.com    | hosts names a host that is not this machine, and the server does not require",
            "folder = file:src              | expected a folder of the component's option scripts",
            "port = 65536                   | webhookscript.console.port=65536: expected 0 to 65535" })
    void theApplicationDoesNotStartWithAConsoleThatIsRefused(String property, String reason) {
        application.withPropertyValues("webhookscript.console.enabled = true", "webhookscript.console." + property)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(reason));
    }
}
