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
package io.webhookscript.script.usecase;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.webhookscript.script.UseCase;
import io.webhookscript.script.UseCase.Placeholder;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.reader.ValidScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The built-in use cases offer what the products offer, and nothing else can be read. */
class UseCasesDecideWhatIsReadTest {

    /** Each alone, so that one cannot hide another, in every place that takes placeholders. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("placeholders")
    void offersWhatTheProductOffers(String useCase, String path) {
        ReadResult result = ValidScripts.read("a.webhookscript.yaml", """
                webhookscript: "1.0"
                useCase: %1$s
                inputs: [has_message]
                request:
                  method: PUT
                  url: "https://example.com/{{ %2$s }}?a={{ %2$s }}"
                  params: { b: "{{ %2$s }}" }
                  headers: { X-C: "{{ %2$s }}" }
                  body: { json: { d: "{{ %2$s }}" } }
                """.formatted(useCase, path));

        assertThat(result.problems()).isEmpty();
        assertThat(result.script()).isNotNull();
    }

    static Stream<Arguments> placeholders() {
        Map<String, List<String>> offers = Map.of(
                "contact",
                List.of("contact.first_name", "first_name", "contact.last_name", "contact.czCol.15", "czCol.15", "contact.id",
                        "id", "has_message", "variable.has_message"),
                "ticket",
                List.of("ticket.id", "id", "ticket.subject", "subject", "ticket.czCol.15", "czCol.15", "contact.czCol.15",
                        "contact.first_name", "has_message", "variable.has_message"),
                "chat",
                List.of("chatId", "contact", "contact.id", "contact.czCol.15", "event.event", "text", "multimedia.url",
                        "multimedia.caption", "channel"),
                "chatbot",
                List.of("campaignId", "label", "phoneNumber", "date", "event.response", "option", "keyword", "now",
                        "now | date('yyyy')"),
                "conversation",
                List.of("fb.lastName", "fb.firstName", "certainly.replyData", "certainly.sessionId", "certainly.attachedMedia",
                        "certainly.direction", "certainly.reply", "certainly.extractedData", "certainly.botId",
                        "certainly.botDeploymentId", "certainly.customVariables", "certainly.moduleId", "certainly.to",
                        "certainly.from", "certainly.botTrainedModelId", "replyData", "sessionId", "attachedMedia",
                        "direction", "reply", "extractedData", "botId", "botDeploymentId", "customVariables", "moduleId", "to",
                        "from", "botTrainedModelId"),
                "any", List.of("whatever.you.like"));
        assertThat(offers.keySet()).containsExactlyInAnyOrderElementsOf(UseCases.builtIn().names());
        return offers.entrySet().stream().flatMap(e -> e.getValue().stream().map(path -> arguments(e.getKey(), path)));
    }

    @ParameterizedTest
    @CsvSource({
            "chat, 'chatId,contact,event,text,multimedia.url,multimedia.caption'",
            "chatbot, 'campaignId,label,option,keyword,phoneNumber,date,response'",
            "conversation, 'lastName,replyData,sessionId,attachedMedia,direction,reply,extractedData,botId,botDeploymentId,firstName,"
                                                                                    + "customVariables,moduleId,to,from,botTrainedModelId'" })
    void predefinesTheProductsFields(String useCase, String fields) {
        assertThat(UseCases.builtIn().find(useCase).orElseThrow().fields().keySet()).containsExactly(fields.split(","));
    }

    @Test
    void listsPlaceholdersWithTypeAndExample() {
        UseCase contact = UseCases.builtIn().find("contact").orElseThrow();

        assertThat(contact.placeholders()).contains(
                new Placeholder("contact.first_name", "string", "Ada"),
                new Placeholder("contact.czCol.15", "string|number|boolean", "182"),
                new Placeholder("changes[0].field", "string", "email"));
    }

    @ParameterizedTest
    @CsvSource({
            "contact, ticket.id, UNKNOWN_ROOT", "contact, event.ticket, UNKNOWN_ROOT", "any, message.text, UNKNOWN_FIELD",
            "any, now.year, UNKNOWN_FIELD", "contact, contract.id, UNKNOWN_ROOT" })
    void refusesWhatIsNotThere(String useCase, String path, ProblemCode code) {
        ReadResult result = ValidScripts.read("a.webhookscript.yaml", "webhookscript: \"1.0\"\nuseCase: " + useCase
                                                                      + "\nrequest: { url: \"https://example.com/?a={{ " + path
                                                                      + " }}\" }\n");

        assertThat(result.problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(code);
            assertThat(p.line()).isEqualTo(3);
            assertThat(p.column()).isEqualTo("request: { url: \"https://example.com/?a={{ ".length() + 1);
        });
    }

    @Test
    void suggestsTheEventForAFixedRoot() {
        ReadResult result = ValidScripts.read("a.webhookscript.yaml",
                "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/?a={{ message.text }}\" }\n");

        assertThat(result.problems()).singleElement()
                .satisfies(p -> assertThat(p.suggestions()).containsExactly("event.message.text"));
    }

    /** Without an id there is nobody to count, and a guard that guards nothing would be silent. */
    @ParameterizedTest
    @CsvSource({
            "contact, '', true", "ticket, '', true", "any, '', false",
            "any, ', key: \"{{ event.id }}\"', true" })
    void countsLoopsByTheirIdOrAskForAKey(String useCase, String key, boolean loads) {
        ReadResult result = ValidScripts.read("a.webhookscript.yaml",
                "webhookscript: \"1.0\"\nuseCase: " + useCase + "\nrequest: { url: \"https://example.com/\" }\n"
                                                                      + "limits:\n  loop: { count: 3, per: 1m" + key + " }\n");

        assertThat(result.script() != null).isEqualTo(loads);
        assertThat(result.problems()).hasSize(loads ? 0 : 1).allSatisfy(p -> {
            assertThat(p.code()).isEqualTo(ProblemCode.MISSING_KEY);
            assertThat(p.field()).isEqualTo("limits.loop.key");
            assertThat(p.line()).isEqualTo(5);
        });
    }

