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

/** Thrown when script files cannot be loaded. The message is the whole report over all of them. */
public final class InvalidScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidScriptException(List<Problem> problems) {
        super(headline(problems) + "\n" + ProblemReport.of(problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems, errors first. */
    public List<Problem> problems() {
        return problems;
    }

    private static String headline(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        long files = problems.stream().filter(Problem::isError).map(Problem::file).distinct().count();
        return (errors == 1 ? "1 problem" : errors + " problems") + " in "
               + (files == 1 ? "1 script file" : files + " script files");
    }
}
