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
package io.webhookscript.samples.crmsync;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the sample as its user does, as a process of its own, and reads what it prints. Most of their time they wait.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Tag("slow")
class CrmSyncTest {

    private static final String LOG_LINE = "(?m)^\\d\\d:\\d\\d:\\d\\d (WARN|ERROR|INFO).*";
    private static final String STACK_TRACE_LINE = "(?m)^\\s+at [\\w.$/]+\\(.*";

    @TempDir
    Path folder;

    @Test
    void deliversEveryEventOnceAndSaysSo() throws Exception {
        Process sample = start();
        String printed = new String(sample.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(sample.waitFor()).as(printed).isZero();

        assertThat(printed)
                .containsPattern("sent +251 ")
                .containsPattern("delivered +245 ")
                .containsPattern("retried +16 +with 21 further attempts")
                .containsPattern("failed +6 +5 refused \\(404\\), 1 temporary \\(503\\)")
                .containsPattern("result files +79 of 79 with crmId and plan, 1 with a reason")
                .containsPattern("JMS replies +59 of 59 with crmId and plan, 1 with a reason")
                .containsPattern("HTTP responses +79 of 79 with crmId and plan, 1 with a reason")
                .containsPattern("as sent +245 ")
                .containsPattern("lost +0").containsPattern("altered +0").containsPattern("twice +0")
                .containsPattern("script 'crm-upsert-contact'.*refused")
                .contains("All is as it should be.");
        assertThat(printed).doesNotContainPattern(LOG_LINE).doesNotContainPattern(STACK_TRACE_LINE)
                .doesNotContain(Crm.KEY);
        assertThat(deadLetters()).hasSize(6).allSatisfy(letter -> {
            assertThat(letter.required("script").asText()).isEqualTo("crm-upsert-contact");
            assertThat(letter.required("event").has("contact")).isTrue();
            assertThat(letter.toString()).doesNotContain(Crm.KEY);
        });
    }

    @Test
    void staysUpForACallOfOnesOwn() throws Exception {
        Process sample = start(
                "--serve", "--port=" + Options.parse().port(), "--console-port=" + Options.parse().port());
        try (BufferedReader printed = sample.inputReader(StandardCharsets.UTF_8)) {
            String address = printed.lines().filter(line -> line.contains("curl -i ")).findFirst().orElseThrow()
                    .replaceAll(".*(http://\\S+) .*", "$1");

            HttpResponse<String> response = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"contact\": {\"id\": 7, \"first_name\": \"Zoë\"}}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).matches("\\{\"crmId\":\\d+,\"plan\":\"standard\"}");
        } finally {
            sample.destroy();
            sample.waitFor();
        }
    }

    @Test
    void deliversEveryEventAfterAKill() throws Exception {
        Process killed = start("--durable", "--maintenance");
        try (BufferedReader printed = killed.inputReader(StandardCharsets.UTF_8)) {
            String waiting
                    = printed.lines().filter(line -> line.contains("are waiting in the store")).findFirst().orElseThrow();
            assertThat(waiting).startsWith("251 events");
        } finally {
            killed.destroyForcibly();
            killed.waitFor();
        }

        Process sample = start("--durable");
        String printed = new String(sample.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(sample.waitFor()).as(printed).isZero();
        assertThat(printed)
                .contains("251 events of an earlier run are waiting in it.")
                .containsPattern("delivered +245 ?")
                .containsPattern("failed +6 +5 refused \\(404\\), 1 temporary \\(503\\)")
                .containsPattern("as sent +245 ")
                .containsPattern("lost +0").containsPattern("altered +0").containsPattern("twice +0")
                .contains("All is as it should be.");
        assertThat(printed).doesNotContainPattern(STACK_TRACE_LINE).doesNotContain(Crm.KEY);
    }

    @Test
    void theConsoleShowsWhatTheSampleHasSent() throws Exception {
        Process sample = start(
                "--serve", "--port=" + Options.parse().port(), "--console-port=" + Options.parse().port());
        try (BufferedReader printed = sample.inputReader(StandardCharsets.UTF_8)) {
            String console = printed.lines().filter(line -> line.contains("The web console is at ")).findFirst().orElseThrow()
                    .replaceAll(".*(http://\\S+/)\\..*", "$1");

            JsonNode card = json(console + "api/scripts").required("scripts").required(0);
            assertThat(card.required("name").asText()).isEqualTo("crm-upsert-contact");
            assertThat(card.at("/deliveries/outcomes/delivered").asInt()).isEqualTo(245);
            assertThat(json(console + "api/deliveries?outcome=refused").required("deliveries")).hasSize(5);
            assertThat(json(console + "api/session").required("roles").toString()).contains("edit");
        } finally {
            sample.destroy();
            sample.waitFor();
        }
    }

    private static JsonNode json(String address) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        return ExactJson.read(response.body());
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath", System.getProperty("java.class.path"), CrmSync.class.getName(), "--folder=" + folder));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private List<JsonNode> deadLetters() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("dead-letters"))) {
            List<JsonNode> letters = new ArrayList<>();
            for (Path file : files.toList()) {
                letters.add(ExactJson.read(Files.readAllBytes(file)));
            }
            return letters;
        }
    }
}
