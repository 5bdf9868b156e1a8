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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A receiver that has taken the call has taken it, whatever it writes into a body that the script does not look into.
 */
class WhatNobodyReadsDecidesNothingTest {

    private static final String CALL = """
            request: { method: PUT, url: "{{ context.receiver }}/hook", body: { json: { id: 7 } } }
            limits: { timeout: 5s, retry: { maxAttempts: 2, delay: 1ms } }
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> bodiesUnlikeTheirType() {
        return Stream.of(
                arguments("OK called JSON", response(200, "application/json", "OK"), "OK"),
                arguments("accepted as HTML", response(202, "application/json; charset=utf-8", "<html></html>"),
                        "<html></html>"),
                arguments("half an object", response(200, "application/json", "{\"id\":"), "{\"id\":"),
                arguments("a key twice", response(200, "application/json", "{\"a\":1,\"a\":2}"), "{\"a\":1,\"a\":2}"),
                arguments("two objects", response(200, "application/json", "{}{}"), "{}{}"),
                arguments("JSON with a guard", response(200, "application/json", ")]}'\n{}"), ")]}'\n{}"),
                arguments("a callback", response(200, "application/json", "cb({})"), "cb({})"),
                arguments("XML that is not closed", response(200, "text/xml", "<ok>"), "<ok>"),
                arguments("HTML called XML", response(200, "application/xml", "<p>ok<br></p>"), "<p>ok<br></p>"),
                arguments("a document type", response(200, "application/xml", "<!DOCTYPE a SYSTEM 'x'><a>&b;</a>"),
                        "<!DOCTYPE a SYSTEM 'x'><a>&b;</a>"),
                arguments("an unknown charset", response(200, "text/plain; charset=none-such", "ok"), "ok"),
                arguments("blank", response(200, "application/json", " \r\n"), null),
                arguments("not gzip", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                                      + "Content-Length: 11\r\n\r\n{\"ok\":true}",
                        "{\"ok\":true}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesUnlikeTheirType")
    void aDeliveredCallStaysDelivered(String name, String response, String body) throws Exception {
        Exchange exchange = call(CALL, response);

        assertDelivered(exchange);
        assertThat(exchange.getMessage().getBody()).isEqualTo(body);
    }

    @Test
    void bytesThatAreNotTextAreHandedOnAsBytes() throws Exception {
        Exchange exchange
                = call(CALL, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n\u00C3(");

        assertDelivered(exchange);
        assertThat(exchange.getMessage().getBody()).isEqualTo(new byte[] { (byte) 0xC3, '(' });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "outcomes: [ { status: [2xx], is: delivered } ]",
            "outcomes: [ { status: [2xx], is: delivered }, { when: \"response.body.error is defined\", is: refused } ]",
            "outcomes: [ { status: [429], when: \"response.body.again\", is: temporary } ]",
            "outcomes: [ { when: \"response.headers['X-Error'] == 'yes'\", is: refused } ]",
            "variables: { status: \"{{ response.status }}\", type: \"{{ response.headers['Content-Type'] }}\" }",
            "variables: { id: \"{{ id }}\" }", "body: \"{{ response.status }}\"", "body: { accepted: true }",
            "headers: [Content-Length]" })
    void rulesAndValuesThatDoNotLookIntoTheBodyReadNone(String response) throws Exception {
        assertDelivered(call(CALL + "response: { " + response + " }\n", response(200, "application/json", "OK")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "variables: { id: '{{ response.body.id }}' }", "variables: { id: { jsonpath: $.id } }",
            "variables: { id: \"{{ response['body'].id }}\" }",
            "variables: { all: '{{ response }}' }",
            "body: { id: [ '{{ response.body.id }}' ] }", "type: json",
            "outcomes: [ { when: 'response.body.ok == false', is: refused } ]",
            "outcomes: [ { when: 'response.body.ok == false', is: refused }, { status: [2xx], is: delivered } ]" })
    void whatIsReadMustBeReadable(String response) throws Exception {
        WebhookScriptException failure
                = call(CALL + "response: { " + response + " }\n", response(200, "application/json", "OK"))
                        .getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(failure.getAttempts()).isEqualTo(1);
    }

    @Test
    void aRuleThatReadsAHeaderHoldsBesideABodyThatCannotBeRead() throws Exception {
        String script = CALL + """
                response:
                  outcomes:
                    - { status: [403], when: "response.body.reason == 'limit'", is: refused }
                    - { status: [403], when: "response.headers['X-RateLimit-Remaining'] == '0'", is: temporary, retryAfter: 0 }
                """;
        try (RawReceiver receiver = RawReceiver.answering(
                "HTTP/1.1 403 No\r\nContent-Type: application/json\r\nX-RateLimit-Remaining: 0\r\nContent-Length: 6\r\n\r\n<html>",
                response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", script).start()) {
            assertDelivered(camel.call("webhookscript:hook", Map.of("id", 7)));
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void whatIsOverTheCapAndNotReadIsThrownAwayAndItsConnectionClosed() throws Exception {
        String script = CALL.replace("limits: { ", "limits: { maxResponseSize: 16, ");
        try (RawReceiver receiver = RawReceiver.answering(response(200, "application/json", "{\"rows\":\"0123456789012345\"}"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", script).start()) {
            for (int i = 0; i < 3; i++) {
                Exchange exchange = camel.call("webhookscript:hook", Map.of("id", 7));

                assertDelivered(exchange);
                assertThat(exchange.getMessage().getBody()).isNull();
            }
            assertThat(receiver.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "application/json; charset=iso-8859-1, ISO-8859-1", "application/json;charset=\"windows-1252\", windows-1252",
            "application/json; charset=utf-16le, UTF-16LE", "application/problem+json; charset=UTF-8, UTF-8",
            "application/json; charset=utf8, UTF-8", "application/json; charset=none-such, UTF-8",
            "application/json; charset=, UTF-8" })
    void jsonIsReadInTheCharsetOfItsContentType(String contentType, String charset) throws Exception {
        byte[] body = "{\"name\":\"Zoë\"}".getBytes(Charset.forName(charset));
        String response = "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length + "\r\n\r\n"
                          + new String(body, StandardCharsets.ISO_8859_1);

        Exchange exchange = call(CALL + "response: { variables: { name: { jsonpath: $.name, required: true } } }\n", response);

        assertDelivered(exchange);
        assertThat(exchange.getVariable("name")).isEqualTo("Zoë");
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json", "application/xml", "text/plain", "application/x-thing" })
    void whiteSpaceAloneIsAnEmptyBody(String contentType) throws Exception {
        Exchange exchange = call(CALL + "response: { variables: { it: \"{{ response.body | default('none') }}\" } }\n",
                response(200, contentType, "\r\n "));

        assertDelivered(exchange);
        assertThat(exchange.getVariable("it")).isEqualTo("none");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    private Exchange call(String script, String response) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", script).start()) {
            Exchange exchange = camel.call("webhookscript:hook", Map.of("id", 7));
            assertThat(receiver.requests()).hasSize(1);
            return exchange;
        }
    }

    private static void assertDelivered(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.OUTCOME)).isEqualTo("delivered");
    }
}
