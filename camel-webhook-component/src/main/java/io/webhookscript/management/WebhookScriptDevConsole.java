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
package io.webhookscript.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.deadletter.ReplayStatus;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.DispatchStatus;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.http.ConnectionCounts;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.store.OutboxStatus;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows scripts page by page, and starts, stops, suspends and resumes them. Options: {@code filter} (names and
 * patterns, comma-separated), {@code limit}, {@code offset}, and {@code action} with {@code force}. With a store it
 * also shows the number of open dead letters, and the replays.
 */
@DevConsole(name = "webhookscript", displayName = "Webhookscript", description = "Display and control webhook scripts")
public final class WebhookScriptDevConsole extends AbstractDevConsole {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookScriptDevConsole.class);

    /** A hundred scripts fit on a page that a person reads; there may be thousands. */
    private static final int DEFAULT_LIMIT = 100;

    public WebhookScriptDevConsole() {
        super("camel", "webhookscript", "Webhookscript", "Display and control webhook scripts");
    }

    /** The scripts and problems to show. */
    private record Page(List<ScriptStatus> scripts, int total, List<FileProblem> problems, List<String> refused) {
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        Page page = page(options);
        StringBuilder text = new StringBuilder();
        text.append(String.format("Scripts: %d of %d%n", page.scripts().size(), page.total()));
        ConnectionCounts connections = Components.connections(getCamelContext());
        text.append(String.format("Connections: %d leased, %d open, %d waiting%n", connections.leased(), connections.open(),
                connections.waiting()));
        DispatchStatus events = Components.events(getCamelContext());
        text.append(String.format("Events: %d matched, %d unmatched%s, %d rejected%n", events.matched(), events.unmatched(),
                events.lastUnmatched() != null ? " (last: " + events.lastUnmatched().type() + ")" : "", events.rejected()));
        Components.stores(getCamelContext()).forEach(store -> text.append(String.format("Store: %s%n", description(store))));
        deadLetters().forEach(letters -> {
            text.append(String.format("Open dead letters: %d%n", sum(letters.open())));
            letters.replays().forEach(replay -> text.append(String.format("    %s%n", words(replay))));
        });
        for (ScriptStatus script : page.scripts()) {
            text.append(String.format("%n    %s: %s%s%n", script.name(), script.state().code(),
                    Optional.ofNullable(script.script()).map(found -> " (version " + found.version() + ")").orElse("")));
            json(script).forEach((key, value) -> {
                if (!List.of("name", "state", "version").contains(key) && !String.valueOf(value).isEmpty()) {
                    text.append(String.format("        %s: %s%n", key, value));
                }
            });
        }
        page.problems().forEach(file -> text.append(String.format(
                "%n    %s:%n%s%n", file.location(), file.text().stripTrailing().indent(8).stripTrailing())));
        page.refused().forEach(why -> text.append(String.format("%n    %s%n", why)));
        return text.toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        Page page = page(options);
        JsonObject root = new JsonObject();
        root.put("total", page.total());
        root.put("connections", json(Components.connections(getCamelContext())));
        root.put("events", json(Components.events(getCamelContext())));
        List<OutboxStatus> stores = Components.stores(getCamelContext());
        if (!stores.isEmpty()) {
            root.put("store", json(stores.get(0)));
        }
        deadLetters().forEach(letters -> root.put("deadLetters", json(letters)));
        root.put("scripts",
                page.scripts().stream().map(this::json).collect(Collectors.toCollection(JsonArray::new)));
        JsonArray problems = new JsonArray();
        page.problems().forEach(file -> problems.add(json(file)));
        root.put("problems", problems);
        if (!page.refused().isEmpty()) {
            root.put("refused", new JsonArray(page.refused()));
        }
        return root;
    }

    private List<DeadLetters> deadLetters() {
        return Components.of(getCamelContext()).stream().flatMap(component -> component.deadLetters().stream()).toList();
    }

    private static long sum(Map<String, Long> numbers) {
        return numbers.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String words(ReplayStatus replay) {
        return String.format(Locale.ROOT, "%s (%s): %s, %d of %d sent again, %d delivered, %d failed again%s", replay.id(),
                replay.filter(), replay.state().name().toLowerCase(Locale.ROOT), replay.counts().accepted(),
                replay.selected(), replay.counts().delivered(), replay.counts().failedAgain(),
                Optional.ofNullable(replay.problem()).map(problem -> "; " + problem).orElse(""));
    }

    private static JsonObject json(DeadLetters letters) {
        JsonObject json = new JsonObject();
        json.put("open", sum(letters.open()));
        json.put("replays", letters.replays().stream().map(replay -> new JsonObject(replay.values()))
                .collect(Collectors.toCollection(JsonArray::new)));
        return json;
    }

    private static JsonObject json(ConnectionCounts connections) {
        JsonObject json = new JsonObject();
        json.put("leased", connections.leased());
        json.put("open", connections.open());
        json.put("waiting", connections.waiting());
        return json;
    }

    private static JsonObject json(DispatchStatus events) {
        JsonObject json = new JsonObject();
        json.put("matched", events.matched());
        json.put("unmatched", events.unmatched());
        json.put("rejected", events.rejected());
        var last = events.lastUnmatched();
        if (last != null) {

            json.put("lastUnmatchedType", last.type());
            json.put("lastUnmatchedAt", last.at().toString());
        }
        return json;
    }

    private static String description(OutboxStatus store) {
        long waiting = store.waiting().values().stream().mapToLong(Long::longValue).sum();
        String problem = store.problem();
        return waiting + " waiting, oldest " + store.oldest().toSeconds() + " s, " + store.claimed() + " claimed, "
               + store.blocked() + " order keys blocked, commit " + store.commitTime().toMillis() + " ms"
               + (problem == null ? "" : "; no event can be stored: " + problem);
    }

    private static JsonObject json(OutboxStatus store) {
        JsonObject json = new JsonObject();
        json.put("waiting", new JsonObject(new TreeMap<>(store.waiting())));
        json.put("oldestSeconds", store.oldest().toSeconds());
        json.put("claimed", store.claimed());
        json.put("blocked", store.blocked());
        json.put("commitMillis", store.commitTime().toMillis());
        json.put("problem", Optional.ofNullable(store.problem()).orElse(""));
        return json;
    }

    private Page page(Map<String, Object> options) {
        String filter = text(options, "filter").orElse("*");
        List<ScriptStatus> shown = new ArrayList<>();
        List<FileProblem> problems = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int total = 0;
        for (WebhookScriptComponent component : Components.of(getCamelContext())) {
            Scripts scripts = component.scripts();
            List<String> names = scripts.names().stream().filter(name -> matches(name, filter)).toList();
            text(options, "action").ifPresent(action -> refused.addAll(act(scripts, names, action, options)));
            names.stream().skip(number(options, "offset", 0)).limit(number(options, "limit", DEFAULT_LIMIT))
                    .forEach(name -> scripts.find(name).ifPresent(shown::add));
            problems.addAll(scripts.problems());
            total += names.size();
        }
        return new Page(shown, total, problems, refused);
    }

    /** An action requires a filter, so that it never applies to all scripts by mistake. */
    private static List<String> act(Scripts scripts, List<String> names, String action, Map<String, Object> options) {
        if (text(options, "filter").isEmpty()) {
            return List.of("action " + action + " needs the option filter with the names of the scripts");
        }
        boolean force = text(options, "force").map(Boolean::parseBoolean).orElse(false);
        List<String> refused = new ArrayList<>();
        for (String name : names) {
            try {
                switch (action) {
                    case "start" -> scripts.start(name);
                    case "stop" -> scripts.stop(name, force);
                    case "suspend" -> scripts.suspend(name, force);
                    case "resume" -> scripts.resume(name);
                    case "remove" -> scripts.remove(name, force);
                    default -> throw new IllegalArgumentException(
                            "action " + action + ": expected start, stop, suspend, resume or remove");
                }
                LOG.info("script {}: {} by the dev console", name, action);
            } catch (RuntimeException failure) {
                refused.add(String.valueOf(failure.getMessage()));
            }
        }
        return refused.stream().distinct().toList();
    }

    private static boolean matches(String name, String filter) {
        return PatternHelper.matchPatterns(name, filter.strip().split("\\s*,\\s*"));
    }

    private static Optional<String> text(Map<String, Object> options, String key) {
        return Optional.ofNullable(options.get(key)).map(Object::toString).filter(value -> !value.isBlank());
    }

    private static long number(Map<String, Object> options, String key, long otherwise) {
        try {
            return Math.max(0, text(options, key).map(Long::parseLong).orElse(otherwise));
        } catch (NumberFormatException notOne) {
            return otherwise;
        }
    }

    private JsonObject json(ScriptStatus script) {
        JsonObject json = new JsonObject();
        json.put("name", script.name());
        json.put("state", script.state().code());
        json.put("why", script.why());
        json.put("version", Optional.ofNullable(script.script()).map(Script::version).orElse(""));
        json.put("tenant", Optional.ofNullable(script.script()).map(found -> found.definition().about().tenant()).orElse(""));
        json.put("rate", Optional.ofNullable(script.script()).map(found -> found.definition().limits().rate())
                .map(WebhookScriptDevConsole::description).orElse(""));
        json.put("usedBy", new JsonArray(script.users()));
        Components.usage(getCamelContext(), script.name()).ifPresent(usage -> json.putAll(UsageJson.of(usage)));
        script.via().ifPresent(via -> {
            json.put("via", via);
            json.put("notes", new JsonArray(script.notes()));
        });
        Components.stores(getCamelContext()).stream().findFirst()
                .ifPresent(store -> json.put("stored", store.waiting().getOrDefault(script.name(), 0L)));
        Optional.ofNullable(script.deliveries()).ifPresent(deliveries -> add(json, deliveries));
        deadLetters().stream().map(letters -> letters.open().get(script.name())).filter(Objects::nonNull)
                .forEach(open -> json.put("openDeadLetters", open));
        Components.callback(getCamelContext(), script.name()).ifPresent(callback -> json.put("callback", json(callback)));
        return json;
    }

    private static JsonObject json(CallbackStatus callback) {
        JsonObject json = new JsonObject();
        json.put("path", callback.path());
        json.put("running", callback.running());
        json.put("openSessions", callback.openSessions());
        JsonObject results = new JsonObject();
        for (CallbackResult result : CallbackResult.values()) {
            results.put(result.code(), callback.results().get(result));
        }
        json.put("results", results);
        return json;
    }

    private static String description(LimitsDefinition.Rate rate) {
        return rate.requests() + " per " + rate.per().toMillis() / 1000.0 + " s";
    }

    private static void add(JsonObject json, DeliveryStatus deliveries) {
        json.put("inFlight", deliveries.inFlight());
        json.put("calling", deliveries.calling());
        json.put("waitingForRate", deliveries.waiting().forRate());
        json.put("waitingForRetry", deliveries.waiting().forRetry());
        json.put("waitingForBreaker", deliveries.waiting().forBreaker());
        json.put("breaker",
                Optional.ofNullable(deliveries.limits().breaker()).map(state -> state.name().toLowerCase(Locale.ROOT))
                        .orElse(""));
        if (deliveries.limits().breakerKeys().kept() > 0) {
            json.put("breakerKeys", deliveries.limits().breakerKeys().kept());
            json.put("openBreakers", deliveries.limits().breakerKeys().open());
            json.put("openBreakerKeys", new JsonArray(deliveries.limits().breakerKeys().named()));
        }
        json.put("attempts", deliveries.sinceStart().attempts());
        JsonObject outcomes = new JsonObject();
        deliveries.sinceStart().ended().forEach((outcome, number) -> outcomes.put(outcome.code(), number));
        json.put("outcomes", outcomes);
        JsonArray last = new JsonArray();
        if (deliveries.failingSince() != null) {
            json.put("failingSince", String.valueOf(deliveries.failingSince()));
        }
        for (DeliveryStatus.EndedDelivery ended : deliveries.sinceStart().lastEnded()) {
            JsonObject entry = new JsonObject();
            entry.put("at", ended.at().toString());
            entry.put("messageId", ended.messageId());
            entry.put("outcome", ended.outcome().code());
            entry.put("attempts", ended.attempts());
            last.add(entry);
        }
        json.put("last", last);
    }

    private static JsonObject json(FileProblem file) {
        JsonObject json = new JsonObject();
        json.put("file", file.location());
        json.put("problems", file.text());
        return json;
    }
}
