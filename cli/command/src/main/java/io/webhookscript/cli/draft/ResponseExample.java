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
package io.webhookscript.cli.draft;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.jspecify.annotations.Nullable;

/**
 * A response that a source shows, as a test of the draft: what a delivery comes to with it.
 *
 * @param contentType empty when the source does not say
 */
public record ResponseExample(String name, int status, String contentType, String body) {

    /** Longer ones would bury the script. */
    private static final int MAX = 8 * 1024;

    private static final Set<Integer> TEMPORARY = Set.of(
            408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 529, 530);

    /** Adds the test, or says why there is none. */
    public void addTo(ScriptDraft draft) {
        if (status < 200 || status > 599) {
            draft.notCarried("the response `" + name + "`: it has no status");
            return;
        }
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("status", (long) status);
        if (body.length() > MAX) {
            draft.notCarried("the body of the response `" + name + "`: it has " + body.length() + " characters");
        } else if (!body.isBlank()) {
            body(response);
        }
        Map<String, @Nullable Object> expect = new LinkedHashMap<>();
        expect.put("outcome", status < 300 ? "delivered" : TEMPORARY.contains(status) ? "temporary" : "refused");
        Map<String, @Nullable Object> test = new LinkedHashMap<>();
        test.put("name", name);
        draft.exampleEvent().ifPresent(event -> test.put("event", event));
        test.put("response", response);
        test.put("expect", expect);
        draft.test(test);
    }

    private void body(Map<String, @Nullable Object> response) {
        String type = contentType.toLowerCase(Locale.ROOT);
        Optional<Object> tree = json();
        boolean plainJson = type.isEmpty() || type.startsWith("application/json");
        if (tree.isPresent() && (tree.get() instanceof Map || tree.get() instanceof List)) {
            if (!plainJson) {
                response.put("headers", Map.of("Content-Type", contentType));
            }
            response.put("body", tree.get());
        } else {
            if (!contentType.isEmpty() && !plainJson) {
                response.put("headers", Map.of("Content-Type", contentType));
            }
            response.put("body", body);
        }
    }

    private Optional<Object> json() {
        try {
            return Optional.ofNullable(Json.read(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NotSentException e) {
            // shown as the text that it is
            return Optional.empty();
        }
    }
}
