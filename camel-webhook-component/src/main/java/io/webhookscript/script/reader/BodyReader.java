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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.RequestDefinition.Absent;
import io.webhookscript.script.RequestDefinition.Body;
import io.webhookscript.script.RequestDefinition.Part;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.ValueTree;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.usecase.FieldsTree;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlTreeBuilder;
import io.webhookscript.template.Position;
import io.webhookscript.value.NearestNames;

/** Reads the section {@code request.body}: one kind of body, and the keys that are allowed beside it. */
final class BodyReader {

    private static final List<String> KINDS = List.of("json", "fields", "text", "form", "multipart", "xml", "binary");

    /** Keys that are allowed only beside some kinds. */
    private static final Map<String, List<String>> BESIDE
            = Map.of("absent", List.of("json", "fields"), "remove", List.of("fields"), "contentType",
                    List.of("text", "binary"));

    private static final List<String> KEYS
            = List.of("json", "fields", "text", "form", "multipart", "xml", "binary", "absent", "remove", "contentType");
    private static final List<String> PART_KEYS = List.of("name", "value", "file", "filename", "contentType");
    private static final Map<String, Absent> ABSENT = Map.of("drop", Absent.DROP, "null", Absent.NULL, "fail", Absent.FAIL);

    /** Longer than any receiver accepts. The bound is needed because the pattern is matched by recursion. */
    private static final int MAX_MEDIA_TYPE = 1_000;

    /** Media types of JSON texts in lines; none of them is registered. */
    private static final Pattern LINES = Pattern.compile("ndjson|jsonl|json-lines|json-stream");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(?: *; *" + TOKEN + "=(?:" + TOKEN
                                                              + "|\"[^\"\\\\\\p{Cntrl}]*\"))*");

    private final ScriptCompiler compiling;
    private final Findings findings;
    private final UseCase useCase;

    BodyReader(ScriptCompiler compiling, UseCase useCase) {
        this.compiling = compiling;
        this.findings = compiling.findings();
        this.useCase = useCase;
    }

    Optional<Body> read(Section request) {
        return request.section("body", KEYS).flatMap(body -> {
            List<String> kinds = body.present(KINDS);
            if (kinds.size() != 1) {
                wrongKinds(body, kinds);
                return Optional.empty();
            }
            BESIDE.forEach((key, allowed) -> {
                if (body.has(key) && !allowed.contains(kinds.get(0))) {
                    findings.add(ProblemCode.CONFLICTING_KEYS, body.keyOf(key), body.path(key),
                            "`" + key + "` is not allowed together with `" + kinds.get(0) + "`",
                            "only together with " + String.join(" or ", allowed));
                }
            });
            return kind(kinds.get(0), body);
        });
    }

    /** Returns the use case's predefined fields, for a script without a body. */
    Optional<Body> predefined() {
        FieldsTree fields = predefinedFields();
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Body.Json(fields.tree(), Absent.DROP));
    }

    private void wrongKinds(Section body, List<String> kinds) {
        if (kinds.isEmpty()) {
            findings.add(ProblemCode.MISSING_KEY, body.asNode(), body.path(), "the body has no kind",
                    "one of " + String.join(", ", KINDS));
        } else {
            findings.add(ProblemCode.CONFLICTING_KEYS, body.keyOf(kinds.get(1)), body.path(),
                    "`" + String.join("` and `", kinds) + "` are given together", "one kind of body");
        }
    }

    private Optional<Body> kind(String kind, Section body) {
        return switch (kind) {
            case "json" -> Optional.of(json(body));
            case "fields" -> Optional.of(new Body.Json(fields(body), absent(body)));
            case "text" -> Optional.of(text(body));
            case "form" -> Optional.of(new Body.Form(new NamedValuesReader(compiling).read(body, "form", Position.VALUE)));
            case "multipart" -> Optional.of(multipart(body));
            case "xml" -> Optional.of(new Body.Xml(compiling.template(body, "xml", Position.XML, Scope.REQUEST)));
            default -> body.node("binary").map(n -> new Body.Binary(
                    compiling.expression(n, body.path("binary"), Scope.REQUEST),
                    contentType(body).orElse("application/octet-stream")));
        };
    }

    private Body json(Section body) {
        YamlNode node = body.node("json").orElseThrow();
        Absent absent = absent(body);
        if (!(node instanceof Scalar s) || !s.isText()) {
            return new Body.Json(new ValueTreeReader(compiling).read(node, body.path("json"), Scope.REQUEST), absent);
        }
        if (body.has("absent")) {
            findings.add(ProblemCode.CONFLICTING_KEYS, body.keyOf("absent"), body.path("absent"),
                    "`absent` is not allowed together with a JSON text", "only together with a tree");
        }
        return new Body.JsonText(compiling.template(node, body.path("json"), Position.JSON, Scope.REQUEST));
    }

    private Absent absent(Section body) {
        boolean isNull = body.node("absent").filter(n -> n instanceof Scalar s && s.value() == null).isPresent();
        return isNull ? Absent.NULL : body.choice("absent", ABSENT).orElse(Absent.DROP);
    }

    private ValueTree fields(Section body) {
        FieldsTree fields = predefinedFields();
        List<YamlNode> removed = body.items("remove");
        for (int i = 0; i < removed.size(); i++) {
            remove(body, removed.get(i), FieldPath.of(body.path("remove"), i), fields);
        }
        FieldsTree own = new FieldsTree();
        for (Entry entry : body.entries("fields")) {
            String field = FieldPath.of(body.path("fields"), entry.key().text());
            FieldsTree.steps(entry.key().text()).ifPresentOrElse(
                    steps -> add(entry, field, steps, own, fields), () -> wrongKey(entry.key(), field));
        }
        return fields.tree();
    }

