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

import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.ScalarPositions;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlTree;
import io.webhookscript.template.TemplateSource.FilePosition;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whatever way a text is written in YAML, an offset in it leads to the place of that character in the file. */
class TemplateErrorsKeepTheirPlaceInTheFileTest {

    /** Each file has one X: as the parser reads the scalar, the X of its text is mapped to that of the file. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void mapsTheMarkedCharacter(String name, String file) {
        YamlNode.Scalar scalar = valueOf(file);

        FilePosition place = new ScalarPositions(file, scalar).apply(scalar.text().indexOf('X'));

        assertThat(place).isEqualTo(placeOf(file, file.indexOf('X')));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("plain", "a: bc X"), arguments("plain over lines", "a: b c\n   d\n\n\n  e X"),
                arguments("plain with blanks at line ends", "a: b  c \t \n   d X"), arguments("single quotes", "a: 'it''s X'"),
                arguments("single quotes over lines", "a: 'it''s \n\n  so\n  X'"),
                arguments("double quotes", "a: \"b X\""),
                arguments("escapes", "a: \"\\t\\n\\x41\\u0041\\\"\\\\ \\/ X\""),
                arguments("long escapes", "a: \"\\U0001F600\\U00000041X\""),
                arguments("double quotes over lines", "a: \"b\n\n   c  \n  d X\""),
                arguments("escaped line break", "a: \"b\\\n   c\\\n\n  X\""),
                arguments("escaped blank at a line's end", "a: \"b\\ \n   X\""),
                arguments("literal", "a: |\n  b\n  c X\n"), arguments("literal, empty lines", "a: |\n\n\n  b\n\n    c X\n"),
                arguments("literal, indentation given", "a: |2\n    b\n   c X\n"),
                arguments("literal, comment and chomping", "a: |+ # why\n  b\n  X\n\n"),
                arguments("folded", "a: >\n  b\n  c\n  X\n"), arguments("folded, empty lines", "a: >-\n\n  b\n\n\n  c X\n"),
                arguments("folded, lines that stay", "a: >\n  b\n    c\n    d\n  e X\n"),
                arguments("folded, blanks at line ends", "a: >\n  b \n  X\n"),
                arguments("folded, tabs", "a: >\n  b\n  \tc\n  X\n"),
                arguments("carriage returns, literal", "a: |\r\n  b\r\n  c X\r\n"),
                arguments("carriage returns, folded", "a: >\r\n  b\r\n\r\n  c X\r\n"),
                arguments("carriage returns, quotes", "a: \"b\r\n\r\n   X\""),
                arguments("anchor", "a: &x \"b X\""), arguments("anchor and block", "a: &x |\n  b\n  X\n"),
                arguments("beyond the basic plane", "\uD83D\uDE00: \"\uD83D\uDE00 X\""),
                arguments("beyond the basic plane, block", "a: |\n  \uD83D\uDE00 X\n"), arguments("in a list", "a: [b, 'c X']"),
                arguments("tabs in flow", "a: [\"b\",\t\"c X\"]"));
    }

    /**
     * The walk finds each character of the text in the file: where it is written without an escape, it is the same one.
     */
    @Property
    void findsEveryCharacterOfDoubleQuotedText(@ForAll("pieces") String inner) {
        String file = "a: \"" + inner + "\"\n";
        YamlNode.Scalar scalar = valueOf(file);
        ScalarPositions places = new ScalarPositions(file, scalar);

        IntStream.range(0, scalar.text().length()).filter(i -> Character.isLetter(scalar.text().charAt(i)))
                .forEach(i -> assertThat(charAt(file, places.apply(i))).isEqualTo(scalar.text().charAt(i)));
    }

    @Property
    void findsEveryCharacterOfBlocks(@ForAll("lines") String lines, @ForAll boolean folded) {
        String file = "a: " + (folded ? ">" : "|") + "\n  z\n" + lines + "b: c\n";
        YamlNode.Scalar scalar = valueOf(file);
        ScalarPositions places = new ScalarPositions(file, scalar);

        IntStream.range(0, scalar.text().length()).filter(i -> !Character.isWhitespace(scalar.text().charAt(i)))
                .forEach(i -> assertThat(charAt(file, places.apply(i))).isEqualTo(scalar.text().charAt(i)));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries
                .of("a", "b", "c", " ", "  ", "\\t", "\\n", "\\\\", "\\\"", "\n ", "\r\n ", "\n\n ", "\\\n ", "\\u0020", "\t",
                        "\\U0001F600")
                .list().ofMaxSize(20).map(p -> String.join("", p));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("  a\n", "  b c\n", "    d\n", "\n", "  \n", "     \n", "  \te\n", "  f \n", "  g\r\n", "\r\n")
                .list().ofMaxSize(12).map(p -> String.join("", p));
    }

    private static YamlNode.Scalar valueOf(String file) {
        Findings findings = new Findings("test");
        YamlNode root = YamlTree.read(file.getBytes(java.nio.charset.StandardCharsets.UTF_8), findings)
                .orElseThrow(() -> new AssertionError(findings.problems())).root();
        YamlNode value = ((YamlNode.Mapping) root).entries().get(0).value();
        return (YamlNode.Scalar) (value instanceof YamlNode.Sequence s ? s.items().get(s.items().size() - 1) : value);
    }

    private static FilePosition placeOf(String file, int index) {
        String before = file.substring(0, index);
        int start = Math.max(before.lastIndexOf('\n'), -1) + 1;
        return new FilePosition(
                (int) before.chars().filter(c -> c == '\n').count() + 1, before.codePointCount(start, index) + 1);
    }

    private static char charAt(String file, FilePosition place) {
        String line = file.split("\n", -1)[place.line() - 1];
        return line.charAt(line.offsetByCodePoints(0, place.column() - 1));
    }
}
