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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.usecase.RootCheck;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.ScalarPositions;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.SpelledNumbers;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Position;
import io.webhookscript.template.Reference;
import io.webhookscript.template.Template;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.value.NearestNames;

/** Compiles the templates and expressions of one file, and checks the data roots that they read. */
final class ScriptCompiler {

    /** Camel languages that are not likely to be custom names; they distinguish a language from a misspelt key. */
    private static final Set<String> CAMEL_LANGUAGES = Set.of(
            "jsonpath", "xpath", "mvel", "simple", "csimple", "groovy", "jq", "joor", "js", "ognl", "spel", "xquery",
            "datasonnet",
            "python", "hl7terser", "exchangeProperty");

    private static final Set<String> READ_THE_RESPONSE = Set.of("jsonpath", "xpath");

    /** Replaces an expression that could not be compiled; it is never used, since the script does not load. */
    private static final Expression NOTHING = new ConstantExpression(null);

    /** An object with a key, or a list of texts or of such objects. */
    private static final Pattern LIKE_JSON = Pattern.compile("^\\s*(?:\\[\\s*)?(?:\\{\\s*\"[^\"]*\"\\s*:)|^\\s*\\[\\s*\"");

    private final List<Reference> wholeEvents = new ArrayList<>();
    private final String text;
    private final ScriptEnvironment environment;
    private final TemplateCompiler compiler;
    private final RootCheck roots;
    private final Findings findings;

