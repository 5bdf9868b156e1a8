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
package io.webhookscript.tryout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.template.Undefined;
import io.webhookscript.tryout.ScriptTestResult.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Compares the values that a test's {@code expect} names, and nothing else. Of {@code params}, {@code headers} and
 * {@code variables} only the listed names are compared; null means that the value must be absent. Collects the
 * differences of one test.
 */
final class Expectations {

    private final ScriptTest test;
    private final Map<String, @Nullable Object> expect;
    private final List<Difference> differences = new ArrayList<>();

    Expectations(ScriptTest test) {
        this.test = test;
        this.expect = test.expect();
    }

    List<Difference> differences() {
        return differences;
    }

    void request(HttpCall call, MaskedView shown) {
        String url = call.url();
        int query = url.indexOf('?');
        Map<String, List<String>> headers = shown.headers(call.headers());
        compare("method", call.method());
        compare("url", shown.text(query < 0 ? url : url.substring(0, query)));
        names("params", FormParameters.of(query < 0 ? "" : url.substring(query + 1), shown));
        names("headers", headers);
        if (expect.containsKey("body")) {
            Map<String, @Nullable Object> request = shown.request(call);
            compare("body", sentBody(call, request.get("body"), shown));
        }
    }

    /** The sent body, parsed according to its Content-Type when a structure is expected. */
    private @Nullable Object sentBody(HttpCall call, @Nullable Object shownBody, MaskedView shown) {
        boolean structure = expect.get("body") instanceof Map || expect.get("body") instanceof List;
        if (!structure || !(shownBody instanceof String text)) {
            return shownBody;
        }
        String type = call.headers().stream().filter(h -> h.name().equalsIgnoreCase("Content-Type"))
                .map(HttpHeader::value).findFirst().orElse("");
        if (type.startsWith("application/x-www-form-urlencoded")) {
            Map<String, @Nullable Object> form = new LinkedHashMap<>();
            FormParameters.of(text, shown)
                    .forEach((name, values) -> form.put(name, values.size() == 1 ? values.get(0) : values));
            return form;
        }
        try {
            byte[] bytes = call.body().map(MaskedView::bytes).orElse(new byte[0]);
            return shown.value(Json.read(bytes));
        } catch (NotSentException e) {
            // the body is not JSON, so the difference shows it as text
            return text;
        }
    }

    void result(AttemptResult result, MaskedView shown) {
        if (expect.containsKey("outcome") || !result.outcome().succeeded() && !expect.containsKey("error")) {
            String expected = String.valueOf(expect.getOrDefault("outcome", Outcome.DELIVERED.code()));
            if (!expected.equals(result.outcome().code())) {
                differ("outcome", expected,
                        result.outcome().code() + (result.reason().isEmpty() ? "" : ": " + result.reason()));
            }
        }
        if (expect.containsKey("error")) {
            String expected = String.valueOf(expect.get("error"));
            if (result.reason().isEmpty() || !result.reason().contains(expected)) {
                differ("error", "a reason that contains: " + expected,
                        result.reason().isEmpty() ? "no error" : result.reason());
            }
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        if (result.mapped() != null) {
            result.mapped().variables().forEach((name, value) -> variables.put(name, shown.value(value)));
        }
        names("variables", variables);
    }

    /** Records a missing error for a request without a response. */
    void nothingFailed() {
        if (expect.containsKey("error")) {
            differ("error", "a reason that contains: " + expect.get("error"), "no error");
        }
    }

    /** Records that there is no request to compare with. */
    void requestIsMissing(String reason) {
        for (String part : List.of("method", "url", "params", "headers", "body")) {
            if (expect.containsKey(part)) {
                differ(part, json(expect.get(part)), "no request: " + reason);
            }
        }
    }

    private void compare(String part, @Nullable Object found) {
        if (expect.containsKey(part)) {
            SameValue.difference(part, expect.get(part), found)
                    .ifPresent(d -> differ(d.path(), json(d.expected()), json(d.found())));
        }
    }

    private void names(String part, Map<String, ?> found) {
        if (!(expect.get(part) instanceof Map<?, ?> expected)) {
            return;
        }
        boolean anyCase = part.equals("headers");
        expected.forEach((name, value) -> {
            Object actual = found.entrySet().stream()
                    .filter(e -> anyCase ? e.getKey().equalsIgnoreCase((String) name) : e.getKey().equals(name))
                    .map(e -> (Object) Optional.ofNullable(e.getValue())).findFirst().orElse(Undefined.UNDEFINED);
            Object one = actual instanceof Optional<?> present ? alone(present.orElse(null), part, value) : actual;
            SameValue.difference(part + "." + name, value, value == null && one == Undefined.UNDEFINED ? null : one)
                    .ifPresent(d -> differ(part, d.path(), json(d.expected()), json(d.found())));
        });
    }

    /** A single value is compared as text, whatever its type in the file. */
    private static @Nullable Object alone(@Nullable Object found, String part, @Nullable Object expected) {
        if (part.equals("variables") || !(found instanceof List<?> values) || expected instanceof List || values.size() != 1) {
            return found;
        }
        String sent = String.valueOf(values.get(0));
        return expected != null && !(expected instanceof Map) && sent.equals(SameValue.text(expected)) ? expected : sent;
    }

    private void differ(String path, String expected, String found) {
        int end = path.indexOf('.');
        differ(end < 0 ? path : path.substring(0, end), path, expected, found);
    }

    private void differ(String part, String path, String expected, String found) {
        String key = part.indexOf('[') < 0 ? part : part.substring(0, part.indexOf('['));
        ScriptTest.Place place = test.place();
        differences.add(new Difference(place.lines().getOrDefault(key, place.line()), path, expected, found));
    }

    private static String json(@Nullable Object value) {
        if (value == Undefined.UNDEFINED) {
            return "nothing";
        }
        try {
            return Json.write(value);
        } catch (NotSentException e) {
            return String.valueOf(value);
        }
    }
}
