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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Writes values as compact JSON. Uses a stack of its own, so that deep data ends in an error and not in the thread's.
 */
final class JsonWriter {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Output out;
    private final Run run;
    private final Spot spot;
    private final Deque<Iterator<?>> open = new ArrayDeque<>();
    private final Deque<Character> closing = new ArrayDeque<>();

    private JsonWriter(Output out, Run run, Spot spot) {
        this.out = out;
        this.run = run;
        this.spot = spot;
    }

    static void write(@Nullable Object value, Output out, Run run, Spot spot) {
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
        while (!open.isEmpty()) {
            Iterator<?> items = open.peek();
            if (!items.hasNext()) {
                out.append(closing.pop());
                open.pop();
                continue;
            }
            // a value never ends in an opening bracket, so one that stands last was written by begin
            char last = out.charAt(out.length() - 1);
            if (last != '[' && last != '{') {
                out.append(',');
            }
            run.spend(1, spot);
            writeItem(items.next());
        }
    }

    private void writeItem(@Nullable Object item) {
        Object value = item;
        if (item instanceof Map.Entry<?, ?> entry) {
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
        } else {
            writeScalar(value, out, spot);
        }
    }

    private void begin(@Nullable Object tree) {
        if (open.size() >= Limits.DATA_DEPTH) {
            throw spot.error("data nested more than " + Limits.DATA_DEPTH + " deep", "at most " + Limits.DATA_DEPTH);
        }
        if (tree instanceof Map<?, ?> map) {
            out.append('{');
            closing.push('}');
            open.push(map.entrySet().iterator());
        } else {
            out.append('[');
            closing.push(']');
            open.push(((List<?>) Objects.requireNonNull(tree)).iterator());
        }
    }

    private static void writeScalar(@Nullable Object value, Output out, Spot spot) {
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
        escape(text, out);
        out.append('"');
    }

    /** The inside of a JSON string. A lone surrogate becomes an escape, since UTF-8 cannot carry it. */
    static void escape(String text, Output out) {
        int begin = out.length();
        out.append(text);
        int plain = plainEnd(out.chars(), begin, out.length());
        if (plain < out.length()) {
            out.cut(plain);
            escape(text, plain - begin, out);
        }
    }

    /** Where the first character stands that does not go in as it is; most texts have none. */
    private static int plainEnd(char[] chars, int from, int end) {
        int at = from;
        while (at < end && isPlain(chars[at])) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    private static void escape(String text, int from, Output out) {
        int start = from;
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(text, start, i);
            escape(c, out);
            start = i + 1;
        }
        out.append(text, start, length);
    }

    private static void escape(char c, Output out) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            default -> {
                out.append('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX[(c >> shift) & 0xF]);
                }
            }
        }
    }
}
