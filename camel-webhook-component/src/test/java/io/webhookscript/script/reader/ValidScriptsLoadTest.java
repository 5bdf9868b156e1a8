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
import java.util.stream.Stream;

import io.webhookscript.script.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every valid example loads without an error, standalone. */
class ValidScriptsLoadTest {

    @ParameterizedTest
    @MethodSource("valid")
    void everyValidScriptLoads(Path file) throws IOException {
        ReadResult result = new ScriptReader(ValidScripts.environment())
                .read(file.getFileName().toString(), file.toString(), Files.readAllBytes(file));

        assertThat(result.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(result.script()).isNotNull();
    }

    static Stream<Path> valid() throws IOException {
        return ValidScripts.all().stream();
    }
}
