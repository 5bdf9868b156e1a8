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

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.application.Changes;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.Query;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptTest;
import org.jspecify.annotations.Nullable;

/** Lists scripts as cards, and shows one. */
public final class ScriptList {

    /** More cards than a person reads; the page asks for the next ones. */
    private static final int MAX_CARDS = 500;
    private static final int USUAL_CARDS = 100;

    private final Application application;

    public ScriptList(Application application) {
        this.application = application;
    }

    public ConsoleResponse list(ApiCall call) throws RefusedRequestException {
        Query query = call.query();
        int offset = (int) query.number("offset", 0, Integer.MAX_VALUE, 0);
        int limit = (int) query.number("limit", 1, MAX_CARDS, USUAL_CARDS);
        WebhookScriptComponent component = application.webhookScript();
        application.changes().brokenFiles(brokenFiles(component));
        long revision = application.changes().revision();
        List<ScriptStatus> all = component.scripts().names().stream()
                .flatMap(name -> component.scripts().findWithoutUsers(name).stream()).toList();
        List<ScriptStatus> found = all.stream().filter(status -> matches(status, query)).toList();
        ScriptCard card = new ScriptCard(application, component);
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("total", found.size());
        list.put("offset", offset);
        list.put("revision", revision);
        list.put("scripts", found.stream().skip(offset).limit(limit).map(card::of).toList());
        list.put("problems", component.scripts().problems().stream()
                .map(file -> Map.of("location", file.location(), "text", file.text())).toList());
        list.put("tenants", values(all, script -> Stream.ofNullable(script.definition().about().tenant()).toList()));
        list.put("useCases", values(all, script -> List.of(script.definition().about().useCase().name())));
        list.put("channels", values(all, ScriptList::channels));
        list.put("states", all.stream().map(status -> status.state().code()).distinct().sorted().toList());
        return JsonResponse.of(200, list);
    }

    private static Set<String> values(List<ScriptStatus> all, Function<Script, Collection<String>> values) {
        return all.stream().map(ScriptStatus::script).filter(Objects::nonNull).flatMap(script -> values.apply(script).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> channels(Script script) {
        return script.definition().events().triggers().stream().flatMap(trigger -> trigger.channels().stream()).toList();
    }

    private static boolean matches(ScriptStatus status, Query query) {
        Optional<Script> script = Optional.ofNullable(status.script());
        return query.text("names").map(names -> Arrays.asList(names.split(",", -1)).contains(status.name())).orElse(true)
                && query.text("state").map(status.state().code()::equals).orElse(true)
                && query.text("tenant").map(tenant -> script.map(s -> s.definition().about().tenant()).filter(tenant::equals)
                        .isPresent()).orElse(true)
                && query.text("useCase").map(name -> script.filter(s -> s.definition().about().useCase().name().equals(name))
                        .isPresent()).orElse(true)
                && query.text("channel").map(name -> script.filter(s -> channels(s).contains(name)).isPresent()).orElse(true)
                && query.text("text").map(text -> contains(status, text.strip().toLowerCase(Locale.ROOT))).orElse(true);
    }

    private static boolean contains(ScriptStatus status, String text) {
        Optional<ScriptDefinition> definition = Optional.ofNullable(status.script()).map(Script::definition);
        return status.name().contains(text)
                || definition.map(ScriptDefinition::about).map(ScriptDefinition.About::description)
                        .filter(d -> d.toLowerCase(Locale.ROOT).contains(text))
                        .isPresent()
                || definition.filter(d -> d.request().url().text().toLowerCase(Locale.ROOT).contains(text)).isPresent();
    }

    private static List<Object> brokenFiles(WebhookScriptComponent component) {
        return List.of(component.repository().broken().keySet(), component.scripts().problems());
    }

    public ConsoleResponse changes(ApiCall call) throws RefusedRequestException {
        application.changes().brokenFiles(brokenFiles(application.webhookScript()));
        Changes.Since since = application.changes().since(call.query().number("since", 0, Long.MAX_VALUE, 0));
        return JsonResponse.of(
                200, Map.of("revision", since.revision(), "scripts", since.scripts(), "all", since.all()));
    }

    public ConsoleResponse one(ApiCall call) throws RefusedRequestException {
        WebhookScriptComponent component = application.webhookScript();
        ScriptStatus status = component.scripts().findWithoutUsers(call.name())
                .orElseThrow(() -> RefusedRequestException.noScript(call.name()));
        Map<String, @Nullable Object> card = new ScriptCard(application, component).of(status);
        card.put("usedBy", component.scripts().usage(call.name()).map(ScriptCard::of)
                .orElse(Map.of("routes", List.of(), "triggers", List.of(), "channels", List.of())));
        Script script = status.script();
        card.put("inputs", script == null ? List.of() : script.definition().events().inputs());
        card.put("tests", script == null ? List.of() : script.definition().tests().stream().map(ScriptList::of).toList());
        return JsonResponse.of(200, card);
    }

    private static Map<String, Object> of(ScriptTest test) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", test.name());
        view.put("event", EventText.of(test.event()));
        view.put("contentType", EventText.JSON);
        view.put("variables", texts(test.variables()));
        view.put("headers", Map.of());
        view.put("context", test.context());
        return view;
    }

    private static Map<String, String> texts(Map<String, @Nullable Object> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, value instanceof String text ? text : EventText.of(value)));
        return texts;
    }
}
