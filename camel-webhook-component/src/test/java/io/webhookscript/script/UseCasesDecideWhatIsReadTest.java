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
package io.webhookscript.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.script.UseCase.Placeholder;
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
        assertThat(result.script()).isPresent();
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

        UseCases.Loaded loaded = UseCases.builtIn()
                .with(List.of(new FoundFile("contact.usecase.yaml", "x", file.getBytes(StandardCharsets.UTF_8))));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.useCases().find("contact").orElseThrow().placeholders())
                .containsExactly(new Placeholder("person", "any", ""), new Placeholder("person.age", "integer", "7"));
    }

    @Test
    void ownFilesAreCheckedToo() {
        String file = "name: a b\nid: c\nfeilds: {}\n";

        UseCases.Loaded loaded = UseCases.builtIn()
                .with(List.of(new FoundFile("a.usecase.yaml", "x", file.getBytes(StandardCharsets.UTF_8))));

        assertThat(loaded.problems()).extracting(Problem::code)
                .containsExactly(ProblemCode.WRONG_NAME, ProblemCode.UNKNOWN_FIELD, ProblemCode.UNKNOWN_KEY);
        assertThat(loaded.useCases().names()).isEqualTo(UseCases.builtIn().names());
    }
}
