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
package io.webhookscript.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.webhookscript.script.Script;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.usecase.UseCases;

/**
 * Files, read and checked, each by itself and together.
 *
 * @param files    how many were read
 * @param scripts  those without an error, by name
 * @param problems in the order of the files' names and their lines
 */
record LoadedScripts(int files, List<Script> scripts, UseCases useCases, List<Problem> problems) {

    LoadedScripts {
        scripts = List.copyOf(scripts);
        problems = problems.stream().sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column)).toList();
    }

    static LoadedScripts of(ScriptFiles files, LanguageOptions languages) {
        List<Problem> problems = new ArrayList<>(files.problems());
        UseCases.LoadResult useCases = UseCases.builtIn().with(files.useCases());
        problems.addAll(useCases.problems());
        ScriptRepository repository = new ScriptRepository(
                new ScriptReader(
                        ScriptEnvironment.standalone().withUseCases(useCases.useCases()).withLanguages(languages.allowed())),
                true);
        problems.addAll(repository.add(files.scripts()));
        return new LoadedScripts(
                files.scripts().size() + files.useCases().size(),
                repository.names().stream().flatMap(name -> repository.find(name).stream()).toList(), useCases.useCases(),
                problems);
    }

    /** A text that is in no file, or not yet. */
    static LoadedScripts ofText(String fileName, byte[] content, ScriptFiles others, LanguageOptions languages) {
        return of(others.with(new FoundFile(fileName, fileName, content)), languages);
    }

    boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    long count(Severity severity) {
        return problems.stream().filter(problem -> problem.code().severity() == severity).count();
    }
}
