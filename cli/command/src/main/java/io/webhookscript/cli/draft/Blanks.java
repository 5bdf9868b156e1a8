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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What documentation leaves blank in a URL, {@code {id}}, {@code <id>} or {@code :id}: a value of the event. For one
 * draft.
 */
final class Blanks {

    static final Pattern PATTERN = Pattern.compile("\\{([A-Za-z_][\\w .-]*)}|<([A-Za-z_][\\w .-]*)>");

    private static final Pattern WITH_COLON = Pattern.compile(":([A-Za-z_][\\w-]*)");

    private final ScriptDraft draft;
    private final MarkedTexts texts;
    private final Map<String, String> values;

    /** @param values as far as the source has them */
    Blanks(ScriptDraft draft, MarkedTexts texts, Map<String, String> values) {
        this.draft = draft;
        this.texts = texts;
        this.values = Map.copyOf(values);
    }

    static String name(Matcher blank) {
        return blank.group(1) == null ? blank.group(2) : blank.group(1);
    }

    TemplateText value(String name) {
        String value = values.getOrDefault(name, "");
        if (texts.marks().in(value)) {
            return texts.read(value);
        }
        return draft.event(List.of(name), value.isBlank() ? name : value);
    }

    /** The value of a segment that is a blank as a whole. */
    Optional<TemplateText> segment(String segment) {
        Matcher colon = WITH_COLON.matcher(segment);
        return colon.matches() ? Optional.of(value(colon.group(1))) : Optional.empty();
    }

    /** @param encoding of what is no blank */
    TemplateText read(String text, UnaryOperator<String> encoding) {
        TemplateText read = TemplateText.literal("");
        Matcher matcher = PATTERN.matcher(text);
        int at = 0;
        while (matcher.find()) {
            read = read.and(TemplateText.literal(encoding.apply(text.substring(at, matcher.start()))))
                    .and(value(name(matcher)));
            at = matcher.end();
        }
        return read.and(TemplateText.literal(encoding.apply(text.substring(at))));
    }
}
