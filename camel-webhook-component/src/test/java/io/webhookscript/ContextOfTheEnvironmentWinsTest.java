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
import java.util.List;
import java.util.Properties;

import io.webhookscript.http.RawReceiver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** From the weakest to the strongest: script, component, properties of all scripts, of this script, endpoint. */
class ContextOfTheEnvironmentWinsTest {

    private static final List<String> LEVELS = List.of("script", "component", "all", "named", "endpoint");

    @TempDir
    private Path folder;

    /** @param strongest the last of the levels that say something */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3, 4 })
    void theStrongestLevelThatSaysSomethingWins(int strongest) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("webhookscript.context.*.unrelated", "u");
        properties.setProperty("webhookscript.context.other.place", "another script's");
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            camel.rawScript("hook", """
                    webhookscript: "1.0"
                    context: { place: script, receiver: "" }
                    request: { url: "{{ context.receiver }}/{{ context.place }}" }
                    """);
            if (strongest >= 1) {
                camel.component().getContext().put("place", "component");
            }
            if (strongest >= 2) {
                properties.setProperty("webhookscript.context.*.place", "all");
            }
            if (strongest >= 3) {
                properties.setProperty("webhookscript.context.hook.place", "named");
            }
            camel.camelContext().getPropertiesComponent().setInitialProperties(properties);
            camel.start();

            camel.call("webhookscript:hook" + (strongest >= 4 ? "?context.place=endpoint" : ""), null);

            assertThat(receiver.requests().get(0).line()).isEqualTo("GET /" + LEVELS.get(strongest) + " HTTP/1.1");
        }
    }
}