    /** @param maxRequestSize bytes that the script may send, and so its templates may put out */
    ScriptCompiler(String text, ScriptEnvironment environment, boolean strict, long maxRequestSize, RootCheck roots,
                   Findings findings) {
        this.text = text;
        this.environment = environment;
        this.compiler = new TemplateCompiler(environment.filters(), Set.of("secret"), strict, maxRequestSize);
        this.roots = roots;
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    ScriptEnvironment environment() {
        return environment;
    }

    /** Compiles a template ({@code T} in the reference). */
    Template template(YamlNode node, String field, Position position, Scope scope) {
        if (node instanceof Scalar s && s.isText()) {
            return compiled(source(s, field), position, scope);
        }
        wrongType(node, field, node instanceof Scalar s && s.value() != null ? "text; put it in quotes" : "text");
        return nothing();
    }

    /** Compiles a template that is not in a file. */
    Template template(String literal, Position position, Scope scope) {
        return compiled(TemplateSource.of(literal), position, scope);
    }

    /** Compiles the template under a key of a section; an empty text when the key is missing. */
    Template template(Section section, String key, Position position, Scope scope) {
        return section.node(key).map(n -> template(n, section.path(key), position, scope)).orElseGet(this::nothing);
    }

    private Template compiled(TemplateSource source, Position position, Scope scope) {
        try {
            Template template = compiler.compile(source, position);
            roots.check(template.references(), scope);
            look(template, source, scope);
            template.unescaped().forEach(r -> {
                if (!findings.isFull(ProblemCode.UNESCAPED)) {
                    findings.add(ProblemCode.UNESCAPED, r.source().place(r.offset()).line(),
                            r.source().place(r.offset()).column(),
                            source.field(), "`safe` turns off the escaping of this placeholder",
                            "a value that needs no escaping",
                            List.of());
                }
            });
            return template;
        } catch (TemplateException e) {
            findings.add(ProblemCode.TEMPLATE, e);
            return nothing();
        }
    }

    /** What a template says that is right, and probably not meant. */
    private void look(Template template, TemplateSource source, Scope scope) {
        if (scope.readsData() && !template.bare().isEmpty() && LIKE_JSON.matcher(source.text()).find()) {
            TemplateSource.FilePosition place = source.place(template.bare().get(0).offset());
            findings.add(ProblemCode.JSON_IN_TEXT, place.line(), place.column(), source.field(),
                    "a value that is not escaped in a text that looks like JSON: a quote in it breaks the text",
                    "the filter `tojson` and no quotes around it, or a map: `{{ {'text': text} | tojson }}`", List.of());
        }
        if (scope == Scope.REQUEST || scope == Scope.REQUEST_HEADER) {
            template.references().stream().filter(r -> r.root().equals("event") && r.fields().isEmpty())
                    .forEach(wholeEvents::add);
        }
    }

    /** Notes where the whole event is read, for a script whose events have a key of that name. */
    void noteWholeEvents() {
        for (Reference reference : wholeEvents) {
            TemplateSource.FilePosition place = reference.source().place(reference.offset());
            findings.add(ProblemCode.WHOLE_EVENT, place.line(), place.column(), reference.source().field(),
                    "`event` is the whole event, and the events of this script have a key `event`",
                    "`event.event` for that key", List.of());
        }
    }

    private Template nothing() {
        return compiler.compile(TemplateSource.of(""), Position.TEXT);
    }

    /** Compiles any scalar ({@code T*} in the reference, without languages). */
    Expression scalar(YamlNode node, String field, Position position, Scope scope) {
        if (!(node instanceof Scalar s)) {
            wrongType(node, field, "a value or a template");
            return NOTHING;
        }
        return s.isText() ? compiled(source(s, field), position, scope) : new ConstantExpression(s.value());
    }

    /** {@code T*} where only text can stand: numbers and booleans are taken as they are written. */
    Expression text(YamlNode node, String field, Position position, Scope scope) {
        return node instanceof Scalar s && !s.isText() && s.value() != null
                ? new ConstantExpression(s.text()) : scalar(node, field, position, scope);
    }

    /** {@code T*} of a JSON value: a number as JSON writes it. */
    Expression json(YamlNode node, String field, Scope scope) {
        SpelledNumbers.check(node, field, findings);
        return scalar(node, field, Position.VALUE, scope);
    }

    /** Whether a key is a literal; one that looks like a template is reported. */
    void checkKey(Scalar key, String field, String instead) {
        if (looksLikeATemplate(key.text())) {
            findings.add(ProblemCode.TEMPLATE, key, field, "a template in a key, which is sent unchanged", instead);
        }
    }

    static boolean looksLikeATemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    /** {@code T*}, or a map with one language. */
    Expression value(YamlNode node, String field, Scope scope) {
        return node instanceof Mapping ? language(node, field, Set.of(), scope) : scalar(node, field, Position.VALUE, scope);
    }

    /** Compiles a bare expression ({@code E} in the reference). */
    Expression expression(YamlNode node, String field, Scope scope) {
        if (!(node instanceof Scalar s) || s.value() == null || s.value() instanceof Number) {
            wrongType(node, field, "an expression, as text without braces");
            return NOTHING;
        }
        try {
            Expression expression = compiler.expression(source(s, field));
            roots.check(expression.references(), scope);
            return expression;
        } catch (TemplateException e) {
            if (s.text().strip().startsWith("{{")) {
                findings.add(ProblemCode.TEMPLATE, node, field, "braces around an expression", "the expression without braces");
            } else {
                findings.add(ProblemCode.TEMPLATE, e);
            }
            return NOTHING;
        }
    }

    /** Whether a map under {@code response.body} is an expression and not a tree: its only key is a language. */
    boolean isLanguageMap(Mapping map) {
        return map.entries().size() == 1 && isLanguage(map.entries().get(0).key().text());
    }

    private boolean isLanguage(String key) {
        return CAMEL_LANGUAGES.contains(key) || environment.languages().allowed().contains(key);
    }

    /** Compiles a map with one language; the given keys are allowed beside it. */
    Expression language(YamlNode node, String field, Set<String> beside, Scope scope) {
        Optional<Mapping> map = Section.mapping(node, field, findings);
        if (map.isEmpty()) {
            return NOTHING;
        }
        List<Entry> languages = map.get().entries().stream().filter(e -> !beside.contains(e.key().text())).toList();
        languages.stream().filter(e -> !isLanguage(e.key().text())).forEach(e -> unknownLanguage(e, field, beside));
        List<Entry> known = languages.stream().filter(e -> isLanguage(e.key().text())).toList();
        if (known.size() > 1) {
            findings.add(ProblemCode.CONFLICTING_KEYS, known.get(1).key(), field, "two languages, "
                                                                                  + known.stream()
                                                                                          .map(e -> "`" + e.key().text() + "`")
                                                                                          .collect(Collectors.joining(" and ")),
                    "one language");
        } else if (languages.isEmpty()) {
            findings.add(ProblemCode.MISSING_KEY, node, field, "no language", "one of " + allowed());
        }
        return known.isEmpty() ? NOTHING : language(known.get(0), field, scope);
    }

    private void unknownLanguage(Entry entry, String field, Set<String> beside) {
        String key = entry.key().text();
        List<String> near = NearestNames.of(key, Stream.concat(beside.stream(), CAMEL_LANGUAGES.stream()).toList());
        findings.add(ProblemCode.UNKNOWN_KEY, entry.key(), FieldPath.of(field, key), "unknown key " + Findings.quoted(key),
                near.isEmpty() ? "a language: " + allowed() : "", near);
    }

    private String allowed() {
        return String.join(", ", environment.languages().allowed().stream().sorted().toList());
    }

    private Expression language(Entry entry, String parent, Scope scope) {
        String language = entry.key().text();
        String field = FieldPath.of(parent, language);
        if (READ_THE_RESPONSE.contains(language) && !scope.readsResponse()) {
            findings.add(ProblemCode.LANGUAGE_NOT_ALLOWED, entry.key(), field,
                    "`" + language + "` reads the response, and there is none yet",
                    environment.languages().allowed().contains("mvel") ? "a template, or mvel" : "a template");
            return NOTHING;
        }
        Map<String, String> namespaces = new LinkedHashMap<>();
        YamlNode text = expressionText(entry, field, namespaces);
        if (!(text instanceof Scalar s) || !s.isText()) {
            wrongType(text, field, "an expression, as text");
            return NOTHING;
        }
        if (environment.languages().allowed().contains(language)) {
            return compiled(language, source(s, field), namespaces, entry, scope);
        }
        if (environment.languagesChecked() || ExpressionLanguages.isBuiltIn(language)) {
            findings.add(ProblemCode.LANGUAGE_NOT_ALLOWED, entry.key(), field, "the language `" + language + "` is not allowed",
                    "one of " + allowed() + "; " + howToAllow(language));
            return NOTHING;
        }
        findings.add(ProblemCode.UNCHECKED, entry.key(), field, "the language `" + language + "` is not checked without Camel",
                "");
        return new UncheckedExpression(language, source(s, field));
    }

    /** The author of a script cannot allow it; the operator does, in each place where scripts run. */
    private String howToAllow(String language) {
        String languages = allowed().replace(", ", ",") + "," + language;
        return "the operator allows it by the component option `languages=" + languages + "`"
               + (ExpressionLanguages.isBuiltIn(language)
                       ? ", the command line by `--languages " + languages
                         + "`, a JUnit test by `@WebhookScriptTest(languages)`"
                       : "");
    }

    private YamlNode expressionText(Entry entry, String field, Map<String, String> namespaces) {
        if (!entry.key().text().equals("xpath") || !(entry.value() instanceof Mapping)) {
            return entry.value();
        }
        Optional<Section> section = Section.open(entry.value(), field, List.of("expression", "namespaces"), findings);
        section.ifPresent(s -> {
            s.require("expression");
            s.entries("namespaces").forEach(e -> s.text(e.value(), FieldPath.of(s.path("namespaces"), e.key().text()))
                    .ifPresent(uri -> namespaces.put(e.key().text(), uri)));
        });
        return section.flatMap(s -> s.node("expression")).orElse(entry.value());
    }

    private Expression compiled(
            String language, TemplateSource source, Map<String, String> namespaces, Entry entry, Scope scope) {
        try {
            Expression expression = environment.languages().compile(language, source, namespaces);
            roots.check(expression.references(), scope);
            return expression;
        } catch (TemplateException e) {
            findings.add(ProblemCode.EXPRESSION, e);
        } catch (IllegalArgumentException e) {
            findings.add(ProblemCode.LANGUAGE_NOT_ALLOWED, entry.key(), source.field(),
                    "the language `" + language + "` cannot be used: " + e.getMessage(), "one of " + allowed());
        }
        return NOTHING;
    }

    private TemplateSource source(Scalar scalar, String field) {
        return new TemplateSource(findings.file(), field, scalar.text(), new ScalarPositions(text, scalar));
    }

    void wrongType(YamlNode node, String field, String expected) {
        findings.add(ProblemCode.WRONG_TYPE, node, field, "found " + Findings.found(node), expected);
    }
}
