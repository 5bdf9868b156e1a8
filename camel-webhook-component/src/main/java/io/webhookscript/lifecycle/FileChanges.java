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
package io.webhookscript.lifecycle;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.script.usecase.FoundFile;

/**
 * Script files that have changed.
 *
 * @param changed    changed files, including new ones
 * @param gone       locations whose files no longer exist
 * @param unreadable the problem of each file that cannot be read or has a wrong name, by location; empty text once the
 *                   problem is solved
 */
public record FileChanges(List<FoundFile> changed, Set<String> gone, Map<String, String> unreadable) {

    /** Reads the files at the moment when they are loaded, so that no newer version was loaded before. */
    @FunctionalInterface
    public interface Reader {

        FileChanges read() throws IOException;
    }

    public FileChanges {
        changed = List.copyOf(changed);
        gone = Set.copyOf(gone);
        unreadable = Map.copyOf(unreadable);
    }

    public static FileChanges of(FoundFile file) {
        return new FileChanges(List.of(file), Set.of(), Map.of());
    }
}
