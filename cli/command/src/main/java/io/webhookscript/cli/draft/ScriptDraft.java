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
package io.webhookscript.cli.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.cli.input.JsonText;
import org.jspecify.annotations.Nullable;

/** A script in the making. Gathers its parts in any order; for one thread. */
public final class ScriptDraft {

    private static final String SCHEMA_LINE
            = "# yaml-language-server: $schema=https://webhookscript.io/schema/webhookscript-1.0.schema.json\n";

    private final String name;
    private @Nullable String description;
    private @Nullable String useCase;
    private final Map<String, String> context = new LinkedHashMap<>();
    private final DraftEvent event = new DraftEvent();
    private @Nullable ExpectedBody expectedBody;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, String> secretNames = new LinkedHashMap<>();
    private @Nullable String method;
    private TemplateText url = TemplateText.literal("");
    private final Map<String, List<Object>> params = new LinkedHashMap<>();
    private final Map<String, List<Object>> headers = new LinkedHashMap<>();
    private final Map<String, Object> auth = new LinkedHashMap<>();
    private final Map<String, Object> signature = new LinkedHashMap<>();
    private final Map<String, Object> body = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> tests = new ArrayList<>();
    private final Set<String> notCarried = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    public ScriptDraft(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public void description(String text) {
        String oneLine = text.strip().replaceAll("\\s+", " ");
        this.description = oneLine.isEmpty() ? null : oneLine.length() > 200 ? oneLine.substring(0, 199) + "…" : oneLine;
    }

    public void useCase(String useCaseName) {
        this.useCase = useCaseName;
    }

    /** A value of the environment; the first one of a name stays. */
    public TemplateText context(String key, String value) {
        context.putIfAbsent(key, value);
        return TemplateText.placeholder("context." + key, context.get(key));
    }

    public Map<String, String> context() {
        return context;
    }

    /**
     * A value of the event.
     *
     * @param path    its keys, from the event downwards
     * @param example in the draft's own tests; the first for a value stays
     */
    public TemplateText event(List<String> path, @Nullable Object example) {
        return event.value(path, example);
    }

    /** A value that the event of the draft's own tests does not have. */
    public TemplateText eventWithoutExample(List<String> path) {
        return event.absent(path);
    }

    /** Whether the event of the draft's own tests has a value of that name. */
    public boolean eventHas(String key) {
        return event.has(key);
    }

    /** The event is not taken apart: this is what stands for it in the draft's own tests. */
    void wholeEvent(Object example) {
        event.whole(example);
    }

    /** What a dry run can be made of; empty when it needs no event. */
    Optional<Object> exampleEvent() {
        return event.example();
    }

    /**
     * A credential; its value never gets into the script. The same value is the same secret.
     *
     * @param wanted what it is to be called
     * @param value  only to recognise it by; not kept in any text
     * @param origin what it was in the source, for the user
     */
    public TemplateText secret(String wanted, String value, String origin) {
        String known = value.isEmpty() ? null : secretNames.get(value);
        String key = known == null ? Names.free(wanted, secrets.keySet()) : known;
        secrets.putIfAbsent(key, origin);
        if (!value.isEmpty()) {
            secretNames.put(value, key);
        }
        return secretNamed(key, origin);
    }

    /** A credential that the source names, too. */
    public TemplateText secretNamed(String key, String origin) {
        secrets.putIfAbsent(key, origin);
        return TemplateText.placeholder("secret." + key, "***" + key + "***");
    }

    public void method(String token) {
        this.method = token;
    }

    public void url(TemplateText text) {
        this.url = text;
    }

    public TemplateText url() {
        return url;
    }

    public void param(String key, TemplateText value) {
        params.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }

    /** What the receiver gets with the example event. */
    Map<String, Object> expectedParams() {
        Map<String, Object> expected = new LinkedHashMap<>();
        params.forEach((key, values) -> {
            List<String> sent = new ArrayList<>();
            values.forEach(value -> sent(((TemplateText) value), sent));
            if (!sent.isEmpty()) {
                expected.put(key, sent.size() == 1 ? sent.get(0) : sent);
            }
        });
        return expected;
    }

    private static void sent(TemplateText value, List<String> sent) {
        if (value.isLiteral() || value.parts().size() > 1) {
            sent.add(value.renderedText(text -> text));
        } else if (value.rendered() instanceof List<?> list) {
            list.forEach(
                    item -> sent.add(item instanceof Map || item instanceof List ? JsonText.of(item) : String.valueOf(item)));
        } else if (value.rendered() != null) {
            sent.add(String.valueOf(value.rendered()));
        }
    }

    public void header(String key, TemplateText value) {
        String present = headers.keySet().stream().filter(key::equalsIgnoreCase).findFirst().orElse(key);
        headers.computeIfAbsent(present, k -> new ArrayList<>()).add(value);
    }

    public boolean hasHeader(String key) {
        return headers.keySet().stream().anyMatch(key::equalsIgnoreCase);
    }

    /** The value of a header that stands there once and without a placeholder. */
    Optional<String> literalHeader(String key) {
        return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(key)).map(Map.Entry::getValue)
                .filter(values -> values.size() == 1 && values.get(0) instanceof TemplateText text && text.isLiteral())
                .map(values -> ((TemplateText) values.get(0)).renderedText(text -> text)).findFirst();
    }

