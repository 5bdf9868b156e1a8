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

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.InvalidScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What only a store keeps can have a retention only with a store. */
class RetentionNeedsAStoreTest {

    private static final String SCRIPT = "retention: { %s: 3d }%nrequest: { url: \"{{ context.receiver }}\" }%n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "deadLetters", "ids" })
    void withoutAStoreTheScriptDoesNotLoad(String key) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering();
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("crm", SCRIPT.formatted(key))) {
            assertThatThrownBy(camel::start).hasRootCauseInstanceOf(InvalidScriptException.class).rootCause()
                    .hasMessageContaining("retention." + key + ": the component has no store")
                    .hasMessageContaining("the component option `store`");
        }
    }

    @Test
    void theDeliveryLogNeedsNone() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering();
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("crm", SCRIPT.formatted("deliveries"))) {
            camel.start();

            assertThat(camel.component().scripts().names()).contains("crm");
        }
    }
}
