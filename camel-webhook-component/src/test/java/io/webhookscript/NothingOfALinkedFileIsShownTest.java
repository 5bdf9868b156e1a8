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

import io.webhookscript.script.problem.InvalidScriptException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Whoever may put a link into the folder of scripts does not learn what stands in the file that it leads to. */
class NothingOfALinkedFileIsShownTest {

    private static final String CONTENT = "root_x_0: { canary: [top-secret-line\n";
    private static final String KEYS = "webhookscript: \"1.0\"\ncanary_key: canary-value\nrequest: { ulr: canary-url }\n";

    @TempDir
    private Path folder;
    @TempDir
    private Path elsewhere;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
        camel.script("whole", "request: { url: \"{{ context.receiver }}/\" }\n");
    }

    private void link(String name, String content) throws Exception {
        Files.createSymbolicLink(folder.resolve(name + ".webhookscript.yaml"),
                Files.writeString(elsewhere.resolve(name), content));
    }

    @Test
    void theReportAtTheStartShowsNothingOfIt() throws Exception {
        link("leak", CONTENT);
        link("keys", KEYS);
        Files.writeString(Files.createDirectory(elsewhere.resolve("sub")).resolve("below.webhookscript.yaml"), KEYS);
        Files.createSymbolicLink(folder.resolve("sub"), elsewhere.resolve("sub"));

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("leak.webhookscript.yaml:").hasMessageContaining("keys.webhookscript.yaml:")
                .hasMessageContaining("sub/below.webhookscript.yaml:").hasMessageContaining("nothing of it is shown")
                .hasMessageNotContaining("canary").hasMessageNotContaining("root_x").hasMessageNotContaining("top-secret");
    }

    @Test
    void theReportOfAReloadShowsNothingOfIt() throws Exception {
        try (LogLines lines = LogLines.from(Level.INFO)) {
            camel.start();
            link("keys", KEYS);

            await().untilAsserted(() -> assertThat(camel.component().scripts().problems()).hasSize(1));
            assertThat(camel.component().scripts().problems().toString()).contains("nothing of it is shown")
                    .doesNotContain("canary");
            for (Level level : new Level[] { Level.INFO, Level.WARN, Level.ERROR }) {
                assertThat(lines.of(level)).noneMatch(line -> line.contains("canary"));
            }
        }
    }

    @Test
    void aLinkInsideTheFolderIsExplainedLikeAnyFile() throws Exception {
        Files.createDirectory(folder.resolve("..data"));
        Files.writeString(folder.resolve("..data/k.webhookscript.yaml"), KEYS);
        Files.createSymbolicLink(folder.resolve("k.webhookscript.yaml"), Path.of("..data/k.webhookscript.yaml"));

        assertThatThrownBy(camel::start).rootCause().hasMessageContaining("canary_key");
    }
}
