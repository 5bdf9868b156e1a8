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
package io.webhookscript.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class WatchValidatesAgainTest {

    private static final String GOOD = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n";

    @TempDir
    Path folder;

    @Test
    void eachChangeIsValidatedUntilTheCommandIsInterrupted() throws Exception {
        Path script = Files.writeString(folder.resolve("a.webhookscript.yaml"), GOOD);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = { "validate", "--watch", folder.toString() };
        CommandLine line = WebhookScriptCommand.commandLine(arguments).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        FutureTask<Integer> watching = new FutureTask<>(() -> line.execute(arguments));
        Thread thread = new Thread(watching);
        thread.start();

        await(err, "1 file: 0 errors");
        Files.writeString(script, GOOD + "metod: GET\n");
        await(err, "1 file: 1 error");
        assertThat(out.toString()).contains("[unknown-key]");
        Files.writeString(folder.resolve("b.webhookscript.yaml"), GOOD);
        await(err, "2 files: 1 error");
        Files.delete(script);
        await(err, "1 file: 0 errors\\s+\\z");
        // an editor knows by it which problems are old
        assertThat(Pattern.compile("(?m)^checking$").matcher(err.toString()).results()).hasSize(4);

        thread.interrupt();
        assertThat(watching.get(10, TimeUnit.SECONDS)).isZero();
    }

    private static void await(StringWriter text, String expected) {
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> Pattern.compile(expected).matcher(text.toString()).find());
    }
}
