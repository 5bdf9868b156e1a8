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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.ContextDefinition;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptDefinition.About;
import io.webhookscript.script.ScriptDefinition.CallerSees;
import io.webhookscript.script.ScriptDefinition.DeadLetter;
import io.webhookscript.script.ScriptDefinition.Delivery;
import io.webhookscript.script.ScriptDefinition.Events;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.ScriptDefinition.IdempotencyKey;
import io.webhookscript.script.ScriptDefinition.Trigger;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.usecase.RootCheck;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Position;
import io.webhookscript.value.NearestNames;
import io.webhookscript.value.SizeText;
import org.jspecify.annotations.Nullable;

/** Reads the top-level keys of a script; each section has its own reader. */
final class DefinitionReader {

    static final List<String> KEYS = List.of(
            "webhookscript", "name", "description", "tenant", "useCase", "inputs", "active", "execution", "ordered", "id",
            "idempotencyKey",
            "context", "request", "limits", "response", "triggers", "deadLetter", "callback", "subject", "retention", "strict",
            "tests");

    private static final String FORMAT = "1.0";
    private static final Pattern INPUT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern EVENT = Pattern.compile("[^\\s*]+(?:\\.\\*)?|\\*");
    private static final Map<String, Execution> EXECUTIONS = Map.of("sync", Execution.SYNC, "async", Execution.ASYNC);
    private static final Map<String, CallerSees> CALLER = Map.of("fail", CallerSees.FAILURE, "succeed", CallerSees.SUCCESS);

    private final ScriptEnvironment environment;
    private final Findings findings;
    private final String text;

    DefinitionReader(ScriptEnvironment environment, Findings findings, String text) {
        this.environment = environment;
        this.findings = findings;
        this.text = text;
    }

    /** Reads the script; empty when the tree is not a script. A definition with errors must not be used. */
    Optional<ScriptDefinition> read(YamlNode root, @Nullable String fileName) {
        return Section.open(root, "", KEYS, findings).map(s -> read(s, fileName));
    }

    private ScriptDefinition read(Section script, @Nullable String fileName) {
        script.require("webhookscript", "request");
        checkFormat(script);
        UseCase useCase = useCase(script);
        List<String> inputs = inputs(script);
        boolean strict = script.flag("strict").orElse(false);
        RootCheck roots = new RootCheck(useCase, environment.useCases().dataNames(useCase), inputs, findings);
        Optional<Section> limits = script.section("limits", LimitsReader.KEYS);
        ScriptCompiler compiling
                = new ScriptCompiler(text, environment, strict, maxRequestSize(limits.orElse(null)), roots, findings);
        Optional<Section> response = script.section("response", ResponseReader.KEYS);
        RequestDefinition request = request(script, compiling, useCase);
        if (request.cloudEvent() != null) {
            new CloudEventReader(compiling).checkIdempotencyKey(script, request.cloudEvent());
        }
        Execution execution = script.choice("execution", EXECUTIONS).orElse(Execution.SYNC);
        ScriptDefinition definition = new ScriptDefinition(
                new About(
                        name(script, fileName), script.text("description").orElse(null), script.text("tenant").orElse(null),
                        useCase, script.flag("active").orElse(true), strict),
                new Events(
                        triggers(script, compiling), inputs,
                        script.node("id").map(n -> compiling.value(n, "id", Scope.REQUEST)).orElse(null),
                        new OrderReader(compiling, environment.hasStore(), findings)
                                .read(script, execution == Execution.ASYNC).orElse(null)),
                new ContextDefinition(
                        ContextReader.read(script, "context", findings), ContextReader.numbers(script, "context")),
                request, new ResponseReader(compiling).read(response.orElse(null)),
                new LimitsReader(compiling, useCase).read(limits.orElse(null), execution),
                delivery(script, compiling, execution), new TestsReader(findings).read(script));
        if (definition.tests().stream().anyMatch(test -> test.event() instanceof Map<?, ?> event && event.containsKey("event"))
                || environment.useCases().dataNames(useCase).roots().contains("event")) {
            compiling.noteWholeEvents();
        }
        noteWhatIsNotRepeated(definition, script);
        return definition;
    }

