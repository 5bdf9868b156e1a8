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

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each row: to {@code NAME.result.jsonl} or to {@code NAME.failed.jsonl}. They have these names
 * only when they are complete. A line that cannot be written ends the file.
 */
final class RowResults {

    private static final Logger LOG = LoggerFactory.getLogger(RowResults.class);

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private final Path directory;
    private final String name;
    private final Map<String, BufferedWriter> writers = new HashMap<>();
    private boolean failed;
    private boolean writable = true;

    /** @param name of the file, without its extension */
    RowResults(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    boolean canBeWritten() {
        return writable;
    }

    void succeeded(Row row, Ending ending, Message message) {
        ObjectNode line = json.createObjectNode().put("line", row.line()).put("outcome", ending.outcome())
                .put("messageId", ending.messageId());
        if (!ending.accepted()) {
            line.set("response", valueOf(message.getBody(String.class)));
        }
        write(".result.jsonl", line);
    }

    private @Nullable JsonNode valueOf(@Nullable String body) {
        try {
            return body == null ? null : json.readTree(body);
        } catch (JsonProcessingException notJson) {
            return json.getNodeFactory().textNode(body);
        }
    }

    void failed(Row row, Ending ending) {
        failed = true;
        ObjectNode line = json.createObjectNode().put("line", row.line()).put("outcome", ending.outcome())
                .put("reason", ending.reason()).put("receiverStatus", ending.receiverStatus())
                .put("attempts", ending.attempts()).put("messageId", ending.messageId());
        boolean isText = row.content() instanceof String;
        if (row.problem() == null) {
            line.set("event", isText
                    ? json.getNodeFactory().rawValueNode(new RawValue((String) row.content()))
                    : json.valueToTree(row.content()));
        } else {
            line.set("row", json.valueToTree(row.content()));
        }
        write(".failed.jsonl", line);
    }

    private void write(String ending, ObjectNode line) {
        try {
            BufferedWriter writer = writers.get(ending);
            if (writer == null) {
                Files.createDirectories(directory);
                writer = Files.newBufferedWriter(draft(ending));
                writers.put(ending, writer);
            }
            writer.write(json.writeValueAsString(line));
            writer.newLine();
        } catch (IOException failure) {
            cannotBeWritten(failure);
        }
    }

    private void cannotBeWritten(IOException failure) {
        writable = false;
        failed = true;
        LOG.error("The results of {} cannot be written to {}; the rest of the file is not read", name, directory, failure);
    }

    /** @return whether a row failed, or a result could not be written */
    boolean complete() {
        for (Map.Entry<String, BufferedWriter> each : writers.entrySet()) {
            try {
                each.getValue().close();
                Files.move(draft(each.getKey()), directory.resolve(name + each.getKey()), StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failure) {
                cannotBeWritten(failure);
            }
        }
        return failed;
    }

    void discard() {
        for (Map.Entry<String, BufferedWriter> each : writers.entrySet()) {
            try {
                each.getValue().close();
                Files.deleteIfExists(draft(each.getKey()));
            } catch (IOException failure) {
                LOG.warn("The draft {} is left over: {}", draft(each.getKey()), failure.getMessage());
            }
        }
    }

    private Path draft(String ending) {
        return directory.resolve(".writing-" + name + ending);
    }
}
