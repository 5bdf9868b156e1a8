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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.cli.input.JsonText;
import io.webhookscript.value.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Names that look like templates: a script's keys are literal, and one that holds a placeholder is refused, so such
 * names stand in a text in which they are escaped.
 */
final class LiteralKeys {

    private static final String FORM = "application/x-www-form-urlencoded";

    private LiteralKeys() {
    }

    /** The body with a JSON tree, or a form, as a text when one of its names looks like a template. */
    static Map<String, Object> ofBody(Map<String, Object> body) {
        Map<String, Object> written = new LinkedHashMap<>(body);
        Object tree = body.get("json");
        if (anyLooksLikeATemplate(tree)) {
            written.put("json", json(tree));
        }
        if (body.get("form") instanceof Map<?, ?> form && anyLooksLikeATemplate(form)) {
            written.remove("form");
            written.put("text", pairs(form, "urlencode"));
            written.put("contentType", FORM);
        }
        return written;
    }

    static boolean looksLikeATemplate(String name) {
        return name.contains("{{") || name.contains("{%");
    }

    private static boolean anyLooksLikeATemplate(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return map.entrySet().stream().anyMatch(
                    entry -> looksLikeATemplate(String.valueOf(entry.getKey())) || anyLooksLikeATemplate(entry.getValue()));
        }
        return tree instanceof List<?> list && list.stream().anyMatch(LiteralKeys::anyLooksLikeATemplate);
    }

    private static TemplateText json(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            TemplateText text = TemplateText.literal("{");
            boolean first = true;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text = text.and(TemplateText.literal((first ? "" : ",") + JsonText.of(String.valueOf(entry.getKey())) + ":"))
                        .and(json(entry.getValue()));
                first = false;
            }
            return text.and(TemplateText.literal("}"));
        }
        if (tree instanceof List<?> list) {
            TemplateText text = TemplateText.literal("[");
            for (int i = 0; i < list.size(); i++) {
                text = text.and(TemplateText.literal(i == 0 ? "" : ",")).and(json(list.get(i)));
            }
            return text.and(TemplateText.literal("]"));
        }
        return tree instanceof TemplateText value ? value(value) : TemplateText.literal(JsonText.of(tree));
    }

    /** A placeholder that stands alone keeps its type. */
    private static TemplateText value(TemplateText value) {
        boolean alone = value.parts().size() == 1 && !value.isLiteral();
        return alone
                ? value
                : TemplateText.literal("\"").and(value.mapLiterals(LiteralKeys::inJsonString)).and(TemplateText.literal("\""));
    }

    private static String inJsonString(String text) {
        String quoted = JsonText.of(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Pairs behind one another, percent-encoded. */
    static TemplateText pairs(Map<?, ?> values, String filter) {
        TemplateText text = TemplateText.literal("");
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            List<?> several = entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue());
            for (Object one : several) {
                TemplateText value = one instanceof TemplateText given ? given : TemplateText.literal(String.valueOf(one));
                TemplateText encoded = value.mapLiterals(PercentEncoding::encode);
                text = text
                        .and(TemplateText
                                .literal((text.parts().isEmpty() ? "" : "&")
                                         + PercentEncoding.encode(String.valueOf(entry.getKey())) + "="))
                        .and(filter.isEmpty() ? encoded : encoded.filtered(filter));
            }
        }
        return text;
    }
}