    private Delivery delivery(Section script, ScriptCompiler compiling, Execution execution) {
        return new Delivery(
                execution, idempotencyKey(script, compiling).orElse(null), deadLetter(script).orElse(null),
                script.section("callback", CallbackReader.KEYS).map(new CallbackReader(compiling)::read).orElse(null),
                new PrivacyReader(compiling, environment.hasStore(), findings).read(script));
    }

    /** What is wrong with it is reported with the other limits. */
    private static long maxRequestSize(@Nullable Section limits) {
        return Optional.ofNullable(limits).flatMap(s -> s.node("maxRequestSize")).filter(Scalar.class::isInstance)
                .flatMap(n -> SizeText.parse(((Scalar) n).text())).orElse(LimitsDefinition.Sizes.DEFAULT_MAX_REQUEST);
    }

    private void checkFormat(Section script) {
        Optional<String> format = script.text("webhookscript");
        if (format.isPresent() && !format.get().equals(FORMAT)) {
            findings.add(ProblemCode.WRONG_VALUE, script.node("webhookscript").orElseThrow(), "webhookscript",
                    "found " + Findings.quoted(format.get()), "\"" + FORMAT + "\"");
        }
    }

    /** A wrong file name is reported elsewhere; then the name in the script is not compared with it. */
    private String name(Section script, @Nullable String fileName) {
        Optional<String> name = script.text("name");
        if (name.isPresent() && !ScriptFileName.NAME.matcher(name.get()).matches()) {
            findings.add(ProblemCode.WRONG_NAME, script.node("name").orElseThrow(), "name",
                    "found " + Findings.quoted(name.get()),
                    ScriptFileName.EXPECTED_NAME);
        } else if (name.isPresent() && fileName != null && !name.get().equals(fileName)) {
            findings.add(ProblemCode.NAME_UNLIKE_FILE, script.node("name").orElseThrow(), "name",
                    "found " + Findings.quoted(name.get()), "`" + fileName + "`, like the file, or no name");
        }
        return Objects.requireNonNullElse(fileName, "unnamed");
    }

    private UseCase useCase(Section script) {
        String name = script.text("useCase").orElse(UseCase.ANY_NAME);
        Optional<UseCase> useCase = environment.useCases().find(name);
        if (useCase.isEmpty()) {
            List<String> nearest = NearestNames.of(name, environment.useCases().names());
            findings.add(ProblemCode.UNKNOWN_USE_CASE, script.node("useCase").orElseThrow(), "useCase",
                    "there is no use case " + Findings.quoted(name),
                    NearestNames.oneOf(environment.useCases().names()), nearest);
        }
        return useCase.orElseGet(() -> environment.useCases().any());
    }

    private List<String> inputs(Section script) {
        List<String> inputs = new ArrayList<>();
        List<YamlNode> items = script.items("inputs");
        for (int i = 0; i < items.size(); i++) {
            YamlNode item = items.get(i);
            String field = FieldPath.of("inputs", i);
            script.text(item, field).ifPresent(name -> {
                if (!INPUT.matcher(name).matches() || Scope.fixedRoots().contains(name)) {
                    findings.add(ProblemCode.WRONG_NAME, item, field, "found " + Findings.quoted(name),
                            "the name of an exchange variable: letters, digits and _, but not one of the fixed roots");
                }
                inputs.add(name);
            });
        }
        return inputs;
    }

    private RequestDefinition request(Section script, ScriptCompiler compiling, UseCase useCase) {
        RequestReader requests = new RequestReader(compiling, useCase);
        return script.section("request", RequestReader.KEYS).map(requests::read).orElseGet(requests::nothing);
    }

    private Optional<IdempotencyKey> idempotencyKey(Section script, ScriptCompiler compiling) {
        Optional<YamlNode> node = script.node("idempotencyKey");
        if (node.isEmpty() || node.get() instanceof Mapping) {
            return script.section("idempotencyKey", List.of("header", "value", "quoted")).map(key -> {
                String header = key.text("header").orElse("Idempotency-Key");
                if (key.has("header")) {
                    HeaderNames.check(header, key.node("header").orElseThrow(), key.path("header"), findings);
                }
                Optional<Expression> value = key.node("value")
                        .map(n -> compiling.template(n, key.path("value"), Position.HEADER, Scope.REQUEST));
                return new IdempotencyKey(header, value.orElse(null), key.flag("quoted").orElse(false));
            });
        }
        if (node.get() instanceof Scalar s && s.value() instanceof Boolean on) {
            return on ? Optional.of(new IdempotencyKey("Idempotency-Key", null, false)) : Optional.empty();
        }
        compiling.wrongType(node.get(), "idempotencyKey", "true, or a map");
        return Optional.empty();
    }

