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
 * Script files that are not as they were.
 *
 * @param changed    new ones, too
 * @param gone       locations whose files are not there any more
 * @param unreadable what is wrong with those that cannot be read or are not called as they should be, by location;
 *                   empty text once that is over
 */
public record FileChanges(List<FoundFile> changed, Set<String> gone, Map<String, String> unreadable) {

    /** Reads files when they are taken, so that nobody has taken newer ones since. */
    @FunctionalInterface
    public interface Reading {

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
