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
package io.webhookscript.console.api.deadletter;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.console.web.RefusedRequestException;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of the document of a dead letter. All of it was masked when it was written. The event was not: it
 * is there as it must be sent again, and may be personal data, so it is skipped unread.
 */
final class LetterDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> SHOWN = Set.of("version", "tenant", "sourceId", "attempts", "request", "response");

    private LetterDocument() {
    }

    /** @throws RefusedRequestException when it is not a document of this version */
    static Map<String, @Nullable Object> view(String document) throws RefusedRequestException {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = Objects.requireNonNull(parser.currentName());
                parser.nextToken();
                if (SHOWN.contains(name)) {
                    view.put(name, parser.readValueAs(Object.class));
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException malformed) {
            throw unreadable();
        }
        return view;
    }

    private static RefusedRequestException unreadable() {
        return new RefusedRequestException(409, "unreadable", "the document of the dead letter cannot be read");
    }
}
