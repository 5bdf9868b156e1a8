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
package io.webhookscript.routes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.FailedToCreateRouteException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Tag("slow")
class EachRowOfACsvFileTriggersAScriptTest {

    @TempDir
    private Path root;
    private FolderOfFiles folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = FolderOfFiles.in(root);
    }

    static Stream<Arguments> dialects() {
        return Stream.of(
                arguments("plain", "n,path\n1,ok\n2,ok\n", StandardCharsets.UTF_8, ",", List.of("1", "2")),
                arguments("byte order mark", "\uFEFFn,path\r\n1,ok\r\n", StandardCharsets.UTF_8, ",", List.of("1")),
                arguments("quotes", "\"n\",\"path\"\n\"a, \"\"b\"\"\nc\",ok\n", StandardCharsets.UTF_8, ",",
                        List.of("a, \"b\"\nc")),
                arguments("empty lines", "\nn,path\n\n1,ok\n\r\n2,ok\n\n", StandardCharsets.UTF_8, ",", List.of("1", "2")),
                arguments("semicolons in ISO 8859-1", "n;path\ngrößer;ok", StandardCharsets.ISO_8859_1, ";",
                        List.of("größer")),
                arguments("tabs in UTF-16", "n\tpath\n1,5\tok\n", StandardCharsets.UTF_16, "tab", List.of("1,5")),
                arguments("names with blanks", " n , path \n 1 ,ok\n", StandardCharsets.UTF_8, ",", List.of(" 1 ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void eachRowIsAnEvent(String name, String text, Charset charset, String separator, List<String> numbers) throws Exception {
        folder.drop("events.csv", text.getBytes(charset));
        try (RoutesApplication application = folder.application("csv")
                .with("camel.route-template[0].charset", charset.name())
                .with("camel.route-template[0].separator", separator).start()) {
            folder.awaitDone("events.csv");

            assertThat(application.receiver().bodiesWithoutIds()).isEqualTo(numbers);
        }
    }

    @Test
    void aColumnCanBeAMemberOfAnObject() throws Exception {
        folder.drop("contacts.csv", "contact.id,contact.name,No.\n7,Zoë,1\n");
        try (RoutesApplication application = folder.application("csv")
                .with("camel.route-template[0].script", "upsert-contact")
                .with("camel.component.webhookscript.scripts", "classpath:webhookscripts").start()) {
            folder.awaitDone("contacts.csv");

            assertThat(application.receiver().bodies()).containsExactly("{\"id\":\"7\",\"name\":\"Zoë\"}");
        }
    }

    @Test
    void aRowWithTooFewOrTooManyColumnsFailsAndNamesItsLine() throws Exception {
        folder.drop("events.csv", "n,path\n1,ok\n2\n\n\"3\n3\",ok,more\n\"4\n4\",ok\n5,404\n6,ok\n");
        try (RoutesApplication application = folder.application("csv").start()) {
            folder.awaitFailed("events.csv");

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("1", "4\n4", "5", "6");
        }
        List<JsonNode> failed = folder.results("events.failed.jsonl");
        assertThat(failed).extracting(line -> line.get("line").asInt()).containsExactly(3, 5, 9);
        assertThat(failed.get(0).get("reason").asText()).isEqualTo("expected 2 columns, found 1");
        assertThat(failed.get(1).get("reason").asText()).isEqualTo("expected 2 columns, found 3");
        assertThat(failed.get(1).get("row").toString()).isEqualTo("[\"3\\n3\",\"ok\",\"more\"]");
        assertThat(failed.get(2).get("event").toString()).isEqualTo("{\"n\":\"5\",\"path\":\"404\"}");
        assertThat(folder.results("events.result.jsonl")).extracting(line -> line.get("line").asInt())
                .containsExactly(2, 7, 10);
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                arguments("a quote that is not closed", "n,path\n1,ok\n2,\"ok\n3,ok\n", 3, "EOF"),
                arguments("text after a quote", "n,path\n1,ok\n\"2\"x,ok\n3,ok\n", 3, "encapsulated"),
                arguments("a very long row", "n,path\n1,ok\n2,\"" + "x".repeat(20_000) + "\n", 3,
                        "a row has more than 1000 characters"),
                arguments("two columns of one name", "n,n\n1,2\n", 2, "two columns have the name n"),
                arguments("a column without a name", "n,,path\n1,2,3\n", 2, "a column has no name"),
                arguments("a value with members", "n,n.x\n1,2\n", 2, "the column n has a value and members"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFiles")
    void afterAMistakeThatHidesWhereRowsBeginTheFileIsNotReadFurther(String name, String text, int line, String reason)
            throws Exception {
        folder.drop("events.csv", text);
        try (RoutesApplication application = folder.application("csv")
                .with("camel.route-template[0].maxRowLength", "1000").start()) {
            folder.awaitFailed("events.csv");

            assertThat(application.receiver().bodiesWithoutIds()).isEqualTo(line == 3 ? List.of("1") : List.of());
        }
        assertThat(folder.results("events.failed.jsonl")).singleElement().satisfies(failed -> {
            assertThat(failed.get("line").asInt()).isEqualTo(line);
            assertThat(failed.get("reason").asText()).startsWith("the file cannot be read from this row on: ").contains(reason);
        });
    }

    @Test
    void aFormatThatIsNotKnownIsReportedAtTheStart() throws Exception {
        try (RoutesApplication application = folder.application("xml")) {
            assertThatThrownBy(application::start).isInstanceOf(FailedToCreateRouteException.class)
                    .hasStackTraceContaining("format is xml, expected json, jsonl or csv");
        }
    }
}
