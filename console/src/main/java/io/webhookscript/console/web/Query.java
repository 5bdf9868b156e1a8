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
package io.webhookscript.console.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.value.PercentEncoding;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. A parameter without a value is not there. */
public final class Query {

    /** The longest filter is a list of names. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    public static Query of(@Nullable String query) throws RefusedRequestException {
        Map<String, String> values = new HashMap<>();
        if (query == null || query.isEmpty()) {
            return new Query(values);
        }
        if (query.length() > MAX_LENGTH) {
            throw new RefusedRequestException(413, "too-large", "the query has more than " + MAX_LENGTH + " characters");
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))) != null) {
                throw RefusedRequestException.badRequest("the query has the same parameter twice");
            }
        }
        return new Query(values);
    }

    private static String decoded(String text) throws RefusedRequestException {
        try {
            return PercentEncoding.decodeForm(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedRequestException.badRequest("the query is not percent-encoded correctly");
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** All parameters that have a value, by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>(values);
        texts.values().removeIf(String::isBlank);
        return texts;
    }

    /** A number from {@code least} to {@code most}. */
    public long number(String name, long least, long most, long otherwise) throws RefusedRequestException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // it is rejected like a number out of range
        }
        throw RefusedRequestException.badRequest(name + " must be a number from " + least + " to " + most);
    }
}
