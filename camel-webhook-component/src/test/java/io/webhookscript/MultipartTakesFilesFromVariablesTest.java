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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MultipartTakesFilesFromVariablesTest {

    private static final byte[] CONTENT = { (byte) 0xFF, 0, '\r', '\n', '-', '-', (byte) 0xFE };

    private static final String UPLOAD = """
            inputs: [photo]
            request:
              url: "{{ context.receiver }}/upload"
              body:
                multipart:
                  - { name: title, value: "{{ title }}" }
                  - { name: file, file: photo, filename: "{{ title }}.png", contentType: image/png }
            limits: { retry: { maxAttempts: 2, delay: 1ms } }
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("bytes", exchange -> exchange.setVariable("photo", CONTENT)),
                kind("a stream", exchange -> exchange.setVariable("photo", new ByteArrayInputStream(CONTENT))),
                kind("base64", exchange -> exchange.setVariable("photo", "/wANCi0t/g==")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void sendsThemTwiceTheSameWhenTheReceiverIsBusy(String kind, Consumer<Exchange> variables) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(
                RawReceiver.response(503, "text/plain", "busy"), "HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("upload", UPLOAD)) {
            camel.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").process(variables::accept).to("webhookscript:upload");
                }
            }).start();

            Exchange exchange = camel.call("direct:in", "{\"title\":\"a \\\"b\\\"\"}");

            assertThat(exchange.getException()).isNull();
            RawReceiver.Request request = receiver.requests().get(0);
            String type = request.headers("Content-Type").get(0);
            String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
            String expected = String.join("\r\n",
                    "--" + boundary, "Content-Disposition: form-data; name=\"title\"", "", "a \"b\"",
                    "--" + boundary, "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.png\"",
                    "Content-Type: image/png", "", latin1(CONTENT), "--" + boundary + "--", "");
            assertThat(latin1(request.body())).isEqualTo(expected);
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().get(1).body()).isEqualTo(request.body());
            assertThat(receiver.requests().get(1).headers("Content-Type")).containsExactly(type);
        }
    }

    @Test
    void sendsNothingWithoutTheFile() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("upload", UPLOAD).start()) {
            Exchange exchange = camel.call("webhookscript:upload", "{\"title\":\"a\"}");

            assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(exchange.getException()).hasMessageContaining("request.body.multipart[1].file: ");
            assertThat(receiver.connections()).isZero();
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Arguments kind(String name, Consumer<Exchange> variables) {
        return arguments(name, variables);
    }
}
