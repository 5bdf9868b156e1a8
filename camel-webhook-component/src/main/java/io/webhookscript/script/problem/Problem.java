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
package io.webhookscript.script.problem;

import java.util.List;

/**
 * A problem in a file. {@link ProblemReport} formats it.
 *
 * @param file        the file's name in messages
 * @param line        from 1; 0 when the problem is not in a line (a missing folder)
 * @param column      from 1, in code points; 0 like {@code line}
 * @param field       path of the field ({@code request.body.json.name}); empty for the whole file
 * @param found       what is wrong and what was found
 * @param expected    what was expected; empty when {@code found} is enough
 * @param suggestions similar names, nearest first
 */
public record Problem(
        ProblemCode code, String file, int line, int column, String field, String found, String expected,
        List<String> suggestions) {

    public Problem {
        if (found.isEmpty() || line < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "a problem must say what was found, and its line and column must not be negative");
        }
        suggestions = List.copyOf(suggestions);
    }

    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }

    @Override
    public String toString() {
        return ProblemReport.of(this);
    }
}
