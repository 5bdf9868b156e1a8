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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.value.OneLine;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No event and no receiver begins a line of a log, or sends a command to the terminal that shows it. */
@Timeout(180)
class WhatStrangersSayIsOneLineTest {

    private static final String FORGED = "x%s[main] ERROR forged - money was sent";

    @TempDir
    private Path folder;

    static Stream<String> lineBreaksAndCommands() {
        return Stream.of("\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000B", "\f", "\u001B[2J", "\u009B2J", "\u0007",
                "\b\b",
                "\u007F", "\u202E", "\u2066", "\u200B", "\uFEFF", "\u00AD", "\uDB40\uDC41", "\uD800");
    }

    @ParameterizedTest
    @MethodSource("lineBreaksAndCommands")
    void theSubjectOfALoopIsOneLine(String hostile) throws Exception {
        String script = """
                inputs: [contact]
                request: { url: "{{ context.receiver }}/" }
                limits: { loop: { count: 1, per: 1m, key: "{{ contact }}" } }
                """;
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("looping", script).start()) {
            Exchange call = null;
            for (int i = 0; i < 2; i++) {
                call = camel.camelContext().createProducerTemplate().request("webhookscript:looping",
                        exchange -> exchange.setVariable("contact", FORGED.formatted(hostile)));
            }
            assertOneLine(String.valueOf(call.getException(WebhookScriptException.class).getMessage()), 1);
            assertThat(call.getException(WebhookScriptException.class).getReason()).contains("subject x");
        }
    }

    @ParameterizedTest
    @MethodSource("lineBreaksAndCommands")
    void theResponseOfAReceiverIsOneLine(String hostile) throws Exception {
        String body = latin1OfUtf8(FORGED.formatted(hostile));
        String response = "HTTP/1.1 400 Bad\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length()
                          + "\r\n\r\n" + body;
        try (RawReceiver receiver = RawReceiver.answering(response);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("asking", "request: { url: \"{{ context.receiver }}/\" }\n").start()) {
            Exchange call = camel.call("webhookscript:asking", Map.of());

            WebhookScriptException failure = call.getException(WebhookScriptException.class);
            assertThat(failure.getMessage()).contains("forged");
            assertOneLine(failure.getMessage(), 2);
        }
    }

    @Test
    void theErrorOfATokenServerIsOneLine() throws Exception {
        String script
                = """
                        request:
                          url: "{{ context.receiver }}/"
                          auth: { oauth2: { tokenUri: "{{ context.receiver }}/token", clientId: c, clientSecret: "{{ context.receiver }}" } }
                        limits: { retry: { maxAttempts: 1 } }
                        """;
        String error = "{\"error\":\"x\\n[main] ERROR forged \\u001b[2J\\u202e\"}";
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(400, "application/json", error));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("asking", script)) {
            camel.component().setDeadLetter("mock:letters");
            camel.start();

            Exchange call = camel.call("webhookscript:asking", Map.of());

            String message = call.getException(WebhookScriptException.class).getMessage();
            assertOneLine(message, 1);
            assertThat(message).contains("(x [main] ERROR forged \\u001B[2J\\u202E)");
            MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
            assertThat(letters.getReceivedExchanges().get(0).getMessage().getBody(String.class))
                    .contains("(x [main] ERROR forged \\\\u001B[2J\\\\u202E)");
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "`plain text`,`plain text`", "`tea \uD83C\uDF70 Gr\u00fc\u00dfe \u4e2d`,`tea \uD83C\uDF70 Gr\u00fc\u00dfe \u4e2d`",
            "`a\n\r\n\tb`,`a b`", "`a\u0000b`,`a\\u0000b`", "`\uDB40\uDC41`,`\\uDB40\\uDC41`",
            "`a\u001Bb\u001B`,`a\\u001Bb\\u001B`" })
    void innocentTextStaysAndTheRestIsSeen(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
        assertThat(OneLine.of(line)).isEqualTo(line);
    }

    private static void assertOneLine(String message, int lines) {
        assertThat(message.split("\n", -1)).hasSizeLessThanOrEqualTo(lines);
        assertThat(message.codePoints().filter(c -> c != '\n')).noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        });
        assertThat(message.lines()).noneMatch(line -> line.startsWith("[main] ERROR"));
    }

    private static String latin1OfUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
