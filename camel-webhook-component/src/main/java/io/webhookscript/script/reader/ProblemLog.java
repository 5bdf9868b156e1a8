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

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.problem.Severity;
import org.slf4j.Logger;

/** Logs problems that do not prevent loading: warnings need action, notes do not. */
public final class ProblemLog {

    private ProblemLog() {
    }

    /** @param problems problems, including errors that are ignored */
    public static void log(Logger log, List<Problem> problems) {
        List<Problem> notes = problems.stream().filter(ProblemLog::isNote).toList();
        List<Problem> others = problems.stream().filter(problem -> !isNote(problem)).toList();
        if (!others.isEmpty()) {
            log.warn("{}", ProblemReport.of(others));
        }
        if (!notes.isEmpty()) {
            log.info("{}", ProblemReport.of(notes));
        }
    }

    private static boolean isNote(Problem problem) {
        return problem.code().severity() == Severity.NOTE;
    }
}
