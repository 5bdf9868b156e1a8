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
package io.webhookscript.benchmarks.templates;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The yardstick: what a careful developer writes with a {@code StringBuilder}, with the same escaping and the same
 * checks of what goes into a URL or an HTTP header, and knowing at compile time what the event holds.
 */
final class HandWritten {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private HandWritten() {
    }

    static String url(Map<String, Object> event) {
        Map<?, ?> contact = map(event, "contact");
        Map<?, ?> note = map(event, "note");
        StringBuilder out = new StringBuilder(256).append("https://eu.example.com/contacts/");
        encode(String.valueOf(contact.get("id")), out);
        out.append("/notes/");
        encode(String.valueOf(note.get("id")), out);
        out.append("?city=");
        encode(String.valueOf(contact.get("city")), out);
        return out.toString();
    }

    private static void encode(String text, StringBuilder out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '.' || b == '_'
                    || b == '~') {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
            }
        }
    }

    private static Map<?, ?> map(Map<?, ?> event, String key) {
        return (Map<?, ?>) Objects.requireNonNull(event.get(key));
    }

    private static String text(Map<?, ?> map, String key) {
        return (String) Objects.requireNonNull(map.get(key));
    }

    static String messageId(Map<String, Object> event) {
        return printable(text(map(event, "message"), "id"));
    }

    static String tenant(Map<String, Object> event) {
        return "tenant=" + printable(text(event, "tenant"));
    }

    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException("no value of an HTTP header");
            }
        }
        return text;
    }

    static String conversation(Map<String, Object> event) {
        @Nullable
        Map<?, ?> fb = (Map<?, ?>) event.get("fb");
        Map<?, ?> certainly = map(event, "certainly");
        StringBuilder out = new StringBuilder(1024);
        name("{\n\"lastName\": ", fb, "lastName", out);
        out.append(", \n\"replyData\": ");
        tree(certainly.get("replyData"), out);
        out.append(", \n\"sessionId\": ").append(certainly.get("sessionId")).append(", \n\"attachedMedia\": \"");
        escape(text(certainly, "attachedMedia"), out);
        out.append("\", \n\"direction\": \"");
        escape(text(certainly, "direction"), out);
        out.append("\", \n\"reply\": \"");
        escape(text(certainly, "reply"), out);
        out.append("\", \n\"extractedData\": ");
        tree(certainly.get("extractedData"), out);
        out.append(", \n\"botId\": \"");
        escape(text(certainly, "botId"), out);
        out.append("\", \n\"botDeploymentId\": \"");
        escape(text(certainly, "botDeploymentId"), out);
        name("\", \n\"firstName\": ", fb, "firstName", out);
        out.append(", \n\"customVariables\": ");
        tree(certainly.get("customVariables"), out);
        out.append(", \n\"moduleId\": ").append(certainly.get("moduleId")).append(", \n\"to\": \"");
        escape(text(certainly, "to"), out);
        out.append("\", \n\"from\": \"");
        escape(text(certainly, "from"), out);
        out.append("\", \n\"botTrainedModelId\": \"");
        escape(text(certainly, "botTrainedModelId"), out);
        return out.append("\" \n}").toString();
    }

    private static void name(String before, @Nullable Map<?, ?> fb, String key, StringBuilder out) {
        out.append(before);
        if (fb == null) {
            out.append("{}");
        } else {
            out.append('"');
            escape(text(fb, key), out);
            out.append('"');
        }
    }

    private static void tree(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append('"');
                escape((String) entry.getKey(), out);
                out.append("\":");
                tree(entry.getValue(), out);
                separator = ',';
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof String text) {
            out.append('"');
            escape(text, out);
            out.append('"');
        } else {
            out.append(value == null ? "{}" : value);
        }
    }

    static String rows(Map<String, Object> event) {
        List<?> rows = (List<?>) Objects.requireNonNull(event.get("rows"));
        StringBuilder out = new StringBuilder(8192).append('[');
        for (int i = 0; i < rows.size(); i++) {
            Map<?, ?> row = (Map<?, ?>) rows.get(i);
            out.append(i == 0 ? "" : ", ").append("{\"id\": ").append(row.get("id")).append(", \"name\": \"");
            escape(text(row, "name"), out);
            out.append("\"}");
        }
        return out.append(']').toString();
    }

    /** The inside of a JSON string (RFC 8259 §7); half of a surrogate pair becomes an escape. */
    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
