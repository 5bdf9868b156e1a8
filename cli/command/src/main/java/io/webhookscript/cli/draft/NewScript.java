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
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.script.UseCase;
import org.jspecify.annotations.Nullable;

/**
 * The wishes of a user for a new script.
 *
 * @param sign as Standard Webhooks does
 */
public record NewScript(
        String name, String url, String method, UseCase useCase, BodyKind body, AuthKind auth, boolean sign) {

    /** A beginning, not a list of all there is. */
    private static final int FIELDS = 6;

    public enum BodyKind {
        JSON,
        FORM,
        XML,
        TEXT,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum AuthKind {
        NONE,
        BASIC,
        BEARER,
        API_KEY,
        OAUTH2;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** With a test of its own, which shows what the event looks like. */
    public ScriptDraft draft() {
        ScriptDraft draft = new ScriptDraft(name);
        if (!useCase.name().equals("any")) {
            draft.useCase(useCase.name());
        }
        auth(draft);
        RequestMapping mapping = new RequestMapping(draft, Marks.NONE, Map.of());
        Map<String, TemplateText> fields = fields(draft);
        BodyKind kind = method.equals("GET") || method.equals("HEAD") ? BodyKind.NONE : body;
        body(draft, kind, fields);
        mapping.map(new SourceRequest(
                method, url, List.of(), null, null));
        mapping.test("an event becomes this request");
        if (sign) {
            draft.signature("standardWebhooks", Map.of("secrets", List.of(
                    draft.secretNamed("sign", "the key of the signature"))));
        }
        return draft;
    }

    private void auth(ScriptDraft draft) {
        String service = Names.ofHost(url.replaceFirst("^\\w+://", "").replaceFirst("[/?#].*", ""));
        switch (auth) {
            case BASIC -> {
                Map<String, Object> basic = new LinkedHashMap<>();
                basic.put("username", draft.secretNamed(service + "_user", "the user"));
                basic.put("password", draft.secretNamed(service + "_password", "the password"));
                draft.auth("basic", basic);
            }
            case BEARER -> draft.auth("bearer", draft.secretNamed(service + "_token", "the bearer token"));
            case API_KEY -> {
                Map<String, Object> key = new LinkedHashMap<>();
                key.put("in", "header");
                key.put("name", "X-Api-Key");
                key.put("value", draft.secretNamed(service + "_api_key", "the header X-Api-Key"));
                draft.auth("apiKey", key);
            }
            case OAUTH2 -> {
                Map<String, Object> oauth2 = new LinkedHashMap<>();
                oauth2.put("tokenUri", TemplateText.literal("https://id.example.com/token"));
                oauth2.put("clientId", draft.secretNamed(service + "_client_id", "the client's id"));
                oauth2.put("clientSecret", draft.secretNamed(service + "_client_secret", "the client's secret"));
                draft.auth("oauth2", oauth2);
                draft.remark("https://id.example.com/token stands for the address of the token server");
            }
            case NONE -> {
                // as most receivers of webhooks, which look at the signature
            }
        }
    }

    /** Some of what the use case offers, by a short name; of an open one the event as it comes. */
    private Map<String, TemplateText> fields(ScriptDraft draft) {
        Map<String, TemplateText> fields = new LinkedHashMap<>();
        for (UseCase.Placeholder placeholder : useCase.placeholders()) {
            String path = placeholder.path();
            boolean plain = path.matches("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*") && !placeholder.example().isEmpty()
                    && placeholder.type().matches("string|integer|number|boolean|integer\\|string");
            String key = path.substring(path.lastIndexOf('.') + 1);
            if (plain && fields.size() < FIELDS && !fields.containsKey(key)) {
                List<String> steps = new ArrayList<>(List.of(path.split("\\.")));
                if (steps.get(0).equals("event")) {
                    steps.remove(0);
                }
                Object example = example(placeholder);
                draft.event(steps, example);
                fields.put(key, TemplateText.placeholder(path, example));
            }
        }
        if (useCase.placeholders().isEmpty()) {
            fields.put("id", draft.event(List.of("id"), 7L));
            fields.put("name", draft.event(List.of("name"), "Ada"));
        }
        return fields;
    }

    private static Object example(UseCase.Placeholder placeholder) {
        String example = placeholder.example();
        if (placeholder.type().equals("boolean")) {
            return Boolean.valueOf(example);
        }
        return placeholder.type().startsWith("integer") && example.matches("-?\\d{1,18}") ? Long.valueOf(example) : example;
    }

    private void body(ScriptDraft draft, BodyKind kind, Map<String, TemplateText> fields) {
        if (!useCase.fields().isEmpty() && kind == BodyKind.JSON) {
            draft.remark("the body has the predefined fields of the use case; `request.body.fields` adds to them");
            return;
        }
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        fields.forEach((key, value) -> expected.put(key, value.rendered()));
        switch (kind) {
            case JSON -> {
                draft.body(Map.of("json", fields));
                draft.expectBody(expected);
            }
            case FORM -> {
                draft.body(Map.of("form", fields));
                expected.replaceAll((key, value) -> String.valueOf(value));
                draft.expectBody(expected);
            }
            case XML -> {
                TemplateText xml = TemplateText.literal("<event>");
                for (Map.Entry<String, TemplateText> field : fields.entrySet()) {
                    xml = xml.and(TemplateText.literal("<" + field.getKey() + ">")).and(field.getValue())
                            .and(TemplateText.literal("</" + field.getKey() + ">"));
                }
                draft.body(Map.of("xml", xml.and(TemplateText.literal("</event>"))));
            }
            case TEXT -> {
                TemplateText text = TemplateText.literal("");
                for (Map.Entry<String, TemplateText> field : fields.entrySet()) {
                    text = text.and(TemplateText.literal(field.getKey() + ": ")).and(field.getValue())
                            .and(TemplateText.literal("\n"));
                }
                draft.body(Map.of("text", text));
            }
            case NONE -> {
                // the call itself is the message
            }
        }
    }
}
