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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON lines. */
@Tag("slow")
class EachLineOfAFileTriggersAScriptTest {

    @TempDir
    private Path root;
    private FolderOfFiles folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = FolderOfFiles.in(root);
    }

    @Test
    void eachLineIsAnEventWithItsOwnMessageId() throws Exception {
        folder.drop("events.jsonl", "\uFEFF{\"n\": 1}\r\n\n  \n{\"n\": 9007199254740993}\n{\"n\": \"größer\"}");
        try (RoutesApplication application = folder.application("jsonl").start()) {
            folder.awaitDone("events.jsonl");

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("1", "9007199254740993", "größer");
        }
        List<JsonNode> results = folder.results("events.result.jsonl");
        assertThat(results).extracting(line -> line.get("line").asInt()).containsExactly(1, 4, 5);
        assertThat(results).extracting(line -> line.get("messageId").asText()).doesNotHaveDuplicates();
        assertThat(results).allSatisfy(line -> {
            assertThat(line.get("outcome").asText()).isEqualTo("delivered");
            assertThat(line.get("response").toString()).isEqualTo("{\"plan\":\"gold\"}");
        });
        assertThat(root.resolve("out/events.failed.jsonl")).doesNotExist();
    }

    @Test
    void aRowThatFailsIsWrittenWithItsLineAndTheReasonAndTheOthersAreDelivered() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("{\"n\": 1}\n{\"n\": 2, \"path\": \"404\"}\n{\"n\": 3\n{\"n\": 4, \"n\": 4}\n"
                .getBytes(StandardCharsets.UTF_8));
        file.write("{\"n\": \"\u00e4\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        file.write(("{\"n\": \"" + "x".repeat(100) + "\"}\n{\"n\": 7}\n").getBytes(StandardCharsets.UTF_8));
        folder.drop("events.jsonl", file.toByteArray());
        try (RoutesApplication application = folder.application("jsonl")
                .with("camel.route-template[0].maxRowLength", "60").start()) {
            folder.awaitFailed("events.jsonl");

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("1", "2", "7");
        }
        List<JsonNode> failed = folder.results("events.failed.jsonl");
        assertThat(failed).extracting(line -> line.get("line").asInt()).containsExactly(2, 3, 4, 5, 6);
        assertThat(failed.get(0).get("outcome").asText()).isEqualTo("refused");
        assertThat(failed.get(0).get("receiverStatus").asInt()).isEqualTo(404);
        assertThat(failed.get(0).get("event").toString()).isEqualTo("{\"n\":2,\"path\":\"404\"}");
        assertThat(failed).extracting(line -> line.get("reason").asText()).satisfiesExactly(
                refused -> assertThat(refused).contains("404"),
                open -> assertThat(open).startsWith("the line is not JSON: column"),
                twice -> assertThat(twice).contains("not JSON", "Duplicate"),
                latin1 -> assertThat(latin1).isEqualTo("the line is not valid UTF-8"),
                tooLong -> assertThat(tooLong).isEqualTo("the line has more than 60 characters"));
        assertThat(failed.get(1).get("row").asText()).isEqualTo("{\"n\": 3");
        assertThat(folder.results("events.result.jsonl")).extracting(line -> line.get("line").asInt()).containsExactly(1, 7);
    }

    @Test
    void aFileWithoutEventsIsDone() throws Exception {
        folder.drop("empty.jsonl", "\n\n");
        try (RoutesApplication application = folder.application("jsonl").start()) {
            folder.awaitDone("empty.jsonl");

            assertThat(application.receiver().bodies()).isEmpty();
        }
        assertThat(root.resolve("out")).doesNotExist();
    }

    @Test
    void aFileWhoseResultsCannotBeWrittenFails() throws Exception {
        Files.writeString(root.resolve("out"), "a file, where a folder is expected");
        folder.drop("events.jsonl", "{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n");
        try (RoutesApplication application = folder.application("jsonl").start()) {
            folder.awaitFailed("events.jsonl");

            assertThat(application.receiver().bodiesWithoutIds()).as("no row without a result but those that were read")
                    .containsExactly("1", "2");
        }
    }
}
