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
package io.webhookscript.script.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Range;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.SpelledNumbers;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code tests}. */
final class TestsReader {

    private static final List<String> KEYS = List.of("name", "event", "variables", "context", "response", "expect");
    private static final List<String> RESPONSE_KEYS = List.of("status", "headers", "body");
    private static final List<String> EXPECT_KEYS
            = List.of("method", "url", "params", "headers", "body", "variables", "outcome", "error");
    private static final Map<String, Outcome> OUTCOMES
            = Arrays.stream(Outcome.values()).collect(Collectors.toUnmodifiableMap(Outcome::code, o -> o));
    private static final Range STATUS = new Range(100, 599);
    private static final int OK = 200;

    private final Findings findings;

    TestsReader(Findings findings) {
        this.findings = findings;
    }

    List<ScriptTest> read(Section script) {
        List<ScriptTest> tests = new ArrayList<>();
        List<YamlNode> items = script.items("tests");
        for (int i = 0; i < items.size(); i++) {
            Section.open(items.get(i), FieldPath.of(script.path("tests"), i), KEYS, findings).map(this::test)
                    .ifPresent(tests::add);
        }
        return tests;
    }

    private ScriptTest test(Section test) {
        test.require("name", "expect");
        Map<String, Integer> lines = new LinkedHashMap<>();
        test.entries("expect").forEach(e -> lines.put(e.key().text(), e.key().mark().line()));
        Optional<Section> expect = test.node("expect").filter(n -> n instanceof Mapping)
                .flatMap(n -> Section.open(n, test.path("expect"), EXPECT_KEYS, findings));
        expect.ifPresent(this::check);
        for (String key : List.of("event", "variables")) {
            test.node(key).ifPresent(n -> SpelledNumbers.checkAll(n, test.path(key), findings));
        }
        return new ScriptTest(
                test.text("name").orElse(""), test.node("event").map(YamlNode::plain).orElse(null), values(test, "variables"),
                ContextReader.read(test, "context", findings),
                test.section("response", RESPONSE_KEYS).map(this::response).orElse(null),
                expect.map(TestsReader::expected).orElse(Map.of()),
                new ScriptTest.Place(findings.file(), test.asNode().mark().line(), lines));
    }

    /** Params and headers are text, so that what is expected of them is text as it is written. */
    private static Map<String, @Nullable Object> expected(Section expect) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(((Mapping) expect.asNode()).plain());
        for (String key : List.of("params", "headers")) {
            if (expect.node(key).orElse(null) instanceof Mapping map) {
                Map<String, @Nullable Object> texts = new LinkedHashMap<>();
                map.entries().forEach(e -> texts.put(e.key().text(), spelled(e.value())));
                values.put(key, texts);
            }
        }
        return values;
    }

    private static @Nullable Object spelled(YamlNode node) {
        if (node instanceof Sequence list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(spelled(item)));
            return items;
        }
        boolean looksOther = node instanceof Scalar s && s.value() != null && !s.text().equals(s.value().toString());
        return looksOther ? ((Scalar) node).text() : node.plain();
    }

    private void check(Section expect) {
        for (String key : List.of("body", "variables")) {
            expect.node(key).ifPresent(n -> SpelledNumbers.checkAll(n, expect.path(key), findings));
        }
        expect.text("method");
        expect.text("url");
        expect.text("error");
        expect.choice("outcome", OUTCOMES);
        expect.entries("variables");
        texts(expect, "params");
        texts(expect, "headers");
        checkNames(expect);
    }

    /** Reads values that are a text or a list of texts; null means that the value must be absent. */
    private void texts(Section expect, String key) {
        for (Entry entry : expect.entries(key)) {
            String field = FieldPath.of(expect.path(key), entry.key().text());
            if (entry.value() instanceof Sequence list) {
                list.items().forEach(i -> headerValue(i, field));
            } else if (!(entry.value() instanceof Scalar)) {
                findings.add(ProblemCode.WRONG_TYPE, entry.value(), field, "found " + Findings.found(entry.value()),
                        "text, a list of texts, or nothing for a value that must be absent");
            }
        }
    }

    private void checkNames(Section section) {
        for (Entry entry : section.entries("headers")) {
            if (!HeaderNames.TOKEN.matcher(entry.key().text()).matches()) {
                findings.add(ProblemCode.WRONG_VALUE, entry.key(), FieldPath.of(section.path("headers"), entry.key().text()),
                        "found " + Findings.quoted(entry.key().text()), "the name of an HTTP header");
            }
        }
    }

    private static Map<String, @Nullable Object> values(Section section, String key) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Entry entry : section.entries(key)) {
            values.put(entry.key().text(), entry.value().plain());
        }
        return values;
    }

    private ScriptTest.Response response(Section response) {
        checkNames(response);
        response.node("body").ifPresent(n -> SpelledNumbers.checkAll(n, response.path("body"), findings));
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Entry entry : response.entries("headers")) {
            String field = FieldPath.of(response.path("headers"), entry.key().text());
            List<YamlNode> items = entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
            headers.put(entry.key().text(), items.stream().map(i -> headerValue(i, field)).toList());
        }
        return new ScriptTest.Response(
                response.integer("status", STATUS).orElse(OK), headers,
                response.node("body").map(YamlNode::plain).orElse(null));
    }

    private String headerValue(YamlNode node, String field) {
        if (node instanceof Scalar s && s.value() != null) {
            return s.text();
        }
        findings.add(ProblemCode.WRONG_TYPE, node, field, "found " + Findings.found(node), "text, or a list of texts");
        return "";
    }
}
