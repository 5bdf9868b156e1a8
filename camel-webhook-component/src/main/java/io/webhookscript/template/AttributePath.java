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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The value of {@code attribute=}: names and indexes with dots between them. */
record AttributePath(List<String> names) {

    static AttributePath of(@Nullable Object path, RenderContext run, SourcePosition spot) {
        String text = Texts.of(path, run, spot);
        run.spendOnText(text.length(), spot);
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            names.add(text.substring(start, dot));
            start = dot + 1;
        }
        names.add(text.substring(start));
        return new AttributePath(names);
    }

    /** {@code instead} replaces each step that is undefined, not only the last one, as in Jinja2. */
    @Nullable
    Object read(@Nullable Object item, @Nullable Object instead, RenderContext run) {
        Object value = item;
        for (String name : names) {
            value = Lookup.field(value, name, index(name), run);
            if (value == Undefined.UNDEFINED) {
                value = instead;
            }
        }
        return value;
    }

    /** Returns the list index that a name of digits stands for, -1 for other names. */
    static int index(String name) {
        if (name.isEmpty() || name.length() > 9) {
            return -1;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!Characters.isDigit(name.charAt(i))) {
                return -1;
            }
        }
        return Integer.parseInt(name);
    }
}
