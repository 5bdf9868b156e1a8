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
import io.webhookscript.template.TemplateException;

/** Collects the problems of one file. Not thread-safe. */
public final class Findings {

    /** The maximum number of errors, and of warnings and notes, which bounds the memory for a hostile file. */
    public static final int MAX_PROBLEMS = 1_000;

    /** A quoted piece of a file is cut to this length. */
    private static final int QUOTE_LENGTH = 60;

    /** The maximum length of texts from other classes, which may quote a piece of any length. */
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

    /** Returns the problems in the order of the file. */
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
        add(ProblemCode.DUPLICATE_KEY, key, field, "the key " + quoted(key.text()) + " is given twice",
                "each key once; the first is in line " + first.mark().line());
    }

    /** Adds an error of the template language; its positions are those of the file. */
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

    /**
     * Whether no more problems of this kind are accepted. Warnings and notes have a separate limit, so that they cannot
     * hide an error.
     */
    public boolean isFull(ProblemCode code) {
        return (code.severity() == Severity.ERROR ? errors : remarks) >= MAX_PROBLEMS;
    }

    private static String cut(String found) {
        return found.length() > MAX_QUOTED ? found.substring(0, found.offsetByCodePoints(0, QUOTE_LENGTH)) + "…" : found;
    }

    /** Quotes a piece of the file for a message: on one line, with control characters as dots, cut when it is long. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("`");
        text.codePoints().limit(QUOTE_LENGTH).map(c -> Character.isISOControl(c) ? '.' : c).forEach(quoted::appendCodePoint);
        return quoted.append(text.codePointCount(0, text.length()) > QUOTE_LENGTH ? "…`" : "`").toString();
    }

    /** Describes a node: by the value itself when it is short, else by its kind. */
    public static String found(YamlNode node) {
        return node instanceof YamlNode.Scalar s && s.value() != null ? quoted(s.text()) : node.kind();
    }
}
