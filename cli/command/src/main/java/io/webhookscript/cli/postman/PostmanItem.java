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
package io.webhookscript.cli.postman;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.Marks;
import io.webhookscript.cli.draft.RequestMapping;
import io.webhookscript.cli.draft.ResponseExample;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.SourceRequest;
import io.webhookscript.cli.draft.SourceRequest.Pair;
import io.webhookscript.cli.draft.TemplateText;
import io.webhookscript.cli.input.CommandFailedException;

/** One request of a collection. */
public final class PostmanItem {

    private static final Pattern MARK = Pattern.compile("\\{\\{([^{}]+)}}");

    private final Fields item;
    private final Fields request;
    private final PostmanCollection.Scope scope;

    PostmanItem(Fields item, PostmanCollection.Scope scope) {
        this.item = item;
        this.request = item.value("request") instanceof String url
                ? new Fields(Map.of("url", url)) : item.fields("request");
        this.scope = scope.inside(new Fields(Map.of("variable", item.list("variable").stream().map(Fields::map).toList())), "");
    }

    public String name() {
        return item.text("name").orElse("request");
    }

    /** With the folders around it. */
    public String path() {
        return scope.path().replaceFirst(" / $", "") + " / " + name();
    }

    /** @throws CommandFailedException when no script can be made of it */
    public void map(ScriptDraft draft) {
        request.description().or(item::description).ifPresent(draft::description);
        scope.notes().forEach(draft::notCarried);
        PostmanCollection.Scope.scripts(item, "the request").ifPresent(draft::notCarried);
        behaviour(draft);
        List<Pair> headers = headers(draft);
        PostmanBody body = new PostmanBody(request.fields("body"), draft);
        SourceRequest source = new SourceRequest(
                request.text("method").orElse("GET").toUpperCase(Locale.ROOT), url(draft), headers,
                new PostmanAuth(request.has("auth") ? request.fields("auth") : scope.auth(), draft).read().orElse(null),
                body.read().orElse(null));
        RequestMapping mapping = new RequestMapping(draft, marks(draft), pathVariables());
        mapping.map(source);
        mapping.test("the request is that of the collection");
        item.list("response").forEach(response -> example(response).addTo(draft));
    }

    private void behaviour(ScriptDraft draft) {
        if (!item.fields("protocolProfileBehavior").map().isEmpty()) {
            draft.notCarried("settings of Postman itself: "
                             + String.join(", ", item.fields("protocolProfileBehavior").map().keySet().stream()
                                     .map(String::valueOf).toList()));
        }
        for (String key : List.of("proxy", "certificate")) {
            if (request.has(key)) {
                draft.notCarried("the " + key + " of the request: in a script that is `request."
                                 + (key.equals("proxy") ? "proxy" : "tls") + "`");
            }
        }
    }

    private List<Pair> headers(ScriptDraft draft) {
        List<Pair> headers = new ArrayList<>();
        if (request.value("header") instanceof String lines) {
            lines.lines().filter(line -> line.indexOf(':') > 0).forEach(line -> headers.add(new Pair(
                    line.substring(0, line.indexOf(':')).strip(), line.substring(line.indexOf(':') + 1).strip())));
        }
        for (Fields header : request.list("header")) {
            String name = header.text("key").orElse("").strip();
            if (header.isTrue("disabled")) {
                draft.notCarried("the header " + name + ": it is disabled");
            } else if (!name.isEmpty()) {
                headers.add(new Pair(name, header.text("value").orElse("")));
            }
        }
        return headers;
    }

    private String url(ScriptDraft draft) {
        if (request.value("url") instanceof String text) {
            return text;
        }
        Fields url = request.fields("url");
        List<Fields> query = url.list("query");
        query.stream().filter(param -> param.isTrue("disabled")).forEach(
                param -> draft.notCarried("the param " + param.text("key").orElse("") + ": it is disabled"));
        String raw = url.text("raw").orElseGet(() -> composed(url)).strip();
        if (raw.isEmpty()) {
            throw new CommandFailedException("the request " + name() + " has no URL");
        }
        String enabled = String.join("&", query.stream().filter(param -> !param.isTrue("disabled") && param.has("key"))
                .map(param -> param.text("key").orElse("") + (param.has("value") ? "=" + param.text("value").orElse("") : ""))
                .toList());
        if (query.isEmpty()) {
            return raw;
        }
        String base = raw.indexOf('?') < 0 ? raw : raw.substring(0, raw.indexOf('?'));
        return enabled.isEmpty() ? base : base + "?" + enabled;
    }

    private static String composed(Fields url) {
        String scheme = url.text("protocol").map(protocol -> protocol + "://").orElse("");
        String port = url.text("port").filter(text -> !text.isEmpty()).map(text -> ":" + text).orElse("");
        String path = joined(url, "path", "/");
        return scheme + joined(url, "host", ".") + port + (path.isEmpty() || path.startsWith("/") ? path : "/" + path);
    }

    /** A list of parts, or one text. */
    private static String joined(Fields url, String key, String between) {
        return url.value(key) instanceof List<?> parts
                ? String.join(between, parts.stream().map(part -> part instanceof Map<?, ?> map
                        ? String.valueOf(map.get("value")) : String.valueOf(part)).toList())
                : url.text(key).orElse("");
    }

    private Map<String, String> pathVariables() {
        Map<String, String> values = new LinkedHashMap<>();
        request.fields("url").list("variable").forEach(variable -> variable.text("key").or(() -> variable.text("id"))
                .ifPresent(key -> values.put(key, variable.text("value").orElse(""))));
        return values;
    }

    private Marks marks(ScriptDraft draft) {
        return new Marks(MARK, scope.variables(), name -> {
            if (scope.secrets().contains(name)) {
                return Optional.of(draft.secretNamed(name.replaceAll("\\W", "_"), "the variable " + name));
            }
            // what is the same on every attempt, and what a receiver can recognise an event by
            return switch (name) {
                case "$guid", "$randomUUID" -> Optional.of(TemplateText.placeholder("message.id", "msg_test"));
                case "$isoTimestamp" -> Optional.of(TemplateText.placeholder("now", "2024-06-18T23:22:36.560Z"));
                case "$timestamp" -> Optional.of(
                        TemplateText.placeholder("(now | date('epochMillis') | int // 1000)", 1718752956L));
                default -> Optional.empty();
            };
        });
    }

    private ResponseExample example(Fields response) {
        String contentType = response.list("header").stream()
                .filter(header -> header.text("key").filter("Content-Type"::equalsIgnoreCase).isPresent())
                .flatMap(header -> header.text("value").stream()).findFirst().orElse("");
        int status = response.value("code") instanceof Long code && code > 0 && code < 1_000 ? code.intValue() : 0;
        return new ResponseExample(
                response.text("name").orElse("response " + status), status, contentType, response.text("body").orElse(""));
    }
}
