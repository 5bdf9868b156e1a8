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

import java.util.List;
import java.util.Map;

import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.BeanCheck;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.usecase.UseCases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AnErrorInOneFileIsItsOwnTest {

    @ParameterizedTest
    @ValueSource(classes = {
            StackOverflowError.class, OutOfMemoryError.class, NoClassDefFoundError.class, AssertionError.class,
            IllegalStateException.class })
    void theOthersAreLoaded(Class<? extends Throwable> type) {
        BeanCheck breaking = (name, kind) -> sneaky(type);
        ScriptEnvironment environment = new ScriptEnvironment(
                UseCases.builtIn(), new ExpressionLanguages(ExpressionLanguages.DEFAULT_ALLOWED, null), true,
                Map.of(),
                breaking);
        ScriptRepository repository = new ScriptRepository(new ScriptReader(environment), true);
        String good = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com\" }\n";
        String bad = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com\", signature: { ref: \"#bean\" } }\n";

        List<Problem> problems = repository.add(List.of(file("bad", bad), file("good", good)));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("bad.webhookscript.yaml");
            assertThat(problem.code()).isEqualTo(ProblemCode.UNREADABLE_FILE);
            assertThat(problem.found()).contains(type.getSimpleName());
        });
        assertThat(repository.names()).containsExactly("good");
        assertThat(repository.brokenFiles()).containsOnlyKeys("file:/bad.webhookscript.yaml");
    }

    private static FoundFile file(String name, String text) {
        return new FoundFile(name + ".webhookscript.yaml", "file:/" + name + ".webhookscript.yaml", text.getBytes(UTF_8));
    }

    @SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
    private static <T extends Throwable, R> R sneaky(Class<? extends Throwable> type) throws T {
        try {
            throw (T) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
