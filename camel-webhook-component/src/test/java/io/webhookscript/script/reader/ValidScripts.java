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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.webhookscript.language.ExpressionLanguages;

/** The valid examples that several tests start from. */
public final class ValidScripts {

    private ValidScripts() {
    }

    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scripts/valid"))) {
            return files.sorted().toList();
        }
    }

    /** With MVEL, which one of them uses. */
    public static ScriptEnvironment environment() {
        return ScriptEnvironment.standalone().withLanguages(ExpressionLanguages.builtIn());
    }

    public static ReadResult read(String fileName, String text) {
        return new ScriptReader(environment()).read(fileName, text);
    }
}
