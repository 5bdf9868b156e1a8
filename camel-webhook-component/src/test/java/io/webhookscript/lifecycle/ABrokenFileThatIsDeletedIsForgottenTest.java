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
package io.webhookscript.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A file that was broken when the component started is shown only as long as it exists, however soon it is deleted. */
class ABrokenFileThatIsDeletedIsForgottenTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void breaks() throws Exception {
        file = Files.writeString(folder.resolve("a.webhookscript.yaml"), "webhookscript: \"1.0\"\nrequest: { ulr: x }\n");
        Files.createDirectory(folder.resolve("b.webhookscript.yaml"));
    }

    @Test
    void rightAfterTheStart() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            WebhookScriptComponent component = start(camel, true);
            assertThat(component.scripts().names()).containsExactly("a");

            Files.delete(file);

            Awaitility.await().untilAsserted(() -> assertThat(component.scripts().names()).isEmpty());
            assertThat(component.scripts().problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 5 })
    void afterAnyNumberOfLooks(int looks) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            WebhookScriptComponent component = start(camel, false);
            ScriptWatch watch = new ScriptWatch(List.of("file:" + folder), component::repository, component.scripts());
            look(watch, looks);
            assertThat(component.scripts().names()).containsExactly("a");

            Files.delete(file);
            look(watch, 2);

            assertThat(component.scripts().names()).isEmpty();
            assertThat(component.scripts().problems()).isEmpty();
        }
    }

    private WebhookScriptComponent start(DefaultCamelContext camel, boolean watch) {
        WebhookScriptComponent component = new WebhookScriptComponent();
        component.setScripts("file:" + folder);
        component.setIgnoreBrokenScripts(true);
        component.setWatch(watch);
        camel.addComponent("webhookscript", component);
        camel.start();
        return component;
    }

    private static void look(ScriptWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