    @Test
    void takesInputsByBareName() {
        ReadResult result = ValidScripts.read("a.webhookscript.yaml",
                "webhookscript: \"1.0\"\nuseCase: contact\ninputs: [has_message]\n"
                                                                      + "request: { url: \"https://example.com/?a={{ has_message }}\" }\n");

        assertThat(result.problems()).isEmpty();
    }

    @Test
    void ownFilesTakeThePlaceOfBuiltInOnes() {
        String file
                = "name: contact\nsubject: person\ndata:\n  $defs: { p: { properties: { age: { type: integer, examples: [7] } } } }\n"
                  + "  properties: { person: { $ref: '#/$defs/p' } }\n";

        UseCases.LoadResult loaded = own(file);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.useCases().find("contact").orElseThrow().placeholders())
                .containsExactly(new Placeholder("person", "any", ""), new Placeholder("person.age", "integer", "7"));
    }

    /** As they are listed, before the call and after it; whatever the keys of the event are called. */
    @Test
    void everyPlaceholderThatIsListedCanBeRead() {
        UseCases useCases = own("""
                name: order
                subject: order
                id: message.no
                data:
                  properties:
                    order:
                      properties:
                        id: { type: integer }
                        ship-to: { type: string }
                        a.b: { type: string }
                        "it's": { type: string }
                        "x | upper": {}
                        "": {}
                        15: { type: string }
                        in: { properties: { not: {} } }
                        lines: { type: array, items: { properties: { sku-no: {} } }, examples: [[{ sku-no: A1 }]] }
                    message: { properties: { no: {}, text: {} } }
                    event: { type: string }
                    response: {}
                    x-y: {}
                    not: {}
                    7: {}
                """).useCases();

        for (String name : useCases.names()) {
            for (Placeholder placeholder : useCases.find(name).orElseThrow().placeholders()) {
                ReadResult result = new ScriptReader(ScriptEnvironment.standalone().withUseCases(useCases)).read(
                        "a.webhookscript.yaml", """
                                webhookscript: "1.0"
                                useCase: %s
                                request:
                                  method: GET
                                  url: https://example.com/
                                  params:
                                    a: |-
                                      {{ %s }}
                                response:
                                  variables:
                                    b: |-
                                      {{ %2$s }}
                                """.formatted(name, placeholder.path()));

                assertThat(result.problems()).as(placeholder.toString()).isEmpty();
            }
        }
        assertThat(useCases.find("order").orElseThrow().id()).contains("event.message.no");
        assertThat(useCases.find("order").orElseThrow().placeholders()).extracting(Placeholder::path).contains(
                "order.id", "order['ship-to']", "order['a.b']", "order['it\\'s']", "order.15", "order.lines[0]['sku-no']",
                "event.message.text", "event.event", "event.response", "event['x-y']");
        assertThat(useCases.find("order").orElseThrow().placeholders())
                .contains(new Placeholder("order.lines", "array", "[{\"sku-no\":\"A1\"}]"));
    }

    @Test
    void ownFilesMayPutTheirSchemaTogether() {
        UseCases.LoadResult loaded = own("""
                name: order
                data:
                  allOf: [ { properties: { a: { type: string } } }, { $ref: '#/$defs/more' } ]
                  $defs:
                    more: { properties: { b: { oneOf: [ { type: "null" }, { $ref: '#/$defs/c' } ] } } }
                    c: { properties: { c: { type: integer }, above: { $ref: '#/$defs/c' }, beside: { $ref: '#/$defs/c' } } }
                """);

        assertThat(loaded.useCases().find("order").orElseThrow().placeholders()).extracting(Placeholder::path)
                .containsExactly("a", "b", "b.c", "b.above", "b.beside");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", value = {
            "'fields: { a: \"{{ a | uper }}\" }' => TEMPLATE 3:22", "'fields: { a: \"{{ c }}\" }' => UNKNOWN_ROOT 3:18",
            "'fields: { a: x, a.b: y }' => CONFLICTING_KEYS 3:17", "'fields: { a..b: x }' => WRONG_VALUE 3:11",
            "'fields: { a: 7 }' => WRONG_TYPE 3:14", "'fields: 7' => WRONG_TYPE 3:9", "'subject: b' => UNKNOWN_FIELD 3:10",
            "'subject: a.b' => UNKNOWN_FIELD 3:10", "'description: 7' => WRONG_TYPE 3:14", "'id: a.c' => UNKNOWN_FIELD 3:5",
            "'open: true ; id: \"a | uper\"' => TEMPLATE 4:10", "'open: true ; id: \"{{ a }}\"' => TEMPLATE 4:5" })
    void aProblemOfAnOwnFileIsNamedInThatFile(String line, String expected) {
        UseCases.LoadResult loaded = own("name: order\ndata: { properties: { a: { properties: { b: {} } } } }\n"
                                         + line.replace(" ; ", "\n") + "\n");

        assertThat(loaded.problems()).singleElement().satisfies(p -> {
            assertThat(p.file()).isEqualTo("own0.usecase.yaml");
            assertThat(p.code() + " " + p.line() + ":" + p.column())
                    .isEqualTo(expected);
        });
        assertThat(loaded.useCases().find("order")).isEmpty();
    }

    @Test
    void ownFiltersMayStandInTheFieldsOfOwnFiles() {
        FoundFile file = new FoundFile(
                "a.usecase.yaml", "x",
                "name: order\nopen: true\nfields: { a: \"{{ a | shout }}\" }\n".getBytes(StandardCharsets.UTF_8));

        assertThat(UseCases.builtIn().with(List.of(file), Map.of("shout", (value, arguments) -> value)).problems()).isEmpty();
    }

    @Test
    void twoFilesOfOneNameAreAProblemUnlessTheyAreTheSame() {
        assertThat(own("name: order\n", "# the other\nname: order\n").problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(ProblemCode.DUPLICATE_NAME);
            assertThat(p.file()).isEqualTo("own1.usecase.yaml");
            assertThat(p.line()).isEqualTo(2);
        });
        assertThat(own("name: order\n", "name: order\n").problems()).isEmpty();
    }

    @Test
    void ownFilesAreCheckedToo() {
        UseCases.LoadResult loaded = own("name: a b\nid: c\nfeilds: {}\n");

        assertThat(loaded.problems()).extracting(Problem::code)
                .containsExactly(ProblemCode.WRONG_NAME, ProblemCode.UNKNOWN_FIELD, ProblemCode.UNKNOWN_KEY);
        assertThat(loaded.useCases().names()).isEqualTo(UseCases.builtIn().names());
    }

    private static UseCases.LoadResult own(String... contents) {
        return UseCases.builtIn().with(IntStream.range(0, contents.length).mapToObj(
                i -> new FoundFile(
                        "own" + i + ".usecase.yaml", "file:/own" + i + ".usecase.yaml",
                        contents[i].getBytes(StandardCharsets.UTF_8)))
                .toList());
    }
}
