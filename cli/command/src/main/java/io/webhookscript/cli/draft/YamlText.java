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

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Trees of plain values as YAML 1.2 in block style: the order is kept, and so is every digit. Text stands without
 * quotes where nothing can be read into it.
 */
final class YamlText {

    /** Letters, digits and marks that mean nothing to YAML, in no form that is a number, a date or a word of YAML's. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9 /._+@-]*(?:://[A-Za-z0-9/._~%+-]+)?");
    private static final Pattern RESERVED
            = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|\\.?(?:inf|nan)");
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private final StringBuilder text = new StringBuilder();

    private YamlText() {
    }

    /** @param tree a map that is not empty */
    static String of(Map<?, ?> tree) {
        YamlText yaml = new YamlText();
        yaml.map(tree, 0);
        return yaml.text.toString();
    }

    private void map(Map<?, ?> map, int depth) {
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                indent(depth);
            }
            first = false;
            text.append(key(String.valueOf(entry.getKey()))).append(':');
            value(entry.getValue(), depth);
        }
    }

    private void list(List<?> list, int depth) {
        boolean first = true;
        for (Object item : list) {
            if (!first) {
                indent(depth);
            }
            first = false;
            text.append('-');
            if (item instanceof Map<?, ?> map && !map.isEmpty()) {
                text.append(' ');
                map(map, depth + 1);
            } else if (item instanceof List<?> inner && !inner.isEmpty()) {
                text.append(' ');
                list(inner, depth + 1);
            } else {
                scalar(item, depth);
            }
        }
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append('\n');
            indent(depth + 1);
            map(map, depth + 1);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            text.append('\n');
            indent(depth + 1);
            list(list, depth + 1);
        } else {
            scalar(value, depth);
        }
    }

    private void scalar(@Nullable Object value, int depth) {
        if (value instanceof TemplateText template) {
            string(template.source(), depth);
        } else if (value instanceof String string) {
            string(string, depth);
        } else if (value instanceof BigDecimal decimal) {
            text.append(' ').append(number(decimal)).append('\n');
        } else if (value instanceof Map) {
            text.append(" {}\n");
        } else if (value instanceof List) {
            text.append(" []\n");
        } else {
            text.append(' ').append(value == null ? "null" : value).append('\n');
        }
    }

    /** With a point, else YAML would read a whole number. */
    private static String number(BigDecimal decimal) {
        String digits = decimal.toString();
        return digits.matches("-?\\d+") ? digits + ".0" : digits;
    }

    private void string(String string, int depth) {
        if (isBlock(string)) {
            text.append(" |-\n");
            string.lines().forEach(line -> {
                if (!line.isEmpty()) {
                    indent(depth + 1);
                }
                text.append(line).append('\n');
            });
        } else {
            text.append(' ').append(isPlain(string) ? string : quoted(string)).append('\n');
        }
    }

    private static String key(String key) {
        return KEY.matcher(key).matches() && !RESERVED.matcher(key).matches() ? key : quoted(key);
    }

    private static boolean isPlain(String string) {
        return PLAIN.matcher(string).matches() && !RESERVED.matcher(string).matches() && !string.endsWith(" ")
                && !string.contains(" -");
    }

    /** JSON's way to quote, which is YAML's, too. */
    static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(isOdd(string, i) ? String.format("\\u%04X", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    /** Several lines that stand in YAML as they are. */
    private static boolean isBlock(String string) {
        if (string.indexOf('\n') <= 0 || string.startsWith(" ") || string.endsWith("\n")) {
            return false;
        }
        for (int i = 0; i < string.length(); i++) {
            if (string.charAt(i) != '\n' && isOdd(string, i)) {
                return false;
            }
        }
        return string.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
    }

    /** What YAML takes for a line end or does not take at all, and what nobody would see. */
    private static boolean isOdd(String string, int i) {
        char c = string.charAt(i);
        return c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF
                || Character.isSurrogate(c) && !paired(string, i);
    }

    private static boolean paired(String string, int i) {
        return Character.isHighSurrogate(string.charAt(i))
                ? i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
    }

    private void indent(int depth) {
        text.append("  ".repeat(depth));
    }
}
