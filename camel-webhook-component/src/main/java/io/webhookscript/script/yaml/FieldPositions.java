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

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Mark;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The positions of a script file's fields, for problems that are found only when the script runs. Thread-safe. The
 * script's templates keep the same text for their own problems. The text is parsed when a position is first needed,
 * which is rare.
 */
public final class FieldPositions {

    /** The positions of a script that is not in a file. */
    public static final FieldPositions NONE = new FieldPositions("", "");

    private final String file;
    private final String text;
    private volatile @Nullable Map<String, Mark> marks;

    /** @param file the file's name in messages */
    public FieldPositions(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Returns a position such as {@code crm.webhookscript.yaml:14:38}; that of the nearest parent if the field is not
     * in the file.
     *
     * @param field the path of the field, such as {@code request.headers['X-A']}
     */
    public Optional<String> of(String field) {
        Map<String, Mark> known = marks();
        for (String path = field; !path.isEmpty(); path = above(path)) {
            Mark mark = known.get(path);
            if (mark != null) {
                return Optional.of(file + ":" + mark.line() + ":" + mark.column());
            }
        }
        return Optional.empty();
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private Map<String, Mark> marks() {
        Map<String, Mark> known = marks;
        if (known == null) {
            Map<String, Mark> read = new HashMap<>();
            if (!file.isEmpty()) {
                YamlTree.read(text.getBytes(StandardCharsets.UTF_8), file.endsWith(".json"), new Findings(file))
                        .ifPresent(document -> collect(document.root(), "", read));
            }
            known = Map.copyOf(read);
            marks = known;
        }
        return known;
    }

    private static void collect(YamlNode node, String path, Map<String, Mark> marks) {
        if (node instanceof Mapping map) {
            for (Entry entry : map.entries()) {
                String field = FieldPath.of(path, entry.key().text());
                marks.put(field, (entry.value() instanceof YamlNode.Scalar value ? value : entry.key()).mark());
                collect(entry.value(), field, marks);
            }
        } else if (node instanceof Sequence list) {
            List<YamlNode> items = list.items();
            for (int i = 0; i < items.size(); i++) {
                String field = FieldPath.of(path, i);
                marks.put(field, items.get(i).mark());
                collect(items.get(i), field, marks);
            }
        }
    }
}
