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

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import io.webhookscript.script.problem.Problem;

/**
 * Files that are links. One that leads out of the folder of scripts may lead to a file that its author cannot read, so
 * nothing of it is quoted.
 */
public final class LinkedFile {

    private static final String FILE = "file:";

    private LinkedFile() {
    }

    /** The problems of a file, without what they quote where the file lies outside of its folder. */
    public static List<Problem> withoutQuotes(List<Problem> problems, String name, String location) {
        if (problems.isEmpty() || !leadsOut(name, location)) {
            return problems;
        }
        return problems.stream().map(problem -> new Problem(
                problem.code(), problem.file(), problem.line(), problem.column(), "",
                "there is a problem here; the file is a link out of the folder, so nothing of it is shown", "",
                List.of())).toList();
    }

    /** One that cannot be looked at any more may have been such a link. */
    private static boolean leadsOut(String name, String location) {
        if (!location.startsWith(FILE)) {
            return false;
        }
        try {
            Path path = Path.of(location.substring(FILE.length()));
            return !path.toRealPath().startsWith(folder(path, name).toRealPath());
        } catch (IOException | InvalidPathException gone) {
            return true;
        }
    }

    /** The name is the path below it. */
    private static Path folder(Path path, String name) {
        Path root = path.getRoot();
        int levels = path.endsWith(name) ? Path.of(name).getNameCount() : 1;
        int left = path.getNameCount() - levels;
        Path folder = left <= 0 ? root : root == null ? path.subpath(0, left) : root.resolve(path.subpath(0, left));
        return folder == null ? Path.of("") : folder;
    }
}
