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
package io.webhookscript.script.reader;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.webhookscript.script.Script;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPositions;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.LinkedFile;
import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlTree;
import io.webhookscript.value.Sha256;

/**
 * Reads script files: it turns bytes into a {@link Script}, or into all problems of the file at once. It does not use a
 * Camel context; the {@link ScriptEnvironment} provides what needs one. Immutable and thread-safe.
 *
 * <pre>
 * ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read("crm.webhookscript.yaml", location, bytes);
 * result.problems().forEach(System.out::println);
 * </pre>
 */
public final class ScriptReader {

    private static final int VERSION_DIGITS = 12;

    private final ScriptEnvironment environment;

    public ScriptReader(ScriptEnvironment environment) {
        this.environment = environment;
    }

    public ScriptEnvironment environment() {
        return environment;
    }

    /**
     * Reads a file. It never throws, even for hostile content.
     *
     * @param fileName {@code NAME.webhookscript.yaml} or {@code .json}, with or without folders before it; messages
     *                 contain it
     * @param location the location of the file, kept in the script
     * @param content  the bytes, which are not kept
     */
    public ReadResult read(String fileName, String location, byte[] content) {
        return readPlaced(fileName, location, content).result();
    }

    /**
     * The result for a file with the positions of its top-level keys, for problems between files.
     *
     * @param keys the positions of the top-level keys
     */
    public record PositionedResult(ReadResult result, Map<String, YamlNode.Mark> keys) {

        public PositionedResult {
            keys = Map.copyOf(keys);
        }

        /** Returns the position of a key, or of the file when it has no such key. */
        public YamlNode.Mark placeOf(String key) {
            return keys.getOrDefault(key, new YamlNode.Mark(0, 0, 0));
        }
    }

    /** Reads a file. If it is a link out of its folder, its problems do not quote it. */
    public PositionedResult readPlaced(String fileName, String location, byte[] content) {
        return guarded(fileName, () -> {
            PositionedResult placed = read(new Findings(fileName), fileName, location, content);
            List<Problem> problems = LinkedFile.withoutQuotes(placed.result().problems(), fileName, location);
            return new PositionedResult(new ReadResult(placed.result().script(), problems), placed.keys());
        });
    }

    /** Reads a text that the caller has, as the file that it is, or would be. Its problems may quote it. */
    public PositionedResult readGiven(String fileName, String location, byte[] content) {
        return guarded(fileName, () -> read(new Findings(fileName), fileName, location, content));
    }

    /** Whatever is wrong with a file is its own problem: the others are read all the same. */
    private static PositionedResult guarded(String fileName, Supplier<PositionedResult> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | Error failure) {
            Findings findings = new Findings(fileName);
            findings.add(ProblemCode.UNREADABLE_FILE, YamlTree.startOfFile(), "",
                    "the file cannot be read: " + failure.getClass().getSimpleName() + " inside the reader",
                    "shorter texts, and less that is nested");
            return new PositionedResult(new ReadResult(null, findings.problems()), Map.of());
        }
    }

    private PositionedResult read(Findings findings, String fileName, String location, byte[] content) {
        Optional<String> name = ScriptFileName.check(fileName, findings);
        Optional<YamlTree.Document> document = YamlTree.read(content, fileName.endsWith(".json"), findings);
        Optional<Script> script = document.flatMap(
                d -> new DefinitionReader(environment, findings, d.text()).read(d.root(), name.orElse(null)))
                .map(d -> new Script(d, version(content), location, new FieldPositions(fileName, document.get().text())));
        ReadResult result = new ReadResult(findings.hasErrors() ? null : script.orElse(null), findings.problems());
        return new PositionedResult(result, document.map(d -> places(d.root())).orElse(Map.of()));
    }

    private static Map<String, YamlNode.Mark> places(YamlNode root) {
        Map<String, YamlNode.Mark> places = new HashMap<>();
        if (root instanceof YamlNode.Mapping map) {
            for (String key : CrossFileRules.KEYS) {
                map.entry(key).ifPresent(e -> places.put(key, e.key().mark()));
            }
        }
        return places;
    }

    /** Reads a text that may not be saved yet. */
    public ReadResult read(String fileName, String text) {
        return read(fileName, fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the version of a script whose file has this content: the first 12 hex digits of its SHA-256. */
    public static String version(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content)).substring(0, VERSION_DIGITS);
    }
}
