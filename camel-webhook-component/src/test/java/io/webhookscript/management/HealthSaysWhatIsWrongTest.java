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

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HealthSaysWhatIsWrongTest {

    @TempDir
    private Path folder;

    private Watched watched;

    @BeforeEach
    void make() throws Exception {
        watched = new Watched(folder);
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
    }

    private HealthCheck check() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(watched.camel.camelContext());
        registry.loadHealthChecks();
        return registry.getCheck("webhookscript").orElseThrow();
    }

    @Test
    void isUpWhenAllIsWellAndIsNoLivenessCheck() throws Exception {
        watched.camel.start();
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(check().isReadiness()).isTrue();
        assertThat(check().isLiveness()).isFalse();
        assertThat(check().callReadiness().getState()).isEqualTo(State.UP);
    }

    @Test
    void isDownWhileAFileIsBroken() throws Exception {
        Files.writeString(folder.resolve("bad.webhookscript.yaml"), "webhookscript: \"1.0\"\nrequest: { urll: x }\n");
        watched.camel.component().setIgnoreBrokenScripts(true);
        watched.camel.start();

        Result result = check().callReadiness();

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("bad.webhookscript.yaml");
        assertThat(result.getDetails().toString()).contains("urll");
    }

    @Test
    void anOpenBreakerIsADetailAndLeavesItUp() throws Exception {
        watched.camel.start();
        watched.status.set(503);
        for (int i = 0; i < 3; i++) {
            watched.camel.call("webhookscript:guarded?deadLetter=mock:dead", "{}");
        }

        Result result = check().callReadiness();

        assertThat(result.getDetails()).containsEntry("script.guarded.breaker", "OPEN");
        assertThat(result.getState()).isEqualTo(State.UP);
    }

    @Test
    void isDownWhenARouteWasStoppedBehindItsBack() throws Exception {
        watched.camel.start();
        watched.camel.call("webhookscript:hook", "{}");
        watched.camel.camelContext().getRouteController().stopRoute("webhookscript-hook");

        Result result = check().callReadiness();

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("script hook: the script's route webhookscript-hook is stopped");
    }

    @Test
    void isDownForAWhileWhenADeadLetterIsLost() throws Exception {
        watched.camel.start();
        watched.status.set(422);
        watched.camel.call("webhookscript:guarded", "{}");

        Result result = check().callReadiness();

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("script guarded could not store a dead letter");
        assertThat(result.getDetails().toString()).doesNotContain(Watched.CANARY);
    }
}