    private List<Trigger> triggers(Section script, ScriptCompiler compiling) {
        List<Trigger> triggers = new ArrayList<>();
        List<YamlNode> items = script.items("triggers");
        for (int i = 0; i < items.size(); i++) {
            Section.open(items.get(i), FieldPath.of("triggers", i), List.of("event", "when", "channels"), findings)
                    .map(t -> trigger(t, compiling)).ifPresent(triggers::add);
        }
        return triggers;
    }

    private Trigger trigger(Section trigger, ScriptCompiler compiling) {
        trigger.require("event");
        String event = trigger.text("event").orElse("*");
        if (!EVENT.matcher(event).matches()) {
            findings.add(ProblemCode.WRONG_VALUE, trigger.node("event").orElseThrow(), trigger.path("event"),
                    "found " + Findings.quoted(event), "an event type such as `contact.updated`, or `contact.*`");
        }
        return new Trigger(
                event, trigger.node("when").map(n -> compiling.expression(n, trigger.path("when"), Scope.REQUEST)).orElse(null),
                trigger.texts("channels"));
    }

    private Optional<DeadLetter> deadLetter(Section script) {
        Optional<YamlNode> node = script.node("deadLetter");
        if (node.isPresent() && node.get() instanceof Scalar) {
            return script.text("deadLetter").map(to -> new DeadLetter(
                    deadLetterTo(to, node.get(), "deadLetter").orElse(null), null));
        }
        return script.section("deadLetter", List.of("to", "caller")).map(s -> {
            Optional<String> to = s.text("to");
            if (to.isPresent()) {
                YamlNode at = s.node("to").orElseThrow();
                to = deadLetterTo(to.get(), at, s.path("to"));
            }
            return new DeadLetter(to.orElse(null), s.choice("caller", CALLER).orElse(null));
        });
    }

    /** A URI can run code, write files and read properties, so it is the operator's. */
    private Optional<String> deadLetterTo(String to, YamlNode at, String field) {
        if (to.equals(DeadLetter.STORE) && !Boolean.FALSE.equals(environment.hasStore())) {
            return Optional.of(to);
        }
        if (to.equals(DeadLetter.STORE)) {
            findings.add(ProblemCode.UNKNOWN_ENDPOINT, at, field, "there is no store",
                    "that the operator sets the component option `store`, or another name; `store` is the durable store of"
                                                                                       + " the component");
            return Optional.empty();
        }
        if (EndpointNames.isName(to)) {
            return Optional.of(
                    new EndpointNames("dead-letters.NAME", environment.deadLetters(), findings).known(to, at, field));
        }
        findings.add(ProblemCode.WRONG_VALUE, at, field, "found " + Findings.quoted(to),
                to.contains(":")
                        ? "a name; the operator defines the URI with the component option `dead-letters.NAME`, and the script"
                          + " says `to: NAME`"
                        : EndpointNames.EXPECTED);
        return Optional.empty();
    }

    private void noteWhatIsNotRepeated(ScriptDefinition script, Section file) {
        RequestDefinition request = script.request();
        boolean retried = script.limits().retry().attempts(2) > 1;
        if (retried && !script.hasRecognitionKey() && !RequestDefinition.isIdempotent(request.method())) {
            file.node("request").filter(n -> n instanceof Mapping).map(n -> Section.unchecked((Mapping) n, "request", findings))
                    .ifPresent(s -> findings.add(
                            ProblemCode.NOT_REPEATED, s.keyOf("method"), "request.method",
                            "a " + request.method() + " whose outcome is not known (a timeout, a 500) is not sent again",
                            "`idempotencyKey: true`, or `signature.standardWebhooks`, by which the receiver recognises a repetition"));
        }
    }
}
