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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What an editor leaves beside a script neither keeps the context from starting nor is a problem later. */
class LeftOversOfEditorsAreNoScriptsTest {

    private static final List<String> LEFT_OVERS = List.of(
            "crm.webhookscript.yaml~", "crm.webhookscript.yaml.bak", ".crm.webhookscript.yaml.swp", "#crm.webhookscript.yaml#",
            "crm.webhookscript.yaml.tmp", "crm.webhookscript.yaml.orig", ".crm.webhookscript.yaml", "4913");

    @TempDir
    private Path folder;

    @Test
    void backupFilesAreIgnoredAtTheStart() throws Exception {
        for (String leftOver : LEFT_OVERS) {
            Files.writeString(folder.resolve(leftOver), "half of a scr");
        }
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("crm", "request: { url: \"{{ context.receiver }}/\" }\n").start()) {
            assertThat(camel.call("webhookscript:crm", Map.of()).getException()).isNull();
            assertThat(camel.component().scripts().names()).containsExactly("crm");
            assertThat(camel.component().scripts().problems()).isEmpty();
        }
    }
}
