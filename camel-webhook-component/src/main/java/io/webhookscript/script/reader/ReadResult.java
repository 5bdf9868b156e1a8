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

import java.util.List;
import java.util.Optional;

import io.webhookscript.script.Script;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a file: a script, or errors. A result with a script may also have warnings and notes.
 *
 * @param script   null if the file has errors
 * @param problems in the order of the file
 */
public record ReadResult(@Nullable Script script, List<Problem> problems) {

    public ReadResult {
        problems = List.copyOf(problems);
        if (script != null == problems.stream().anyMatch(Problem::isError)) {
            throw new IllegalArgumentException("there is a script exactly when there is no error");
        }
    }

    /** Returns the script, if there is one. */
    public Optional<Script> loaded() {
        return Optional.ofNullable(script);
    }

    /**
     * Returns the script.
     *
     * @throws InvalidScriptException when there is none
     */
    public Script orThrow() {
        if (script == null) {
            throw new InvalidScriptException(problems);
        }
        return script;
    }
}
