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
package io.webhookscript.response;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.webhookscript.value.json.JsonLimitException;
import io.webhookscript.value.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a response; why it cannot be read is said without a word of the response. */
final class JsonBodyReader {

    private JsonBodyReader() {
    }

    static @Nullable Object read(String text) throws UnreadableBodyException {
        if (text.isBlank()) {
            throw new UnreadableBodyException("is not JSON: it is blank", null);
        }
        try {
            return JsonReader.read(text);
        } catch (JsonProcessingException e) {
            throw new UnreadableBodyException("is not JSON that can be read: " + reason(e) + place(e.getLocation()), e);
        } catch (IOException e) {
            throw new UnreadableBodyException("is not JSON", e);
        }
    }

    /** A short cause without Jackson's own message, which would quote the response. */
    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (e instanceof JsonLimitException || message.equals(JsonReader.MORE_FOLLOWS)) {
            return message;
        }
        if (message.contains("(code ")) {
            return "an unexpected character";
        }
        return message.startsWith("Unexpected end-of-input") ? "it ends too early" : "an unexpected word or escape";
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
