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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlTree;

/**
 * The text of a script with its offsets as JavaScript counts them, in UTF-16 code units. Lines and columns begin at 1,
 * and columns and indexes count code points, as the reader of scripts does. Immutable.
 */
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    /** The length of what the reader does not count. */
    private final int skipped;
    private final int[] lines;
    private final boolean plain;

    SourceText(String text) {
        this.text = text;
        this.skipped = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        this.lines = starts(text, skipped);
        this.plain = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static int[] starts(String text, int first) {
        List<Integer> starts = new ArrayList<>(List.of(first));
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    String text() {
        return text;
    }

    /** The value at a path of keys, such as {@code request.url}. */
    Optional<YamlNode> find(String field) {
        Optional<YamlNode> node = YamlTree.read(text.getBytes(StandardCharsets.UTF_8), new Findings("console"))
                .map(YamlTree.Document::root);
        for (String key : field.split("\\.", -1)) {
            node = node.filter(YamlNode.Mapping.class::isInstance).flatMap(map -> ((YamlNode.Mapping) map).entry(key))
                    .map(YamlNode.Entry::value);
        }
        return node;
    }

    /** The offset of a place; that of the beginning of the file when the place is not in a line. */
    int offsetOf(int line, int column) {
        if (line < 1 || line > lines.length) {
            return line < 1 ? skipped : text.length();
        }
        int start = lines[line - 1];
        int end = line < lines.length ? lines[line] : text.length();
        return Math.min(end, advanced(start, Math.max(0, column - 1)));
    }

    /** @param index in code points from the beginning of what the reader reads */
    int offsetOf(int index) {
        return advanced(skipped, Math.max(0, index));
    }

    private int advanced(int from, int codePoints) {
        if (plain) {
            return Math.min(text.length(), from + codePoints);
        }
        int offset = from;
        for (int i = 0; i < codePoints && offset < text.length(); i++) {
            offset += Character.charCount(text.codePointAt(offset));
        }
        return offset;
    }

    /** The end of the word that begins there: at least one character, and within the line. */
    int endOfWord(int from) {
        int end = from;
        while (end < text.length() && !isEnd(text.charAt(end))) {
            end++;
        }
        return end == from && end < text.length() && !isLineEnd(text.charAt(end)) ? end + 1 : end;
    }

    private static boolean isEnd(char c) {
        return Character.isWhitespace(c) || ":,[]{}\"'".indexOf(c) >= 0;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
