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

import java.util.function.IntFunction;

/**
 * A template text and its position in a file.
 *
 * @param file   the file's name for messages; empty when there is none
 * @param field  the path of the field in the file ({@code request.body.json.name}); empty when there is none
 * @param text   the text itself, as the file's syntax gives it (quotes and indentation of YAML undone)
 * @param places maps an offset in {@code text} (UTF-16 units, 0 to its length) to the position in the file
 */
public record TemplateSource(String file, String field, String text, IntFunction<FilePosition> places) {

    /** A line and a column, both counted from 1; columns are counted in code points. */
    public record FilePosition(int line, int column) {
    }

    /** Creates the source of a text that is not in a file; positions are those in the text. */
    public static TemplateSource of(String text) {
        return new TemplateSource("", "", text, offset -> placeIn(text, offset));
    }

    public FilePosition place(int offset) {
        return places.apply(offset);
    }

    private static FilePosition placeIn(String text, int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new FilePosition(line, text.codePointCount(start, offset) + 1);
    }
}
