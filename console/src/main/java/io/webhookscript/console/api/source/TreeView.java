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
package io.webhookscript.console.api.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.console.web.JavaScriptNumbers;
import io.webhookscript.script.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Shows the tree of a script's text with the offsets of every key and value, so that a form can edit the text. */
final class TreeView {

    private final SourceText text;

    TreeView(SourceText text) {
        this.text = text;
    }

    Map<String, @Nullable Object> of(YamlNode node) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        int from = withoutAnchor(text.offsetOf(node.mark().index()));
        if (node instanceof YamlNode.Mapping map) {
            int to = from;
            List<Object> entries = new ArrayList<>();
            for (YamlNode.Entry entry : map.entries()) {
                Map<String, @Nullable Object> value = of(entry.value(), text.offsetOf(entry.key().end()));
                to = Math.max(to, Math.max(text.offsetOf(entry.key().end()), end(value)));
                entries.add(of(entry, value));
            }
            collection(view, "map", from, to);
            view.put("entries", entries);
        } else if (node instanceof YamlNode.Sequence list) {
            int to = from;
            List<Object> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                Map<String, @Nullable Object> value = of(item, to);
                to = Math.max(to, end(value));
                items.add(value);
            }
            collection(view, "list", from, to);
            view.put("items", items);
        } else if (node instanceof YamlNode.Scalar scalar) {
            view.put("kind", "value");
            view.put("from", from);
            view.put("to", Math.max(from, text.offsetOf(scalar.end())));
            view.put("style", scalar.style().name().toLowerCase(Locale.ROOT));
            view.put("text", scalar.text());
            view.put("value", JavaScriptNumbers.safe(scalar.plain()));
        }
        return view;
    }

    /** A value that stands before the place where it is used is an alias: the place is what a form can change. */
    private Map<String, @Nullable Object> of(YamlNode node, int after) {
        if (text.offsetOf(node.mark().index()) >= after) {
            return of(node);
        }
        int from = text.text().indexOf('*', after);
        return Map.of("kind", "alias", "from", from, "to", end(from, " \t\r\n,[]{}"));
    }

    /** The offset of a collection's first key, item or bracket, which may have an anchor before it. */
    private int withoutAnchor(int from) {
        String source = text.text();
        int at = from;
        if (at < source.length() && source.charAt(at) == '&') {
            at = end(at, " \t\r\n");
            while (at < source.length() && " \t\r\n".indexOf(source.charAt(at)) >= 0) {
                at++;
            }
        }
        return at;
    }

    /** The offset of the first of some characters. */
    private int end(int from, String characters) {
        int at = from;
        while (at < text.text().length() && characters.indexOf(text.text().charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private Map<String, @Nullable Object> of(YamlNode.Entry entry, Map<String, @Nullable Object> value) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("key", entry.key().text());
        view.put("keyFrom", text.offsetOf(entry.key().mark().index()));
        view.put("keyTo", text.offsetOf(entry.key().end()));
        view.put("value", value);
        return view;
    }

    private void collection(Map<String, @Nullable Object> view, String kind, int from, int lastChild) {
        boolean flow = from < text.text().length() && "{[".indexOf(text.text().charAt(from)) >= 0;
        view.put("kind", kind);
        view.put("from", from);
        view.put("to", flow ? closed(Math.max(from + 1, lastChild)) : lastChild);
        view.put("flow", flow);
    }

    /** The offset after the bracket that closes a collection: only white space, commas and comments are before it. */
    private int closed(int from) {
        String source = text.text();
        boolean comment = false;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (comment) {
                comment = c != '\n' && c != '\r';
            } else if (c == '}' || c == ']') {
                return i + 1;
            } else if (c == '#') {
                comment = true;
            }
        }
        return source.length();
    }

    private static int end(Map<String, @Nullable Object> value) {
        return value.get("to") instanceof Integer to ? to : 0;
    }
}
