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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.FoundFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A text that is not saved has the problems that a reload of its file would report, and changes nothing. */
class ATextIsCheckedLikeAChangeOfItsFileTest {

    private final ScriptRepository repository = new ScriptRepository(
            new ScriptReader(ScriptEnvironment.standalone()), false);

    @BeforeEach
    void loadsOneScript() {
        repository.add(List.of(file("crm", "contact", "mail")));
    }

    @Test
    void aTextWithoutProblemsIsReadAndNotLoaded() {
        ReadResult result = repository.check(Set.of(), file("billing", "contact", "letter"));

        assertThat(result.loaded()).hasValueSatisfying(script -> assertThat(script.name()).isEqualTo("billing"));
        assertThat(repository.names()).containsExactly("crm");
    }

    @Test
    void anotherUseCaseThanThatOfTheLoadedScriptIsAProblem() {
        assertThat(codes(Set.of(), file("crm", "ticket", "mail"))).containsExactly(ProblemCode.USE_CASE_CHANGED);
        assertThat(repository.find("crm").orElseThrow().definition().about().useCase().name()).isEqualTo("contact");
    }

    @Test
    void theChannelOfAnotherScriptIsAProblem() {
        assertThat(codes(Set.of(), file("billing", "contact", "mail"))).containsExactly(ProblemCode.CHANNEL_TAKEN);
    }

    @Test
    void aFileThatWillBeGoneIsNoConflict() {
        assertThat(codes(Set.of("file:crm"), file("billing", "contact", "mail"))).isEmpty();
        assertThat(repository.names()).containsExactly("crm");
    }

    private List<ProblemCode> codes(Set<String> gone, FoundFile file) {
        return repository.check(gone, file).problems().stream().filter(Problem::isError).map(Problem::code).toList();
    }

    private static FoundFile file(String name, String useCase, String channel) {
        return new FoundFile(name + ".webhookscript.yaml", "file:" + name, """
                webhookscript: "1.0"
                name: %s
                useCase: %s
                triggers:
                  - { event: created, channels: [%s] }
                request: { method: PUT, url: "https://a.example.com/" }
                """.formatted(name, useCase, channel).getBytes(StandardCharsets.UTF_8));
    }
}