    public void removeHeader(String key) {
        headers.keySet().removeIf(key::equalsIgnoreCase);
    }

    public boolean hasAuth() {
        return !auth.isEmpty();
    }

    /** @param kind {@code basic}, {@code bearer}, … */
    public void auth(String kind, Object value) {
        auth.put(kind, value);
    }

    public void signature(String kind, Object value) {
        signature.put(kind, value);
    }

    /** In the place of what was said of the body before. */
    public void body(Map<String, ? extends @Nullable Object> parts) {
        body.clear();
        parts.forEach((key, value) -> {
            if (value != null) {
                body.put(key, value);
            }
        });
    }

    /** What the receiver gets with the example event. */
    record ExpectedBody(@Nullable Object value) {
    }

    void expectBody(@Nullable Object value) {
        expectedBody = new ExpectedBody(value);
    }

    /** What the receiver gets with the example event, of a body that is a structure. */
    public void expect(Object value) {
        expectBody(value);
    }

    /** The body is one value of the event, as bytes. */
    public void wholeBody(String key, String contentType) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("binary", ((TemplateText.Part.Placeholder) event(List.of(key), "content").parts().get(0)).expression());
        whole.put("contentType", contentType);
        body(whole);
    }

    Optional<ExpectedBody> expectedBody() {
        return Optional.ofNullable(expectedBody);
    }

    /** Another entry of the section tests: plain values, of which {@link TemplateText} stands as what it renders to. */
    public void test(Map<String, ? extends @Nullable Object> test) {
        tests.add(new LinkedHashMap<>(test));
    }

    public List<Map<String, @Nullable Object>> tests() {
        return tests;
    }

    /** Something of the source that a script cannot say. */
    public void notCarried(String what) {
        notCarried.add(what);
    }

    /** Something that the user should know or do. */
    public void remark(String what) {
        remarks.add(what);
    }

    /** What has to be set, by name: what each was in the source. */
    public Map<String, String> secrets() {
        return secrets;
    }

    public List<String> notCarried() {
        return List.copyOf(notCarried);
    }

    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The file. */
    public String yaml() {
        Map<String, @Nullable Object> script = new LinkedHashMap<>();
        script.put("name", name);
        Optional.ofNullable(description).ifPresent(text -> script.put("description", text));
        Optional.ofNullable(useCase).ifPresent(text -> script.put("useCase", text));
        putUnlessEmpty(script, "context", context);
        script.put("request", request());
        if (!tests.isEmpty()) {
            script.put("tests", tests);
        }
        return SCHEMA_LINE + "webhookscript: \"1.0\"\n" + YamlText.of(script);
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        Optional.ofNullable(method).ifPresent(token -> request.put("method", token));
        Map<String, Object> literal = alone(params);
        Map<String, Object> likeTemplates = new LinkedHashMap<>();
        literal.forEach((key, value) -> {
            if (LiteralKeys.looksLikeATemplate(key)) {
                likeTemplates.put(key, value);
            }
        });
        literal.keySet().removeAll(likeTemplates.keySet());
        request.put("url", likeTemplates.isEmpty() ? url : withQuery(LiteralKeys.pairs(likeTemplates, "")));
        putUnlessEmpty(request, "params", literal);
        putUnlessEmpty(request, "headers", alone(headers));
        putUnlessEmpty(request, "auth", auth);
        putUnlessEmpty(request, "signature", signature);
        putUnlessEmpty(request, "body", LiteralKeys.ofBody(body));
        return request;
    }

    private TemplateText withQuery(TemplateText pairs) {
        boolean query = url.parts().stream()
                .anyMatch(part -> part instanceof TemplateText.Part.Literal text && text.text().indexOf('?') >= 0);
        return url.and(TemplateText.literal(query ? "&" : "?")).and(pairs);
    }

    /** One value stands by itself, several in a list. */
    private static Map<String, Object> alone(Map<String, List<Object>> values) {
        Map<String, Object> alone = new LinkedHashMap<>();
        values.forEach((key, list) -> alone.put(key, list.size() == 1 ? list.get(0) : list));
        return alone;
    }

    private static void putUnlessEmpty(Map<String, ? super Map<String, ?>> target, String key, Map<String, ?> values) {
        if (!values.isEmpty()) {
            target.put(key, values);
        }
    }
}
