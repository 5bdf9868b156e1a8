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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.ResponseDefinition.As;
import io.webhookscript.script.ResponseDefinition.DefaultValue;
import io.webhookscript.script.ResponseDefinition.OutcomeRule;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.script.ResponseDefinition.Type;
import io.webhookscript.script.ResponseDefinition.Variable;
import io.webhookscript.script.ValueTree;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Range;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.SpelledNumbers;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.template.Position;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/** Reads the section {@code response}. */
final class ResponseReader {

    static final List<String> KEYS = List.of("type", "outcomes", "variables", "body", "headers", "deliveryControl");

    private static final List<String> OUTCOME_KEYS = List.of("status", "when", "is", "retryAfter");
    private static final Set<String> BESIDE_A_LANGUAGE = Set.of("required", "default", "as");

    /** Without a colon, which would name another variable repository of Camel's, and none that Camel or we go by. */
    private static final Pattern VARIABLE = Pattern.compile("(?![Cc][Aa][Mm][Ee][Ll])[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern CLASS_OF_STATUS = Pattern.compile("[1-5]xx");
    private static final Range STATUS = new Range(100, 599);
    private static final Map<String, Type> TYPES = Map.of(
            "auto", Type.AUTO, "json", Type.JSON, "xml", Type.XML, "text", Type.TEXT, "binary", Type.BINARY);
    private static final Map<String, Outcome> OUTCOMES = Map.of(
            "delivered", Outcome.DELIVERED, "temporary", Outcome.TEMPORARY, "refused", Outcome.REFUSED, "gone", Outcome.GONE);
    private static final Map<String, As> CONVERSIONS = Map.ofEntries(
            entry("int", As.INT), entry("long", As.LONG), entry("decimal", As.DECIMAL), entry("boolean", As.BOOLEAN),
            entry("string", As.STRING), entry("date", As.DATE));

    private final ScriptCompiler compiling;
    private final Findings findings;

    ResponseReader(ScriptCompiler compiling) {
        this.compiling = compiling;
        this.findings = compiling.findings();
    }

    ResponseDefinition read(@Nullable Section response) {
        if (response == null) {
            return new ResponseDefinition(Type.AUTO, List.of(), List.of(), null, List.of(), false);
        }
        return new ResponseDefinition(
                response.choice("type", TYPES).orElse(Type.AUTO),
                outcomes(response),
                variables(response), body(response).orElse(null),
                headers(response),
                response.flag("deliveryControl").orElse(false));
    }

    private List<OutcomeRule> outcomes(Section response) {
        List<OutcomeRule> rules = new ArrayList<>();
        List<YamlNode> items = response.items("outcomes");
        for (int i = 0; i < items.size(); i++) {
            Section.open(items.get(i), FieldPath.of(response.path("outcomes"), i), OUTCOME_KEYS, findings).map(this::outcome)
                    .ifPresent(rules::add);
        }
        return rules;
    }

    private OutcomeRule outcome(Section rule) {
        rule.require("is");
        List<YamlNode> items = rule.items("status");
        List<Status> statuses = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            status(items.get(i), FieldPath.of(rule.path("status"), i)).ifPresent(statuses::add);
        }
        if (items.isEmpty() && rule.node("status").filter(n -> n instanceof YamlNode.Sequence).isPresent()) {
            findings.add(ProblemCode.OUT_OF_RANGE, rule.keyOf("status"), rule.path("status"), "found no status",
                    "at least one");
        }
        return new OutcomeRule(
                statuses, rule.node("when").map(n -> compiling.expression(n, rule.path("when"), Scope.RESPONSE)).orElse(null),
                rule.choice("is", OUTCOMES).orElse(Outcome.REFUSED),
                rule.node("retryAfter").map(n -> compiling.scalar(n, rule.path("retryAfter"),
                        Position.VALUE, Scope.RESPONSE)).orElse(null));
    }

    private Optional<Status> status(YamlNode node, String field) {
        if (node instanceof Scalar s && s.value() != null) {
            String text = s.text();
            if (s.value() instanceof Number code && Section.isWhole(code) && STATUS.contains(code.doubleValue())) {
                return Optional.of(new Status.Codes(code.intValue(), code.intValue()));
            }
            if (CLASS_OF_STATUS.matcher(text).matches()) {
                int from = (text.charAt(0) - '0') * 100;
                return Optional.of(new Status.Codes(from, from + 99));
            }
            if (text.equals("timeout") || text.equals("connection")) {
                return Optional.of(new Status.FailureStatus(
                        text.equals("timeout") ? Status.Failure.TIMEOUT : Status.Failure.CONNECTION));
            }
        }
        findings.add(ProblemCode.WRONG_VALUE, node, field, "found " + Findings.found(node),
                "a status " + STATUS + ", a class such as 4xx, timeout or connection");
        return Optional.empty();
    }

    private List<Variable> variables(Section response) {
        List<Variable> variables = new ArrayList<>();
        for (Entry entry : response.entries("variables")) {
            String name = entry.key().text();
            String field = FieldPath.of(response.path("variables"), name);
            if (!VARIABLE.matcher(name).matches()) {
                findings.add(ProblemCode.WRONG_NAME, entry.key(), field, "found " + Findings.quoted(name),
                        "a variable's name: letters, digits, - and _, no digit first; names that begin with Camel are Camel's");
            }
            variables.add(
                    entry.value() instanceof Mapping ? byLanguage(name, entry.value(), field) : byTemplate(name, entry, field));
        }
        return variables;
    }

    private Variable byTemplate(String name, Entry entry, String field) {
        return new Variable(
                name, compiling.scalar(entry.value(), field, Position.VALUE, Scope.RESPONSE), false,
                null, null, field);
    }

    private Variable byLanguage(String name, YamlNode node, String field) {
        var expression = compiling.language(node, field, BESIDE_A_LANGUAGE, Scope.RESPONSE);
        Section map = Section.unchecked((Mapping) node, field, findings);
        map.node("default").ifPresent(n -> SpelledNumbers.checkAll(n, map.path("default"), findings));
        return new Variable(
                name, expression, map.flag("required").orElse(false),
                map.node("default").map(n -> new DefaultValue(n.plain())).orElse(null),
                map.choice("as", CONVERSIONS).orElse(null), field);
    }

    private Optional<ValueTree> body(Section response) {
        return response.node("body").map(node -> {
            String field = response.path("body");
            return node instanceof Mapping map && compiling.isLanguageMap(map)
                    ? new ValueTree.Leaf(compiling.language(node, field, Set.of(), Scope.RESPONSE), field)
                    : new ValueTreeReader(compiling).read(node, field, Scope.RESPONSE);
        });
    }

    private List<String> headers(Section response) {
        List<String> names = new ArrayList<>();
        List<YamlNode> items = response.items("headers");
        for (int i = 0; i < items.size(); i++) {
            YamlNode item = items.get(i);
            String field = FieldPath.of(response.path("headers"), i);
            response.text(item, field).ifPresent(name -> {
                HeaderNames.checkHandedOn(name, item, field, findings);
                names.add(name);
            });
        }
        return names;
    }
}
