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
package io.webhookscript.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** A folder that an application watches, the folder of its results, and a script that sends its message id. */
record FolderOfFiles(Path root) {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: row
            context: { baseUrl: "" }
            request:
              method: PUT
              url: "{{ context.baseUrl }}/{{ path | default('ok') }}"
              body: { text: "{{ message.id }} {{ n }}" }
            response: { variables: { plan: "{{ response.body.plan }}" } }
            limits: { retry: { maxAttempts: 1 }, circuitBreaker: false }
            """;

    static FolderOfFiles in(Path root) throws IOException {
        Files.createDirectories(root.resolve("in"));
        Files.createDirectories(root.resolve("scripts"));
        Files.writeString(root.resolve("scripts/row.webhookscript.yaml"), SCRIPT);
        return new FolderOfFiles(root);
    }

    /** An application that is not started yet, for files of a format. */
    RoutesApplication application(String format) throws Exception {
        RoutesApplication application = new RoutesApplication()
                .with("camel.component.webhookscript.scripts", "file:" + root.resolve("scripts"))
                .with("camel.route-template[0].script", "row")
                .with("camel.route-template[0].response", "plan");
        template(format).forEach((name, value) -> application.with("camel.route-template[0]." + name, value));
        return application.with("webhookscript.context.row.baseUrl", application.receiver().baseUrl());
    }

    /** The template for files of a format, and its parameters without the script. */
    Map<String, String> template(String format) {
        return Map.of("template-id", "webhookscript-from-file", "format", format, "directory", root.resolve("in").toString(),
                "resultDirectory", root.resolve("out").toString(), "settled", "1", "delay", "50");
    }

    /** Changes the script, so that its events only have to be accepted. */
    void makeScriptAsync() throws IOException {
        Path script = root.resolve("scripts/row.webhookscript.yaml");
        Files.writeString(script, "execution: async\n" + Files.readString(script));
    }

    void drop(String name, String text) throws IOException {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void drop(String name, byte[] content) throws IOException {
        Files.move(Files.write(root.resolve(name), content), root.resolve("in").resolve(name));
    }

    void awaitDone(String name) {
        await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("in/.done").resolve(name)));
    }

    void awaitFailed(String name) {
        await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("in/.failed").resolve(name)));
    }

    /** The lines of a file of results. */
    List<JsonNode> results(String name) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("out").resolve(name))) {
            lines.add(json.readTree(line));
        }
        return lines;
    }
}
