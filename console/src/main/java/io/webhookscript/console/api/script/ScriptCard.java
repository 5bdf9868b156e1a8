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
package io.webhookscript.console.api.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.api.source.ProblemView;
import io.webhookscript.console.application.Application;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.ScriptUsage;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptDefinition.About;
import io.webhookscript.script.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Shows one script as a card. */
final class ScriptCard {

    private final Application application;
    private final WebhookScriptComponent component;
    /** Collected once, since it takes all files into account. */
    private final Map<String, FileProblem> fileProblems;
    private final Map<String, List<Problem>> broken;

    ScriptCard(Application application, WebhookScriptComponent component) {
        this.application = application;
        this.component = component;
        this.broken = component.repository().broken();
        this.fileProblems = component.scripts().problems().stream()
                .collect(Collectors.toMap(FileProblem::location, Function.identity(), (one, other) -> one));
    }

    Map<String, @Nullable Object> of(ScriptStatus status) {
        Script script = status.script();
        Map<String, @Nullable Object> card = new LinkedHashMap<>();
        card.put("name", status.name());
        definition(card, script);
        card.put("state", status.state().code());
        card.put("why", status.why());
        card.put("version", script == null ? "" : script.version());
        card.put("editable", application.isEditable(script, status.name()));
        card.put("via", status.via().orElse(null));
        card.put("notes", status.notes());
        card.put("problems", problems(status));
        DeliveryStatus deliveries = status.deliveries();
        card.put("deliveries", deliveries == null ? null : of(deliveries));
        card.put("callback", component.callbackStatus(status.name()).map(ScriptCard::of).orElse(null));
        return card;
    }

    private static void definition(Map<String, @Nullable Object> card, @Nullable Script script) {
        Optional<ScriptDefinition> definition = Optional.ofNullable(script).map(Script::definition);
        card.put("description", definition.map(ScriptDefinition::about).map(About::description).orElse(""));
        card.put("tenant", definition.map(ScriptDefinition::about).map(About::tenant).orElse(""));
        card.put("useCase", definition.map(d -> d.about().useCase().name()).orElse(""));
        card.put("method", definition.map(d -> d.request().method()).orElse(""));
        card.put("url", definition.map(d -> d.request().url().text()).orElse(""));
        card.put("execution", definition.map(d -> d.delivery().execution().name().toLowerCase(Locale.ROOT)).orElse(""));
        card.put("active", definition.map(d -> d.about().active()).orElse(false));
        card.put("rate", definition.map(d -> d.limits().rate())
                .map(rate -> Map.of("requests", rate.requests(), "per", rate.per().toMillis())).orElse(null));
        List<ScriptDefinition.Trigger> triggers = definition.map(d -> d.events().triggers()).orElse(List.of());
        card.put("triggers", triggers.stream().map(ScriptDefinition.Trigger::event).toList());
        card.put("channels", channels(triggers));
    }

    private static List<String> channels(List<ScriptDefinition.Trigger> triggers) {
        return triggers.stream().flatMap(trigger -> trigger.channels().stream()).distinct().toList();
    }

    /** The problems of a broken file, and of a changed file whose script stays in the previous version. */
    private List<Map<String, @Nullable Object>> problems(ScriptStatus status) {
        List<Map<String, @Nullable Object>> problems = new ArrayList<>();
        broken.getOrDefault(status.name(), List.of()).forEach(problem -> problems.add(ProblemView.of(problem)));
        Optional.ofNullable(status.script()).map(script -> fileProblems.get(script.location()))
                .ifPresent(file -> problems.add(ProblemView.ofText(file.text())));
        return problems;
    }

    private static Map<String, @Nullable Object> of(DeliveryStatus deliveries) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("inFlight", deliveries.inFlight());
        view.put("calling", deliveries.calling());
        view.put("waitingForRate", deliveries.waiting().forRate());
        view.put("waitingForRetry", deliveries.waiting().forRetry());
        view.put("waitingForBreaker", deliveries.waiting().forBreaker());
        view.put("breaker", Optional.ofNullable(deliveries.limits().breaker())
                .map(state -> state.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse(null));
        view.put("openBreakers", deliveries.limits().breakerKeys().open());
        view.put("attempts", deliveries.sinceStart().attempts());
        Map<String, Long> outcomes = new LinkedHashMap<>();
        deliveries.sinceStart().ended().entrySet().stream().filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> outcomes.put(entry.getKey().code(), entry.getValue()));
        view.put("outcomes", outcomes);
        view.put("last", deliveries.sinceStart().lastEnded().stream().map(ended -> Map.of(
                "at", ended.at().toString(), "messageId", ended.messageId(), "outcome", ended.outcome().code(),
                "attempts", ended.attempts())).toList());
        return view;
    }

    private static Map<String, Object> of(CallbackStatus callback) {
        Map<String, Object> results = new LinkedHashMap<>();
        callback.results().entrySet().stream().filter(entry -> entry.getValue() > 0).sorted(Map.Entry.comparingByKey())
                .forEach(entry -> results.put(entry.getKey().code(), entry.getValue()));
        return Map.of(
                "path", callback.path(), "running", callback.running(), "openSessions", callback.openSessions(), "results",
                results);
    }

    static Map<String, Object> of(ScriptUsage usage) {
        return Map.of(
                "routes", usage.routes().stream().map(use -> Map.of("route", use.route(), "path", use.path())).toList(),
                "triggers", usage.triggers().stream().map(trigger -> Map.of("event", trigger.event(), "condition",
                        trigger.condition(), "channels", trigger.channels())).toList(),
                "channels", usage.channels());
    }
}
