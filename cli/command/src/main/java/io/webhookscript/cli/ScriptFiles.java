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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.repository.ScriptLocations;
import io.webhookscript.script.usecase.FoundFile;

/**
 * The scripts and use cases that the paths of a command line name: files, and folders as the component would load them.
 * Their names are the paths by which the user can open them.
 */
final class ScriptFiles {

    private static final String USE_CASE = ".usecase.yaml";
    private static final String FILE = "file:";

    private final Map<String, FoundFile> scripts = new LinkedHashMap<>();
    private final Map<String, FoundFile> useCases = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ScriptFiles() {
    }

    /** @param useCasePaths that hold use cases only; those among {@code paths} are found, too */
    static ScriptFiles at(List<Path> paths, List<Path> useCasePaths) {
        ScriptFiles files = new ScriptFiles();
        paths.forEach(path -> {
            if (path.toString().endsWith(USE_CASE)) {
                files.useCases(path);
            } else {
                files.scripts(path);
            }
        });
        useCasePaths.forEach(files::useCases);
        return files;
    }

    /** These and a script that is in no file, or not yet. */
    ScriptFiles with(FoundFile script) {
        ScriptFiles more = new ScriptFiles();
        more.scripts.putAll(scripts);
        more.useCases.putAll(useCases);
        more.problems.addAll(problems);
        more.scripts.put(script.location(), script);
        return more;
    }

    List<FoundFile> scripts() {
        return List.copyOf(scripts.values());
    }

    List<FoundFile> useCases() {
        return List.copyOf(useCases.values());
    }

    /** Of what is not there, cannot be read, or is not called as it should be. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void scripts(Path path) {
        ScriptLocations.SearchResult found = ScriptLocations.scripts(List.of(FILE + path), ScriptFiles.class.getClassLoader());
        found.files().forEach(file -> scripts.putIfAbsent(file.location(), named(file, path)));
        found.problems().stream().map(problem -> named(problem, path)).filter(problem -> !isUseCase(problem))
                .forEach(problems::add);
        if (Files.isDirectory(path)) {
            useCases(path);
        }
    }

    /** Its name is judged where use cases are looked for. */
    private static boolean isUseCase(Problem problem) {
        return problem.code() == ProblemCode.WRONG_EXTENSION && problem.file().contains(".usecase.");
    }

    private void useCases(Path path) {
        ScriptLocations.SearchResult found = ScriptLocations.useCases(List.of(FILE + path), ScriptFiles.class.getClassLoader());
        found.files().forEach(file -> useCases.putIfAbsent(file.location(), named(file, path)));
        found.problems().stream().map(problem -> named(problem, path)).filter(p -> !problems.contains(p))
                .forEach(problems::add);
    }

    private static FoundFile named(FoundFile file, Path path) {
        return new FoundFile(name(file.name(), path), file.location(), file.content());
    }

    private static Problem named(Problem problem, Path path) {
        String file = problem.code() == ProblemCode.MISSING_LOCATION ? slashes(path) : name(problem.file(), path);
        return new Problem(
                problem.code(), file, problem.line(), problem.column(), problem.field(), problem.found(), problem.expected(),
                problem.suggestions());
    }

    private static String name(String nameBelow, Path path) {
        return slashes(Files.isDirectory(path) ? path.resolve(nameBelow) : path);
    }

    private static String slashes(Path path) {
        return path.normalize().toString().replace('\\', '/');
    }
}
