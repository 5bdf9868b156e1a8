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
package io.webhookscript.request.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.PlainValues;
import org.jspecify.annotations.Nullable;

/** Converts a value to bytes: bytes and streams stay unchanged, text becomes UTF-8. */
final class BinaryContent {

    private BinaryContent() {
    }

    static RequestBody of(@Nullable Object value, String field, Evaluation evaluation) throws NotSentException {
        Object plain = plain(value, field, evaluation);
        if (plain instanceof RequestBody spooled) {
            return spooled;
        }
        if (plain instanceof byte[] bytes) {
            return RequestBody.of(bytes);
        }
        if (plain instanceof String text) {
            return RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
        }
        throw evaluation.problem(field, "cannot take bytes from " + kind(plain) + "; expected bytes, a stream, a"
                                        + " file or text");
    }

    private static @Nullable Object plain(@Nullable Object value, String field, Evaluation evaluation)
            throws NotSentException {
        if (value instanceof String || value instanceof RequestBody) {
            return value;
        }
        try {
            return PlainValues.copyOf(value);
        } catch (NotSentException e) {
            throw evaluation.problem(field, String.valueOf(e.getMessage()), e);
        }
    }

    static String kind(@Nullable Object value) {
        return value == null ? "null" : Evaluation.isAbsent(value) ? "an undefined value" : value instanceof Map ? "a map"
                : value instanceof List ? "a list" : "a scalar";
    }
}
