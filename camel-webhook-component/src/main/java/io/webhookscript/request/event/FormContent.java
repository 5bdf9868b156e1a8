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
package io.webhookscript.request.event;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.value.FormFields;

/**
 * Reads a form (application/x-www-form-urlencoded) as an event, such as Slack's commands and the callbacks of Twilio
 * and Mailgun.
 */
final class FormContent {

    /** A real form does not have more fields. */
    private static final int MAX_FIELDS = 10_000;

    private FormContent() {
    }

    /**
     * Reads the names, each with its text, or with its texts when it is repeated; empty when the text is not a form.
     */
    static Optional<Map<String, Object>> read(String text, Charset charset) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            List<FormFields.Field> read = FormFields.of(text.strip(), charset).limit(MAX_FIELDS + 1).toList();
            if (read.size() > MAX_FIELDS) {
                return Optional.empty();
            }
            read.forEach(field -> fields.computeIfAbsent(field.name(), n -> new ArrayList<>()).add(field.value()));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        fields.forEach((name, values) -> members.put(name, values.size() == 1 ? values.get(0) : List.copyOf(values)));
        return Optional.of(members);
    }
}
