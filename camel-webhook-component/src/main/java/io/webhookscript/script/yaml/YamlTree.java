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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the bytes of a file into its tree: one YAML document without tags, bounded in size, depth and aliases. */
public final class YamlTree {

    public static final int MAX_BYTES = 1024 * 1024;

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    /** A line end as the parsers define it. */
    static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private YamlTree() {
    }

    /**
     * The bounds of a file that is not a script. Depth and aliases have the same bounds in every file.
     *
     * @param bytes the maximum size of the file
     * @param nodes the maximum number of nodes of a YAML file with its aliases expanded
     */
    public record Limits(int bytes, int nodes) {

        public static final Limits OF_SCRIPTS = new Limits(MAX_BYTES, YamlTreeBuilder.MAX_NODES);
    }

    /** A file's text and its tree. */
    public record Document(String text, YamlNode root) {
    }

    /** Reads a document; if it is empty, the findings say why. */
    public static Optional<Document> read(byte[] content, Findings findings) {
        return read(content, false, findings);
    }

    /** @param json whether the file's extension is JSON */
    public static Optional<Document> read(byte[] content, boolean json, Findings findings) {
        return read(content, json, Limits.OF_SCRIPTS, findings);
    }

    /** Reads a document with bounds of its own. */
    public static Optional<Document> read(byte[] content, boolean json, Limits limits, Findings findings) {
        if (content.length > limits.bytes()) {
            findings.add(ProblemCode.TOO_LARGE, startOfFile(), "", "the file has more than " + limits.bytes() + " bytes",
                    "at most " + limits.bytes());
            return Optional.empty();
        }
        return decode(content, findings).flatMap(text -> json
                ? new JsonTreeBuilder(text, findings).document().map(root -> new Document(text, root))
                : parse(text, limits, findings));
    }

    public static YamlNode startOfFile() {
        return new YamlNode.Scalar("", null, YamlNode.Style.PLAIN, new YamlNode.Mark(1, 1, 0), 0);
    }

    private static Optional<String> decode(byte[] content, Findings findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            String text = decoder.decode(bytes).toString();
            return Optional.of(withoutMark(text));
        } catch (CharacterCodingException e) {
            YamlNode.Mark mark = behind(withoutMark(new String(content, 0, bytes.position(), StandardCharsets.UTF_8)));
            findings.add(ProblemCode.NOT_UTF_8, mark.line(), mark.column(), "",
                    "byte 0x%02X is not UTF-8".formatted(content[Math.min(bytes.position(), content.length - 1)]),
                    "a file in UTF-8", List.of());
            return Optional.empty();
        }
    }

    /** Removes the byte order mark, which editors do not count as a column. */
    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Returns the position after the text; line ends are those of the parsers. */
    private static YamlNode.Mark behind(String before) {
        String[] lines = LINE_END.split(before, -1);
        String last = lines[lines.length - 1];
        return new YamlNode.Mark(
                lines.length, last.codePointCount(0, last.length()) + 1, before.codePointCount(0, before.length()));
    }

    private static Optional<Document> parse(String text, Limits limits, Findings findings) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(limits.bytes()).setUseMarks(true).build();
        StreamReader reader = new StreamReader(settings, text);
        try {
            return new YamlTreeBuilder(new ParserImpl(settings, reader), limits.nodes(), findings).document()
                    .map(root -> new Document(text, root));
        } catch (MarkedYamlEngineException e) {
            YamlFault.report(e, text, findings);
        } catch (ReaderException e) {
            String before = text.substring(0, Math.min(text.length(), text.offsetByCodePoints(0, e.getPosition())));
            YamlNode.Mark mark = behind(before);
            findings.add(ProblemCode.NOT_YAML, mark.line(), mark.column(), "",
                    "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
                    "a printable character, or its escape in double quotes",
                    List.of());
        } catch (NumberFormatException e) {
            // the parser reads the digits of \Uxxxxxxxx as a signed number, which fails from 80000000 on
            YamlNode.Mark mark = reader.getMark().map(YamlFault::markOf).orElse(startOfFile().mark());
            findings.add(ProblemCode.NOT_YAML, mark.line(), mark.column(), "", "not YAML: an escape beyond U+10FFFF",
                    "a character of Unicode", List.of());
        } catch (YamlEngineException e) {
            findings.add(ProblemCode.NOT_YAML, startOfFile(), "", "not YAML: " + YamlFault.oneLine(e.getMessage()), "");
        }
        return Optional.empty();
    }
}
