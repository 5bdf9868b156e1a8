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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text of a source, as the tree that a script has.
 *
 * @param tree of plain values, in which {@link TemplateText} stands for texts
 */
record JsonSource(@Nullable Object tree) {

    /**
     * Empty when it is not JSON, when a tree would lose something of it, and when a mark is part of a member's name.
     */
    static Optional<JsonSource> read(String text, MarkedTexts texts) {
        try {
            Object tree = Json.read(text.getBytes(StandardCharsets.UTF_8));
            boolean isTree = tree instanceof Map || tree instanceof List;
            return isTree && !hasMarkInName(tree, texts)
                    ? Optional.of(new JsonSource(templates(tree, "", texts))) : Optional.empty();
        } catch (NotSentException e) {
            // then it is taken as a text, and the text is judged
            return Optional.empty();
        }
    }

    private static boolean hasMarkInName(@Nullable Object value, MarkedTexts texts) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().anyMatch(name -> texts.marks().in((String) name))
                    || map.values().stream().anyMatch(member -> hasMarkInName(member, texts));
        }
        return value instanceof List<?> list && list.stream().anyMatch(item -> hasMarkInName(item, texts));
    }

    private static @Nullable Object templates(@Nullable Object value, String name, MarkedTexts texts) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put((String) key, templates(member, (String) key, texts)));
            return members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(templates(item, name, texts)));
            return items;
        }
        return value instanceof String string
                ? texts.value(name, string, Sensitive.isField(name), "the field") : value;
    }

    /** What a receiver gets with the examples. */
    @Nullable
    Object rendered() {
        return rendered(tree);
    }

    static @Nullable Object rendered(@Nullable Object value) {
        if (value instanceof TemplateText text) {
            return text.rendered();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put((String) key, rendered(member)));
            return members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(rendered(item)));
            return items;
        }
        return value;
    }

    /** As a text with placeholders, for what is JSON only once they are filled in. */
    static TemplateText text(String text, MarkedTexts texts) {
        return texts.wholeText(text, name -> {
            TemplateText variable = texts.variable(name);
            boolean inText = insideText(text, name, texts);
            return inText || variable.isLiteral() ? variable : variable.filtered(typeOf(texts.marks().value(name).orElse("")));
        });
    }

    /** How a value goes into JSON that stands there without quotes. */
    private static String typeOf(String value) {
        return value.matches("-?(?:0|[1-9]\\d{0,17})") ? "int" : "safe";
    }

    /** Whether each mark of the variable stands between quotes. */
    private static boolean insideText(String text, String name, MarkedTexts texts) {
        var matcher = texts.marks().pattern().matcher(text);
        boolean inside = false;
        boolean every = true;
        int at = 0;
        while (matcher.find()) {
            for (; at < matcher.start(); at++) {
                if (text.charAt(at) == '\\' && inside) {
                    at++;
                } else if (text.charAt(at) == '"') {
                    inside = !inside;
                }
            }
            at = matcher.end();
            every &= inside || !matcher.group(1).strip().equals(name);
        }
        return every;
    }
}
