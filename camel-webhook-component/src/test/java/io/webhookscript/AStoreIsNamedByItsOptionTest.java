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
import java.util.Map;

import io.webhookscript.store.RestartableStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The component option {@code store} is a bean, or says where the store is. */
class AStoreIsNamedByItsOptionTest {

    private static final String SCRIPT = """
            execution: async
            request: { method: PUT, url: "{{ context.receiver }}/" }
            """;

    private final RestartableStore store = new RestartableStore();

    @TempDir
    private Path folder;

    private WebhookScriptTestSupport camel() throws Exception {
        return WebhookScriptTestSupport.answering(folder).script("crm", SCRIPT).bind("mine", store);
    }

    @ParameterizedTest
    @ValueSource(strings = { "#mine", "#bean:mine" })
    void aBeanIsUsedFromTheStartToTheStop(String reference) throws Exception {
        WebhookScriptTestSupport camel = camel();
        try (camel) {
            camel.component().setStore(reference);
            camel.start();

            assertThat(camel.call("webhookscript:crm", Map.of()).getException()).isNull();

            Awaitility.await().untilAsserted(() -> assertThat(camel.receiver().requests()).hasSize(1));
            assertThat(camel.component().storeStatus()).isPresent();
        }
        assertThat(store.isOpen()).isFalse();
    }

    @Test
    void withoutTheModuleTheStartNamesItsArtifact() throws Exception {
        assertStartFails("sqlite:webhooks.db",
                "store=sqlite:webhooks.db: needs the artifact io.webhookscript:camel-webhookscript-store on the class path");
    }

    @Test
    void aBeanThatIsNotThereIsNamed() throws Exception {
        assertStartFails("#other", "store=#other: there is no bean of that name and of the type"
                                   + " io.webhookscript.store.WebhookStore");
    }

    @Test
    void anObjectOfAnotherTypeIsNamed() throws Exception {
        assertStartFails(42,
                "store is a java.lang.Integer: expected an object of the type io.webhookscript.store.WebhookStore");
    }

    private void assertStartFails(Object value, String message) throws Exception {
        try (WebhookScriptTestSupport camel = camel()) {
            camel.component().setStore(value);

            assertThatThrownBy(camel::start).hasStackTraceContaining(message);
        }
    }

    @Test
    void anEmptyTextIsNoStore() throws Exception {
        try (WebhookScriptTestSupport camel = camel()) {
            camel.component().setStore(" ");
            camel.start();

            assertThat(camel.component().storeStatus()).isEmpty();
        }
    }
}
