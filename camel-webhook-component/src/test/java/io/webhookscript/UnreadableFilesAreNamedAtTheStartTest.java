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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.webhookscript.script.problem.InvalidScriptException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What cannot be read in a folder of scripts is named at the start, and no scripts are missing but its own. */
@Timeout(180)
class UnreadableFilesAreNamedAtTheStartTest {

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void prepare() throws IOException {
        camel = WebhookScriptTestSupport.answering(folder).script("a", "request: { url: \"{{ context.receiver }}/a\" }\n");
        Files.createSymbolicLink(Files.createDirectory(folder.resolve("sub")).resolve("up"), folder);
        Files.createSymbolicLink(folder.resolve("self.webhookscript.yaml"), folder.resolve("self.webhookscript.yaml"));
    }

    @Test
    void theyKeepTheContextFromStarting() {
        assertThatThrownBy(camel::start).rootCause().isInstanceOfSatisfying(InvalidScriptException.class,
                invalid -> assertThat(invalid.problems()).extracting(p -> p.file() + " " + p.code().code())
                        .containsExactlyInAnyOrder("sub/up unreadable-file", "self.webhookscript.yaml unreadable-file"));
    }

    @Test
    void theRestCanBeCalledWhereBrokenOnesAreIgnored() throws Exception {
        camel.component().setIgnoreBrokenScripts(true);

        camel.start();

        assertThat(camel.call("webhookscript:a", Map.of()).getException()).isNull();
        assertThat(camel.component().scripts().names()).containsExactly("a");
    }
}
