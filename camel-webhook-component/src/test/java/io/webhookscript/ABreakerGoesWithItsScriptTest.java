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
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.usecase.FoundFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Camel finds a breaker in the registry, where it would stay for ever: one is there for each version in use, no longer.
 */
class ABreakerGoesWithItsScriptTest {

    private static final String LOCATION = "memory:guarded";
    private static final String SCRIPT = "request: { url: \"{{ context.receiver }}/%d\" }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("other", SCRIPT.formatted(0)).start();
        reload(SCRIPT.formatted(0));
        call("guarded");
        call("other");
    }

    @Test
    void aReloadReplacesTheBreaker() {
        Map<String, CircuitBreaker> first = breakers();

        for (int version = 1; version <= 5; version++) {
            reload(SCRIPT.formatted(version));
            call("guarded");
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(breakers()).hasSize(2));
        assertThat(first).hasSize(2);
        assertThat(breakers().values()).filteredOn(first::containsValue).as("that of the other script").hasSize(1);
    }

    @Test
    void aReloadWithoutABreakerRemovesIt() {
        reload(SCRIPT.formatted(1) + "limits: { circuitBreaker: false }\n");
        call("guarded");

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(breakers()).hasSize(1));
    }

    @Test
    void removingTheScriptRemovesTheBreaker() {
        camel.component().scripts().remove("guarded", false);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(breakers()).hasSize(1));
    }

    @Test
    void removingTheFileRemovesTheBreaker() {
        camel.component().scripts().reload(new FileChanges(List.of(), Set.of(LOCATION), Map.of()));

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(breakers()).hasSize(1));
    }

    private Map<String, CircuitBreaker> breakers() {
        return camel.camelContext().getRegistry().findByTypeWithName(CircuitBreaker.class);
    }

    private void call(String script) {
        assertThat(camel.call("webhookscript:" + script, Map.of()).getException()).isNull();
    }

    private void reload(String yaml) {
        String whole = "webhookscript: \"1.0\"\nname: guarded\ncontext: { receiver: \"\" }\n" + yaml;
        assertThat(camel.component().scripts().reload(FileChanges.of(
                new FoundFile("guarded.webhookscript.yaml", LOCATION, whole.getBytes(UTF_8))))).isEmpty();
    }
}
