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
package io.webhookscript.tryout;

import java.util.List;
import java.util.stream.Collectors;

import io.webhookscript.script.ScriptTest;

/**
 * The result of one of the tests in a script file.
 *
 * @param script name of the script
 */
public record ScriptTestResult(String script, ScriptTest test, List<Difference> differences) {

    public ScriptTestResult {
        differences = List.copyOf(differences);
    }

    /**
     * A value that differs from {@code expect}.
     *
     * @param line     of the entry of {@code expect}
     * @param path     path of the value that differs, such as {@code body.contact.id}
     * @param expected as JSON
     * @param found    as JSON, masked
     */
    public record Difference(int line, String path, String expected, String found) {
    }

    public boolean passed() {
        return differences.isEmpty();
    }

    /** Describes all differences, each with its line in the script; empty when the test passed. */
    public String report() {
        return differences.stream()
                .map(d -> "%s:%d  test `%s`: %s is not as expected%n    expected  %s%n    found     %s".formatted(
                        test.place().file(), d.line(), test.name(), d.path(), d.expected(), d.found()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
