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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.reader.ProblemLog;
import io.webhookscript.template.TemplateException;

/** Collects the problems of one file. Not thread-safe. */
public final class Findings {

    /** More errors, or remarks, than anybody reads; beyond it a hostile file would only cost memory. */
    public static final int MAX_PROBLEMS = 1_000;

    /** A quoted piece of a file is cut here. */
    private static final int QUOTE_LENGTH = 60;

    /** What others have found may hold a piece of any length. */
    private static final int MAX_QUOTED = 1_000;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private int remarks;

    public Findings(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column)).toList();
    }

    public void add(ProblemCode code, YamlNode at, String field, String found, String expected) {
        add(code, at, field, found, expected, List.of());
    }

    public void add(ProblemCode code, YamlNode at, String field, String found, String expected, List<String> suggestions) {
        add(code, at.mark().line(), at.mark().column(), field, found, expected, suggestions);
    }

    void addRepeated(YamlNode.Scalar key, String field, YamlNode.Scalar first) {
        add(ProblemCode.DUPLICATE_KEY, key, field, "the key " + quoted(key.text()) + " stands here again",
                "each key once; the first is in line " + first.mark().line());
    }

    /** What the template language found; its places are those of the file. */
    public void add(ProblemCode code, TemplateException thrown) {
        if (!isFull(code)) {
            add(code, thrown.line(), thrown.column(), thrown.source().field(), thrown.problem(), thrown.expected(),
                    thrown.suggestions());
        }
    }

    public void add(
            ProblemCode code, int line, int column, String field, String found, String expected, List<String> suggestions) {
        if (!isFull(code)) {
            problems.add(new Problem(code, file, line, column, field, cut(found), expected, suggestions));
            if (code.severity() == Severity.ERROR) {
                errors++;
            } else {
                remarks++;
            }
        }
    }

    /** Whether no more of this kind is taken. ProblemLog have a room of their own, or they would hide an error. */
    public boolean isFull(ProblemCode code) {
        return (code.severity() == Severity.ERROR ? errors : remarks) >= MAX_PROBLEMS;
    }

    private static String cut(String found) {
        return found.length() > MAX_QUOTED ? found.substring(0, found.offsetByCodePoints(0, QUOTE_LENGTH)) + "…" : found;
    }

    /** A piece of the file for a message: on one line, control characters shown as dots, cut when long. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("`");
        text.codePoints().limit(QUOTE_LENGTH).map(c -> Character.isISOControl(c) ? '.' : c).forEach(quoted::appendCodePoint);
        return quoted.append(text.codePointCount(0, text.length()) > QUOTE_LENGTH ? "…`" : "`").toString();
    }

    /** What stands there: the value itself when it is short, else its kind. */
    public static String found(YamlNode node) {
        return node instanceof YamlNode.Scalar s && s.value().isPresent() ? quoted(s.text()) : node.kind();
    }
}
