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
package io.webhookscript.script.usecase;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.webhookscript.script.UseCase;
import io.webhookscript.script.UseCase.Placeholder;
import io.webhookscript.script.ValueTree;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.ScalarPositions;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlTree;
import io.webhookscript.template.FilterFunction;
import io.webhookscript.template.Position;
import io.webhookscript.template.Reference;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.value.NearestNames;

/** Reads use case files. */
final class UseCaseReader {

    private static final List<String> KEYS
            = List.of("name", "description", "subject", "id", "channel", "data", "fields", "open");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final String text;
    private final TemplateCompiler compiler;
    private final Findings findings;

    private UseCaseReader(String text, Map<String, FilterFunction> filters, Findings findings) {
        this.text = text;
        this.compiler = new TemplateCompiler(filters, Set.of(), false);
        this.findings = findings;
    }

    /** A use case with the position of its name in the file. */
    record PositionedUseCase(UseCase useCase, YamlNode.Mark nameAt) {
    }

    /**
     * Reads a use case; empty when the file has none. A use case with errors must not be used.
     *
     * @param filters custom filters, by name
     */
    static Optional<PositionedUseCase> read(byte[] content, Map<String, FilterFunction> filters, Findings findings) {
        return YamlTree.read(content, findings).flatMap(d -> Section.open(d.root(), "", KEYS, findings).map(
                file -> new PositionedUseCase(
                        new UseCaseReader(d.text(), filters, findings).read(file), file.keyOf("name").mark())));
    }

    private UseCase read(Section file) {
        file.require("name");
        String name = file.text("name").orElse("");
        if (file.has("name") && !NAME.matcher(name).matches()) {
            findings.add(ProblemCode.WRONG_NAME, file.node("name").orElseThrow(), "name", "found " + Findings.quoted(name),
                    "a name of 1 to 63 letters, digits, - and _");
        }
        file.text("description");
        boolean open = file.flag("open").orElse(false);
        List<Placeholder> placeholders
                = file.node("data").flatMap(n -> Section.mapping(n, "data", findings)).map(DataSchema::placeholders)
                        .orElse(List.of());
        UseCase useCase = new UseCase(
                name, file.text("subject").orElse(null), path(file, "id", placeholders, open).orElse(null),
                path(file, "channel", placeholders, open).orElse(null),
                placeholders, texts(file), open);
        DataNames names = DataNames.of(useCase);
        checkSubject(file, useCase, names);
        checkFields(file, new RootCheck(useCase, names, List.of(), findings));
        return useCase;
    }

    /** Returns a path as templates write it. */
    private Optional<String> path(Section file, String key, List<Placeholder> placeholders, boolean open) {
        return file.text(key).map(path -> {
            Optional<String> known = placeholders.stream().map(Placeholder::path)
                    .filter(p -> p.equals(path) || p.equals(DataNames.EVENT + "." + path)).findFirst();
            if (path.strip().startsWith("{{")) {
                findings.add(ProblemCode.TEMPLATE, file.node(key).orElseThrow(), key, "braces around a path",
                        "the path without braces");
            } else if (known.isEmpty() && open) {
                references(file.node(key).orElseThrow(), key, source -> compiler.expression(source).references());
            } else if (known.isEmpty()) {
                findings.add(ProblemCode.UNKNOWN_FIELD, file.node(key).orElseThrow(), key,
                        Findings.quoted(path) + " is not part of the data of the use case", "a path that `data` describes",
                        NearestNames.of(path, placeholders.stream().map(Placeholder::path).toList()));
            }
            return known.orElse(path);
        });
    }

    private void checkSubject(Section file, UseCase useCase, DataNames names) {
        Optional.ofNullable(useCase.subject())
                .filter(subject -> !names.roots().contains(subject) && (!useCase.open() || subject.contains(".")))
                .ifPresent(subject -> findings.add(
                        ProblemCode.UNKNOWN_FIELD, file.node("subject").orElseThrow(), "subject",
                        Findings.quoted(subject) + " is not a top-level key of the event",
                        names.roots().isEmpty() ? "a key that `data` describes" : NearestNames.oneOf(names.roots()),
                        NearestNames.of(subject, names.roots())));
    }

    private static Map<String, String> texts(Section file) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Entry entry : file.entries("fields")) {
            file.text(entry.value(), FieldPath.of("fields", entry.key().text()))
                    .ifPresent(template -> fields.put(entry.key().text(), template));
        }
        return fields;
    }

    private void checkFields(Section file, RootCheck roots) {
        FieldsTree fields = new FieldsTree();
        ValueTree nothing = new ValueTree.Constant(null);
        for (Entry entry : file.node("fields").filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast)
                .map(YamlNode.Mapping::entries).orElse(List.of())) {
            Scalar key = entry.key();
            String field = FieldPath.of("fields", key.text());
            Optional<List<String>> steps = FieldsTree.steps(key.text());
            if (steps.isEmpty()) {
                findings.add(ProblemCode.WRONG_VALUE, key, field, "found " + Findings.quoted(key.text()),
                        "a key such as `text`, `multimedia.url` or `tags[]`");
            } else if (fields.conflicts(steps.get())) {
                findings.add(ProblemCode.CONFLICTING_KEYS, key, field,
                        "another field has the same path, or a path above or below it", "each path once");
            }
            steps.ifPresent(s -> fields.put(s, nothing));
            roots.check(
                    references(entry.value(), field, source -> compiler.compile(source, Position.VALUE).references()),
                    Scope.REQUEST);
        }
    }

    /** Returns the data that a text reads; a text that cannot be compiled is a problem. */
    private List<Reference> references(YamlNode node, String field, Function<TemplateSource, List<Reference>> compile) {
        if (node instanceof Scalar scalar && scalar.isText()) {
            try {
                return compile.apply(
                        new TemplateSource(findings.file(), field, scalar.text(), new ScalarPositions(text, scalar)));
            } catch (TemplateException e) {
                findings.add(ProblemCode.TEMPLATE, e);
            }
        }
        return List.of();
    }
}
