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

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;

/** Names of script files: {@code NAME.webhookscript.yaml} or {@code NAME.webhookscript.json}. */
public final class ScriptFileName {

    /**
     * The form of a script's name, which becomes part of route ids, URIs and metric tags. {@code webhookscript:event}
     * is the endpoint of events, and {@code webhookscript:deadletters} that of the dead letters in the store.
     */
    public static final Pattern NAME = Pattern.compile("(?!(?:event|deadletters)$)[a-z0-9][a-z0-9-]{0,62}");

    public static final String EXPECTED_NAME
            = "a name of 1 to 63 lower-case letters, digits and hyphens, a letter or digit first, and not the"
              + " reserved `event` or `deadletters`";

    public static final String EXPECTED_EXTENSION = "NAME.webhookscript.yaml or NAME.webhookscript.json";

    public static final String USE_CASE_EXTENSION = ".usecase.yaml";

    private static final List<String> EXTENSIONS = List.of(".webhookscript.yaml", ".webhookscript.json");

    /** Backup and temporary files of editors and copying tools. */
    private static final Pattern LEFT_BY_EDITOR = Pattern.compile(
            "\\..*|.*~|#.*#|.*\\.(?:bak|sw[a-z]|tmp|orig)|.*___jb_(?:tmp|old)___", Pattern.CASE_INSENSITIVE);

    private ScriptFileName() {
    }

    public static boolean isScript(String fileName) {
        return EXTENSIONS.stream().anyMatch(fileName::endsWith);
    }

    /** Whether a file is probably a script with a wrong file name. */
    public static boolean looksLikeScript(String fileName) {
        String name = last(fileName); // without folders, since a folder may be called webhookscripts
        return !isScript(name) && !name.endsWith(USE_CASE_EXTENSION) && !isLeftByEditor(name)
                && (name.contains("webhookscript") || name.matches("(?i).*\\.(ya?ml|json)"));
    }

    /** Whether it is a hidden file, or a backup or temporary file of an editor, and so not a script. */
    public static boolean isLeftByEditor(String fileName) {
        return LEFT_BY_EDITOR.matcher(last(fileName)).matches();
    }

    /** Creates the problem of a file that looks like a script or a use case but has a wrong file name. */
    public static Problem stranger(String name, String location, String expected) {
        return new Problem(
                ProblemCode.WRONG_EXTENSION, name, 0, 0, "", "the file's name has a wrong extension (" + location + ")",
                expected, List.of());
    }

    /** Returns the name before the extension, even if it is not a valid name. */
    public static String nameOf(String fileName) {
        String last = last(fileName);
        return EXTENSIONS.stream().filter(last::endsWith).map(e -> last.substring(0, last.length() - e.length())).findFirst()
                .orElse(last);
    }

    static String last(String fileName) {
        return fileName.substring(fileName.lastIndexOf('/') + 1);
    }

    /** Reports a wrong extension, or a name that is not valid for a script. */
    public static Optional<String> check(String fileName, Findings findings) {
        if (!isScript(fileName)) {
            findings.add(ProblemCode.WRONG_EXTENSION, 0, 0, "", "the file's name does not have the extension of a script",
                    EXPECTED_EXTENSION, List.of());
            return Optional.empty();
        }
        String name = nameOf(fileName);
        if (!NAME.matcher(name).matches()) {
            findings.add(ProblemCode.WRONG_NAME, 0, 0, "", "the script would get the file's name " + Findings.quoted(name),
                    EXPECTED_NAME, List.of());
            return Optional.empty();
        }
        return Optional.of(name);
    }
}
