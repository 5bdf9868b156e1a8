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
package io.webhookscript.template;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Writes values as compact JSON. It uses a stack of its own, so that deep data causes an error and not a stack
 * overflow.
 */
public final class JsonWriter {

    private final Output out;
    private final RenderContext run;
    private final SourcePosition spot;
    private Iterator<?>[] open = new Iterator<?>[4];
    private boolean[] objects = new boolean[4];
    private int depth;

    private JsonWriter(Output out, RenderContext run, SourcePosition spot) {
        this.out = out;
        this.run = run;
        this.spot = spot;
    }

    static void write(@Nullable Object value, Output out, RenderContext run, SourcePosition spot) {
        if (value instanceof String text) {
            writeText(text, out);
        } else if (value instanceof Long number) {
            out.append(number);
        } else if (isTree(value)) {
            new JsonWriter(out, run, spot).writeTree(value);
        } else {
            writeScalar(value, out, spot);
        }
    }

    private static boolean isTree(@Nullable Object value) {
        return !(value instanceof Number || value instanceof Boolean || Kind.isMissing(value))
                && (value instanceof Map || value instanceof List);
    }

    private void writeTree(@Nullable Object tree) {
        begin(tree);
        boolean first = true;
        while (depth > 0) {
            Iterator<?> items = open[depth - 1];
            if (items.hasNext()) {
                if (!first) {
                    out.append(',');
                }
                run.spend(1, spot);
                first = writeItem(items.next());
            } else {
                out.append(objects[--depth] ? '}' : ']');
                first = false;
            }
        }
    }

    /** Writes an item; returns whether it is a container, whose first item comes next. */
    private boolean writeItem(@Nullable Object item) {
        Object value = item;
        if (objects[depth - 1]) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) Objects.requireNonNull(item);
            writeText(String.valueOf(entry.getKey()), out);
            out.append(':');
            value = entry.getValue();
        }
        if (value instanceof String text) {
            writeText(text, out);
        } else if (value instanceof Long number) {
            out.append(number);
        } else if (isTree(value)) {
            begin(value);
            return true;
        } else {
            writeScalar(value, out, spot);
        }
        return false;
    }

    private void begin(@Nullable Object tree) {
        if (depth >= Limits.DATA_DEPTH) {
            throw spot.error("data nested more than " + Limits.DATA_DEPTH + " deep", "at most " + Limits.DATA_DEPTH);
        }
        if (depth == open.length) {
            if (depth > JsonState.DEPTH) {
                run.json(JsonState.UNKNOWN); // together with the open containers around it, it may be too deep
            }
            open = Arrays.copyOf(open, depth * 2);
            objects = Arrays.copyOf(objects, depth * 2);
        }
        boolean object = tree instanceof Map;
        open[depth] = tree instanceof Map<?, ?> map
                ? map.entrySet().iterator() : ((List<?>) Objects.requireNonNull(tree)).iterator();
        objects[depth++] = object;
        out.append(object ? '{' : '[');
    }

    private static void writeScalar(@Nullable Object value, Output out, SourcePosition spot) {
        if (Kind.isMissing(value)) {
            out.append("null");
            return;
        }
        String text = Texts.scalar(value, spot);
        if (value instanceof Boolean || value instanceof Number) {
            out.append(text);
        } else {
            writeText(text, out);
        }
    }

    private static void writeText(String text, Output out) {
        out.append('"');
        JsonString.escape(text, out);
        out.append('"');
    }
}
