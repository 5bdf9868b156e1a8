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
package io.webhookscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The predefined fields of a use case are the body; a script adds to them, changes them and takes some away. */
class FieldsOfAUseCaseAreSentTest {

    private static final Map<String, Object> CHOICE = Map.of(
            "campaignId", 7, "label", "Colour \"x\"", "option", "Blue", "phoneNumber", "+441632960001", "date",
            "2024-06-18T23:22:36.560Z", "channel", "SMS");

    @TempDir
    private Path folder;

    @TempDir
    private Path useCases;

    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
        camel = new WebhookScriptTestSupport(receiver, folder);
    }

    private RawReceiver.Request send(String yaml) throws Exception {
        camel.script("hook", yaml).start();
        assertThat(camel.call("webhookscript:hook", CHOICE).getException()).isNull();
        return receiver.requests().get(0);
    }

    @Test
    void allFieldsAreSentWhenTheScriptHasNoBody() throws Exception {
        RawReceiver.Request request = send("useCase: chatbot\nrequest: { url: \"{{ context.receiver }}/\" }\n");

        assertThat(request.line()).startsWith("POST ");
        assertThat(request.headers("Content-Type")).containsExactly("application/json");
        assertThat(request.text()).isEqualTo(
                "{\"campaignId\":7,\"label\":\"Colour \\\"x\\\"\",\"option\":\"Blue\",\"phoneNumber\":\"+441632960001\","
                                             + "\"date\":\"2024-06-18T23:22:36.560Z\"}");
    }

    @Test
    void fieldsAreAddedChangedAndRemoved() throws Exception {
        RawReceiver.Request request = send("""
                useCase: chatbot
                request:
                  url: "{{ context.receiver }}/"
                  body:
                    remove: [phoneNumber, date]
                    fields:
                      option: "{{ option | upper }}"
                      extra.source: chat
                      tags[]: "{{ channel }}"
                """);

        assertThat(request.text()).isEqualTo(
                "{\"campaignId\":7,\"label\":\"Colour \\\"x\\\"\",\"option\":\"BLUE\",\"extra\":{\"source\":\"chat\"},"
                                             + "\"tags\":[\"SMS\"]}");
    }

    @Test
    void fieldsOfTheUsersOwnUseCaseAreSent() throws Exception {
        Files.writeString(useCases.resolve("order.usecase.yaml"), """
                name: order
                data:
                  type: object
                  properties:
                    number: { type: integer }
                    note: { type: string }
                open: true
                fields:
                  number: "{{ number }}"
                  note: "{{ note | default('none') }}"
                """);
        camel.component().setUseCases("file:" + useCases);
        camel.script("hook", "useCase: order\nrequest: { url: \"{{ context.receiver }}/\" }\n").start();

        camel.call("webhookscript:hook", Map.of("number", 9007199254740993L));

        assertThat(receiver.requests().get(0).text()).isEqualTo("{\"number\":9007199254740993,\"note\":\"none\"}");
    }
}
