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
package io.webhookscript.kamelets;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code webhook-script-sink} calls a script by its name. */
class ScriptSinkCallsAScriptByNameTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private KameletApplication application;

    @BeforeEach
    void make() throws Exception {
        application = new KameletApplication();
    }

    @Test
    void sendsTheEventAsTheScriptSays() throws Exception {
        application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to:
                            uri: kamelet:webhook-script-sink
                            parameters:
                              script: greet
                """);
        application.receiver().respond(200, "application/json", "{\"greeting\": \"Hi\"}");

        assertThat(application.send("{\"name\": \"Anna\"}")).isEqualTo("{\"greeting\": \"Hi\"}");

        assertThat(application.receiver().await(SOON).path()).isEqualTo("/greet/Anna");
    }

    @Test
    void onlyShowsTheRequestInADryRun() throws Exception {
        application.property("camel.kamelet.webhook-script-sink.script", "greet").start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-script-sink?dryRun=true
                        - setBody:
                            simple: "${body[method]} ${body[url]}"
                """);

        assertThat(application.send("{\"name\": \"Anna\"}")).startsWith("PUT http://127.0.0.1:").endsWith("/greet/Anna");
        assertThat(application.receiver().rest()).isEmpty();
    }

    @Test
    void anEventDoesNotMakeADryRunOfIt() throws Exception {
        application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - toD: "kamelet:webhook-script-sink?script=greet&dryRun=${body}"
                """);

        assertThatThrownBy(() -> application.send("true")).hasStackTraceContaining("dynamicOptions=dryRun");
    }

    @Test
    void deliversDeadLettersAgain() throws Exception {
        application.property("camel.component.webhookscript.deadLetter", "direct:again").start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-script-sink?script=greet
                - route:
                    from:
                      uri: direct:again
                      steps:
                        - to: kamelet:webhook-script-sink?script=greet&replay=true
                """);
        application.receiver().respond(400, "application/json", "{}");

        assertThatThrownBy(() -> application.send("{\"name\": \"Anna\"}")).hasStackTraceContaining("refused");

        assertThat(application.receiver().await(SOON).path()).isEqualTo("/greet/Anna");
        assertThat(application.receiver().await(SOON).path()).as("of its dead letter").isEqualTo("/greet/Anna");
    }

    @Test
    void anUnknownScriptFailsTheStart() {
        Map<String, String> misspelt = Map.of("camel.kamelet.webhook-script-sink.script", "gret");
        misspelt.forEach(application::property);

        assertThatThrownBy(() -> application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-script-sink
                """)).hasStackTraceContaining("gret").hasStackTraceContaining("greet");
    }
}