    private void add(Entry entry, String field, List<String> steps, FieldsTree own, FieldsTree fields) {
        if (own.conflicts(steps)) {
            findings.add(ProblemCode.CONFLICTING_KEYS, entry.key(), field,
                    "another field has the same path, or a path above or below it",
                    "each path once");
        }
        ValueTree.Leaf leaf = new ValueTree.Leaf(compiling.json(entry.value(), field, Scope.REQUEST), field);
        ValueTree value = FieldsTree.isList(entry.key().text()) ? new ValueTree.AsList(leaf) : leaf;
        own.put(steps, value);
        fields.put(steps, value);
    }

    private void wrongKey(Scalar key, String field) {
        findings.add(ProblemCode.WRONG_VALUE, key, field, "found " + Findings.quoted(key.text()),
                "a key such as `text`, `multimedia.url`, `tags[]` or `['a.b']`, of at most "
                                                                                                  + YamlTreeBuilder.MAX_LEVELS
                                                                                                  + " steps");
    }

    private void remove(Section body, YamlNode node, String field, FieldsTree fields) {
        body.text(node, field).ifPresent(key -> {
            boolean removed = FieldsTree.steps(key).map(fields::remove).orElse(false);
            if (!removed && !findings.isFull(ProblemCode.UNKNOWN_FIELD)) {
                findings.add(ProblemCode.UNKNOWN_FIELD, node, field,
                        Findings.quoted(key) + " is not a predefined field of the use case `" + useCase.name() + "`",
                        useCase.fields().isEmpty()
                                ? "none, it has no predefined fields"
                                : NearestNames.oneOf(useCase.fields().keySet()),
                        NearestNames.of(key, useCase.fields().keySet()));
            }
        });
    }

    private FieldsTree predefinedFields() {
        FieldsTree fields = new FieldsTree();
        useCase.fields().forEach((key, template) -> {
            ValueTree.Leaf leaf = new ValueTree.Leaf(
                    compiling.template(template, Position.VALUE, Scope.REQUEST), "useCase." + useCase.name() + "." + key);
            FieldsTree.steps(key)
                    .ifPresent(steps -> fields.put(steps, FieldsTree.isList(key) ? new ValueTree.AsList(leaf) : leaf));
        });
        return fields;
    }

    private Body text(Section body) {
        String contentType = contentType(body).orElse("text/plain; charset=utf-8");
        return new Body.Text(compiling.template(body, "text", position(contentType), Scope.REQUEST), contentType);
    }

    private static Position position(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (LINES.matcher(type).find()) {
            return Position.JSON_LINES;
        }
        if (type.endsWith("/json") || type.endsWith("+json")) {
            return Position.JSON;
        }
        return type.endsWith("/xml") || type.endsWith("+xml") ? Position.XML : Position.TEXT;
    }

    private Optional<String> contentType(Section body) {
        Optional<String> type = body.text("contentType");
        if (type.isPresent() && (type.get().length() > MAX_MEDIA_TYPE || !MEDIA_TYPE.matcher(type.get()).matches())) {
            findings.add(ProblemCode.WRONG_VALUE, body.node("contentType").orElseThrow(), body.path("contentType"),
                    "found " + Findings.quoted(type.get()), "a media type such as `text/csv; charset=utf-8`");
            return Optional.empty();
        }
        return type;
    }

    private Body multipart(Section body) {
        List<Part> parts = new ArrayList<>();
        List<YamlNode> items = body.items("multipart");
        for (int i = 0; i < items.size(); i++) {
            Section.open(items.get(i), FieldPath.of(body.path("multipart"), i), PART_KEYS, findings).map(this::part)
                    .ifPresent(parts::add);
        }
        return new Body.Multipart(parts);
    }

    private Part part(Section part) {
        part.require("name");
        if (part.has("value") == part.has("file")) {
            findings.add(part.has("value") ? ProblemCode.CONFLICTING_KEYS : ProblemCode.MISSING_KEY,
                    part.has("value") ? part.keyOf("file") : part.asNode(), part.path(),
                    part.has("value") ? "`value` and `file` are given together" : "neither `value` nor `file` is given",
                    "one of them");
        }
        var name = compiling.template(part, "name", Position.TEXT, Scope.REQUEST);
        if (part.has("file")) {
            return new Part.File(
                    name, compiling.expression(part.node("file").orElseThrow(), part.path("file"), Scope.REQUEST),
                    part.node("filename").map(n -> compiling.template(n, part.path("filename"), Position.TEXT, Scope.REQUEST))
                            .orElse(null),
                    part.node("contentType")
                            .map(n -> compiling.template(n, part.path("contentType"), Position.HEADER, Scope.REQUEST))
                            .orElse(null));
        }
        if (part.has("filename")) {
            findings.add(ProblemCode.CONFLICTING_KEYS, part.keyOf("filename"), part.path("filename"),
                    "`filename` is not allowed together with `value`",
                    "only together with `file`");
        }
        return new Part.Value(
                name, part.node("value").map(n -> compiling.text(n, part.path("value"), Position.VALUE, Scope.REQUEST))
                        .orElse(new ConstantExpression(null)),
                part.node("contentType")
                        .map(n -> compiling.template(n, part.path("contentType"), Position.HEADER, Scope.REQUEST))
                        .orElse(null));
    }
}
