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
package io.webhookscript.script.yaml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Mark;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.script.yaml.YamlNode.Style;

/**
 * Builds the tree of a JSON file. JSON is almost a subset of YAML, but tabs and surrogate pairs of escapes need a
 * separate parser.
 */
final class JsonTreeBuilder {

    /** The parser has no length limits: other checks report long values with their position and what was expected. */
    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNumberLength(YamlTree.MAX_BYTES).maxNameLength(YamlTree.MAX_BYTES).build())
            .build();

    private final String text;
    private final Findings findings;
    private final OpenFields fields = new OpenFields();
    private int at;
    private Mark here = new Mark(1, 1, 0);

    JsonTreeBuilder(String text, Findings findings) {
        this.text = text;
        this.findings = findings;
    }

    /** Reads the document; if it is empty, the findings say why. */
    Optional<YamlNode> document() {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                findings.add(ProblemCode.EMPTY_FILE, YamlTree.startOfFile(), "", "the file is empty", "a script");
                return Optional.empty();
            }
            Optional<YamlNode> root = node(parser, 1);
            if (root.isPresent() && parser.nextToken() != null) {
                Mark mark = mark(parser);
                findings.add(ProblemCode.TWO_DOCUMENTS, mark.line(), mark.column(), "", "a second document begins",
                        "one script in a file", List.of());
                return Optional.empty();
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonFault.report(e, text, fields.path(), findings);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be read", e);
        }
        return Optional.empty();
    }

    private Optional<YamlNode> node(JsonParser parser, int level) throws IOException {
        Mark mark = mark(parser);
        if (level > YamlTreeBuilder.MAX_LEVELS) {
            findings.add(ProblemCode.TOO_DEEP, mark.line(), mark.column(), fields.outermost(),
                    "more than " + YamlTreeBuilder.MAX_LEVELS + " levels",
                    "at most " + YamlTreeBuilder.MAX_LEVELS, List.of());
            return Optional.empty();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, mark, level);
            case START_ARRAY -> array(parser, mark, level);
            default -> Optional.of(scalar(parser, mark));
        };
    }

    private Optional<YamlNode> object(JsonParser parser, Mark mark, int level) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Scalar key = scalar(parser, mark(parser));
            fields.enter(key.text());
            parser.nextToken();
            Optional<YamlNode> value = node(parser, level + 1);
            if (value.isEmpty()) {
                return value;
            }
            Entry first = entries.putIfAbsent(key.text(), new Entry(key, value.get()));
            if (first != null) {
                findings.addRepeated(key, fields.path(), first.key());
            }
            fields.leave();
        }
        return Optional.of(new Mapping(List.copyOf(entries.values()), mark));
    }

    private Optional<YamlNode> array(JsonParser parser, Mark mark, int level) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            fields.enter(items.size());
            Optional<YamlNode> item = node(parser, level + 1);
            if (item.isEmpty()) {
                return item;
            }
            fields.leave();
            items.add(item.get());
        }
        return Optional.of(new Sequence(items, mark));
    }

    private Scalar scalar(JsonParser parser, Mark mark) throws IOException {
        boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.FIELD_NAME;
        String value = parser.getText();
        if (!quoted) {
            return new Scalar(value, CoreScalars.valueOf(value).orElse(null), Style.PLAIN, mark, mark.index() + value.length());
        }
        return new Scalar(value, value, Style.DOUBLE_QUOTED, mark, endOfString(mark));
    }

    /** Finds the end of a key, since the parser's own position is already behind it. */
    private int endOfString(Mark mark) {
        int end = at + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return mark.index() + text.codePointCount(at, end + 1);
    }

    /** Returns the position of the token; each piece of the text is counted once. */
    private Mark mark(JsonParser parser) {
        int target = (int) parser.currentTokenLocation().getCharOffset();
        while (at < target) {
            int c = text.codePointAt(at);
            boolean ends = c == '\n' || c == '\r' && (at + 1 >= text.length() || text.charAt(at + 1) != '\n');
            here = ends
                    ? new Mark(here.line() + 1, 1, here.index() + 1)
                    : new Mark(here.line(), here.column() + 1, here.index() + 1);
            at += Character.charCount(c);
        }
        return here;
    }
}
