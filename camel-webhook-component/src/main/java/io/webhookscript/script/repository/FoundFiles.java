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
package io.webhookscript.script.repository;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.script.yaml.ScriptFileName;

/** Collects the result of a search: files of one kind, each location once, and problems. Not thread-safe. */
final class FoundFiles {

    private final Kind kind;
    private final Map<String, FoundFile> files = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Problem> unreadable = new LinkedHashMap<>();

    FoundFiles(Kind kind) {
        this.kind = kind;
    }

    enum Kind {
        SCRIPT,
        USE_CASE;

        private boolean takes(String fileName) {
            return this == SCRIPT ? ScriptFileName.isScript(fileName) : fileName.endsWith(ScriptFileName.USE_CASE_EXTENSION);
        }

        private boolean isMisnamed(String fileName) {
            return this == SCRIPT ? ScriptFileName.looksLikeScript(fileName) : UseCases.looksLikeUseCase(fileName);
        }

        private String expected() {
            return this == SCRIPT ? ScriptFileName.EXPECTED_EXTENSION : "NAME" + ScriptFileName.USE_CASE_EXTENSION;
        }
    }

    /** Whether a file of that name has the searched kind. */
    boolean takes(String name) {
        return kind.takes(name);
    }

    /** Whether a file of that name must be added: as a file of the kind, or to report its wrong name. */
    boolean wants(String name) {
        return !ScriptFileName.isLeftByEditor(name) && (kind.takes(name) || kind.isMisnamed(name));
    }

    /** Adds the file, or reports its wrong name. */
    void add(String name, String location, byte[] content) {
        if (kind.takes(name)) {
            files.putIfAbsent(location, new FoundFile(name, location, content));
        } else {
            problems.add(ScriptFileName.stranger(name, location, kind.expected()));
        }
    }

    void unreadable(String name, String location, String found, String expected) {
        Problem problem = new Problem(ProblemCode.UNREADABLE_FILE, name, 0, 0, "", found, expected, List.of());
        problems.add(problem);
        unreadable.put(location, problem);
    }

    void missing(String location, String found, String expected) {
        problems.add(new Problem(ProblemCode.MISSING_LOCATION, location, 0, 0, "", found, expected, List.of()));
    }

    /** In an order that depends on their locations alone. */
    ScriptLocations.SearchResult all() {
        return new ScriptLocations.SearchResult(
                files.values().stream().sorted(Comparator.comparing(FoundFile::location)).toList(), problems, unreadable);
    }
}
