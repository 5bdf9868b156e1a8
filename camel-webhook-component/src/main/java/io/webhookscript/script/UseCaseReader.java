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
package io.webhookscript.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.UseCase.Placeholder;
import io.webhookscript.script.YamlNode.Entry;

/** Reads use case files. */
final class UseCaseReader {

    private static final List<String> KEYS
            = List.of("name", "description", "subject", "id", "channel", "data", "fields", "open");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final Findings findings;

    UseCaseReader(Findings findings) {
        this.findings = findings;
    }

    /** Empty when there is none in the file; one beside errors is not to be used. */
    Optional<UseCase> read(byte[] content) {
        return YamlTree.read(content, findings).flatMap(d -> Section.open(d.root(), "", KEYS, findings)).map(this::read);
    }

    private UseCase read(Section file) {
        file.require("name");
        String name = file.text("name").orElse("");
        if (file.has("name") && !NAME.matcher(name).matches()) {
            findings.add(ProblemCode.WRONG_NAME, file.node("name").orElseThrow(), "name", "found " + Findings.quoted(name),
                    "a name of 1 to 63 letters, digits, - and _");
        }
        List<Placeholder> placeholders
                = file.node("data").flatMap(n -> Section.mapping(n, "data", findings)).map(DataSchema::placeholders)
                        .orElse(List.of());
        return new UseCase(
                name, file.text("subject"), path(file, "id", placeholders), path(file, "channel", placeholders), placeholders,
                fields(file), file.flag("open").orElse(false));
    }

    private Optional<String> path(Section file, String key, List<Placeholder> placeholders) {
        Optional<String> path = file.text(key);
        boolean known = path.isEmpty() || file.flag("open").orElse(false)
                || placeholders.stream().anyMatch(p -> p.path().equals(path.get()));
        if (!known) {
            findings.add(ProblemCode.UNKNOWN_FIELD, file.node(key).orElseThrow(), key,
                    Findings.quoted(path.orElse("")) + " is no data of the use case", "a path that `data` describes",
                    NearestNames.of(path.orElse(""), placeholders.stream().map(Placeholder::path).toList()));
        }
        return path;
    }

    private Map<String, String> fields(Section file) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Entry entry : file.entries("fields")) {
            String field = FieldPath.of("fields", entry.key().text());
            if (FieldsTree.steps(entry.key().text()).isEmpty()) {
                findings.add(ProblemCode.WRONG_VALUE, entry.key(), field, "found " + Findings.quoted(entry.key().text()),
                        "a key such as `text`, `multimedia.url` or `tags[]`");
            }
            file.text(entry.value(), field).ifPresent(template -> fields.put(entry.key().text(), template));
        }
        return fields;
    }
}
