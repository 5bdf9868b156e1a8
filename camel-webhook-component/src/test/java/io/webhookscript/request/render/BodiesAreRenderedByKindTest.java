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
package io.webhookscript.request.render;

import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class BodiesAreRenderedByKindTest {

    private static final String EVENT = """
            {"id":12345678901234567890,"price":1.50,"name":"A\\"B\\\\","nothing":null,"list":["x",{"k":true}],"vip":false,
             "half":"\\uD83D","emoji":"😀","xml":"<&>\\"'"}""";

    @AutoClose
    private final Sender sender = new Sender();

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void sendsTheBody(String name, String body, String contentType, String expected) throws Exception {
        RawReceiver.Request request = sender.send("request:\n  url: \"@base@/\"\n  body:\n" + body.indent(4), EVENT);

        assertThat(request.text()).isEqualTo(expected);
        assertThat(request.headers("Content-Type")).containsExactly(contentType);
    }

    static Stream<Arguments> sendsTheBody() {
        String json = "application/json";
        String form = "application/x-www-form-urlencoded";
        return Stream.of(
                arguments("types stay",
                        "json: { id: \"{{ id }}\", price: \"{{ price }}\", vip: \"{{ vip }}\", all: \"{{ list }}\" }", json,
                        "{\"id\":12345678901234567890,\"price\":1.50,\"vip\":false,\"all\":[\"x\",{\"k\":true}]}"),
                arguments("text is escaped", "json: { name: \"{{ name }} {{ emoji }}{{ half }}\", literal: 5, none: ~ }", json,
                        "{\"name\":\"A\\\"B\\\\ 😀\\ud83d\",\"literal\":5,\"none\":null}"),
                arguments("undefined is dropped, not in a list",
                        "json: { a: \"{{ gone }}\", n: \"{{ nothing }}\", l: [\"{{ gone }}\", 1], e: {} }", json,
                        "{\"n\":null,\"l\":[null,1],\"e\":{}}"),
                arguments("undefined becomes null", "json: { a: \"{{ gone }}\" }\nabsent: null", json, "{\"a\":null}"),
                arguments("JSON text with comments", """
                        json: |
                          { "id": {{ id }}, // the id
                            "name": "{{ name }}", /* "{{ name }}" */
                            "list": {{ list | tojson }}, "gone": {{ gone }},
                            "url": "https://a//b" }
                        """, json,
                        "{ \"id\": 12345678901234567890, \n  \"name\": \"A\\\"B\\\\\",  \n  \"list\": [\"x\",{\"k\":true}], \"gone\": null,\n"
                                   + "  \"url\": \"https://a//b\" }\n"),
                arguments("fields", """
                        fields:
                          multimedia.url: "{{ name }}"
                          multimedia.caption: "{{ gone }}"
                          tags[]: "{{ price }}"
                          list[]: "{{ list }}"
                        """, json,
                        "{\"multimedia\":{\"url\":\"A\\\"B\\\\\"},\"tags\":[1.50],\"list\":[\"x\",{\"k\":true}]}"),
                arguments("an object of fields that are all undefined is dropped", """
                        fields:
                          name: "{{ name }}"
                          multimedia.url: "{{ gone }}"
                          multimedia.size.width: "{{ gone }}"
                        """, json, "{\"name\":\"A\\\"B\\\\\"}"),
                arguments("a body of fields that are all undefined is an empty object", "fields: { a.b: \"{{ gone }}\" }", json,
                        "{}"),
                arguments("an object of undefined fields has nulls", "fields: { a.b: \"{{ gone }}\" }\nabsent: null", json,
                        "{\"a\":{\"b\":null}}"),
                arguments("text", "text: \"{{ name }} {{ price }}{{ gone }}{{ nothing }}\"", "text/plain; charset=utf-8",
                        "A\"B\\ 1.50"),
                arguments("text of a type", "text: \"<a>{{ xml }}</a>\"\ncontentType: text/xml", "text/xml",
                        "<a>&lt;&amp;&gt;\"'</a>"),
                arguments("form", """
                        form:
                          metadata[order]: "{{ name }}"
                          items[]: "{{ list }}"
                          many: [a, "{{ price }}"]
                          null: "{{ nothing }}"
                          gone: "{{ gone }}"
                        """, form,
                        "metadata[order]=A%22B%5C&items[]=x&items[]=%7B%22k%22%3Atrue%7D&many=a&many=1.50&null="));
    }

    @Test
    void sendsXmlThatIsWellFormed() throws Exception {
        RawReceiver.Request request = sender.send(
                "request: { url: \"@base@/\", body: { xml: \"<a b='{{ xml }}'>{{ xml }}</a>\" } }", EVENT);

        assertThat(request.headers("Content-Type")).containsExactly("application/xml");
        assertThat(request.text()).contains("&lt;&amp;").doesNotContain("<&");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<a>{{ v | safe }}", "<a/><b/>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
            "<!DOCTYPE a><a/>",
            "<?xml version='1.0' encoding='UTF-16'?><a/>", "text {{ v }}" })
    void refusesXmlThatIsNotWellFormedOrHasADoctype(String xml) {
        assertThatThrownBy(
                () -> sender.render("request:\n  url: \"@base@/\"\n  body:\n    xml: \"" + xml + "\"\n", Map.of("v", "<x>")))
                .isInstanceOf(Exception.class);
    }

    @Test
    void failsForAnUndefinedLeafWhenTold() {
        assertThatThrownBy(() -> sender
                .render("request: { url: \"@base@/\", body: { json: { a: { b: \"{{ gone }}\" } }, absent: fail } }", EVENT))
                .isInstanceOf(NotSentException.class).hasMessageContaining("request.body.json.a.b");
    }

    @Test
    void sendsBytesAsTheyAre() throws Exception {
        byte[] bytes = { 0, (byte) 0xFF, 13, 10 };

        RawReceiver.Request request = sender.send(
                "request: { url: \"@base@/\", body: { binary: event, contentType: image/x } }", bytes);

        assertThat(request.body()).isEqualTo(bytes);
        assertThat(request.headers("Content-Type")).containsExactly("image/x");
        assertThat(sender.send("request: { url: \"@base@/\", body: { json: { b: \"{{ event }}\" } } }", bytes).text())
                .isEqualTo("{\"b\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}");
        assertThatThrownBy(
                () -> sender.render("request: { url: \"@base@/\", body: { binary: gone, contentType: image/x } }", EVENT))
                .isInstanceOf(NotSentException.class).hasMessageContaining("undefined");
    }

    @Test
    void sendsPartsThatAReaderOfItsOwnFindsAgain() throws Exception {
        Map<String, Object> event = new HashMap<>();
        event.put("text", "a\r\n--x");
        event.put("bytes", new byte[] { 1, 2 });
        event.put("base64", "AwQ=");
        event.put("name", "f\"\r\nX: y\u00e9.png");

        RawReceiver.Request request = sender.send("""
                request:
                  url: "@base@/"
                  body:
                    multipart:
                      - { name: text, value: "{{ text }}" }
                      - { name: gone, value: "{{ gone }}" }
                      - { name: raw, file: bytes, filename: "{{ name }}", contentType: image/png }
                      - { name: coded, file: base64 }
                """, event);

        String type = request.headers("Content-Type").get(0);
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = "--" + type.substring(type.indexOf('=') + 1);
        assertThat(request.text())
                .isEqualTo(boundary + "\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\n--x\r\n" + boundary
                           + "\r\nContent-Disposition: form-data; name=\"raw\"; filename=\"f%22%0D%0AX: y\u00e9.png\"\r\n"
                           + "Content-Type: image/png\r\n\r\n\u0001\u0002\r\n" + boundary
                           + "\r\nContent-Disposition: form-data; name=\"coded\"; filename=\"coded\"\r\n"
                           + "Content-Type: application/octet-stream\r\n\r\n\u0003\u0004\r\n" + boundary + "--\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/etc/hostname", "not base64!", "A" })
    void takesTextForBase64AndNeverForAPath(String text) {
        assertThatThrownBy(() -> sender.render(
                "request: { url: \"@base@/\", body: { multipart: [ { name: a, file: v } ] } }", Map.of("v", text + "!")))
                .isInstanceOf(NotSentException.class).hasMessageContaining("base64");
    }

    @Test
    void refusesABodyOverTheLimit() {
        String yaml = "limits: { maxRequestSize: 10 }\nrequest: { url: \"@base@/\", body: { text: \"{{ v }}\" } }";

        assertThatThrownBy(() -> sender.render(yaml, Map.of("v", "12345678901"))).isInstanceOf(NotSentException.class)
                .hasMessageContaining("11 bytes").hasMessageContaining("10");
    }

    @Test
    void readsTheSameBytesOnEveryAttempt() throws Exception {
        RenderedRequest request = sender.render(
                "request: { url: \"@base@/\", body: { multipart: [ { name: a, file: v } ] } }", Map.of("v", new byte[100]));
        try (InputStream one = request.call().body().orElseThrow().open();
             InputStream two = request.call().body().orElseThrow().open()) {
            assertThat(one.readAllBytes()).isEqualTo(two.readAllBytes())
                    .hasSize((int) request.call().body().orElseThrow().length());
        }
    }
}
