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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A value that cannot be sent is told with file, line, column and field of the placeholder that it came from. */
class ValuesThatCannotBeSentNameTheirPlaceTest {

    private static final String FILE = "test.webhookscript.yaml:";

    @AutoClose
    private final Sender sender = new Sender();

    @ParameterizedTest
    @ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY })
    void aLeafOfAJsonBodyIsNamed(double number) {
        String script = """
                request:
                  url: "@base@/"
                  body:
                    json:
                      fine: "{{ v.fine }}"
                      deep:
                        - { e: '{{ v.bad }}' }
                """;

        assertNotSent(script, Map.of("v", Map.of("fine", 1, "bad", number)),
                FILE + "8:20  request.body.json.deep[0].e: JSON cannot represent the number " + number);
        assertNotSent(script, Map.of("v", Map.of("fine", 1, "bad", List.of(Map.of("x", number)))),
                FILE + "8:20  request.body.json.deep[0].e: JSON cannot represent the number " + number);
    }

    @Test
    void aParameterAndAFormFieldAreNamed() {
        Map<String, Object> event = Map.of("v", List.of(List.of(Double.NaN)));

        assertNotSent("request:\n  url: \"@base@/\"\n  params:\n    a: '{{ v }}'\n", event,
                FILE + "5:12  request.params.a: JSON cannot represent the number NaN");
        assertNotSent("request:\n  url: \"@base@/\"\n  body:\n    form:\n      a: '{{ v }}'\n", event,
                FILE + "6:14  request.body.form.a: JSON cannot represent the number NaN");
    }

    @Test
    void aHeaderIsNamed() {
        assertNotSent("request:\n  url: \"@base@/\"\n  headers:\n    X-A: '{{ v }}'\n", Map.of("v", List.of("x\ny")),
                FILE + "5:14  request.headers.X-A: the value of the HTTP header X-A contains the control character U+000A at "
                                                                                                                      + "character 2; expected printable ASCII");
    }

    @Test
    void theFieldThatReadsAMissingSecretIsNamed() {
        assertNotSent("request:\n  url: \"@base@/\"\n  headers:\n    X-A: 'a {{ v }} {{ secret.k }}'\n", Map.of("v", "x"),
                FILE + "5:24  request.headers.X-A: the secret `k` is not set; expected a value in the property "
                                                                                                                           + "webhookscript.secret.k");
        assertNotSent("request:\n  url: \"@base@/\"\n  auth:\n    bearer: '{{ secret.k }}'\n", Map.of(),
                FILE + "5:17  request.auth.bearer: the secret `k` is not set; expected a value in the property "
                                                                                                         + "webhookscript.secret.k");
    }

    /** The sections that nothing but a part of a field, or several fields together, are at fault in. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("elsewhere")
    void everyOtherSectionIsNamed(String place, String yaml) {
        sender.secrets.put("short", "whsec_YWJj");
        sender.secrets.put("none", "");
        sender.signers.put("broken", (call, id, now) -> {
            throw new IllegalStateException("no");
        });
        Map<String, Object> event
                = Map.of("h", "localhost", "nan", List.of(List.of(Double.NaN)), "euro", "\u20AC", "colon", "a:b",
                        "bad", "a\u0000b", "half", "\uD83D", "big", "x".repeat(100));

        assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> sender.send(yaml, event))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("test.webhookscript.yaml:" + place + ": "));
    }

    static Stream<Arguments> elsewhere() {
        String url = "request:\n  url: \"@base@/\"\n  method: POST\n";
        return Stream.of(
                arguments("3:19  request.url", "request:\n  url: \"http://{{ h }}:1/\"\n"),
                arguments("2:45  idempotencyKey.value",
                        "idempotencyKey: { header: X-Key, value: \"{{ nan }}\" }\n" + url),
                arguments("6:40  request.body.multipart[0].value",
                        url + "  body:\n    multipart: [ { name: a, value: \"{{ nan }}\" } ]\n"),
                arguments("6:35  request.body.multipart[0].file",
                        url + "  body:\n    multipart: [ { name: a, file: euro } ]\n"),
                arguments("6:54  request.body.multipart[0].contentType",
                        url + "  body:\n    multipart: [ { name: a, file: big, contentType: \"{{ euro }}\" } ]\n"),
                arguments("6:18  request.body.multipart[0]",
                        url + "  body:\n    multipart: [ { name: \"{{ bad }}\", value: a } ]\n"),
                arguments("6:10  request.body.xml", url + "  body:\n    xml: \"<a><b></a>\"\n"),
                arguments("5:3  request.body",
                        url + "  body:\n    text: \"{{ euro }}\"\n    contentType: text/plain; charset=iso-8859-1\n"),
                arguments("6:13  request.body.binary",
                        url + "  body:\n    binary: \"nan\"\n    contentType: a/b\n"),
                arguments("5:34  request.auth.basic.username",
                        url + "  auth: { basic: { username: \"{{ colon }}\", password: b } }\n"),
                arguments("5:36  request.signature.hmac.secret",
                        url + "  signature: { hmac: { secret: \"{{ secret.none }}\", header: X } }\n"),
                arguments("5:51  request.signature.standardWebhooks.secrets",
                        url + "  signature: { standardWebhooks: { secrets: [ \"{{ secret.short }}\" ] } }\n"),
                arguments("5:21  request.signature.ref", url + "  signature: { ref: '#broken' }\n"),
                arguments("5:3  request.body", url + "  body: { text: \"{{ big }}\" }\nlimits: { maxRequestSize: 10 }\n"));
    }

    private void assertNotSent(String script, Object event, String message) {
        assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> sender.send(script, event)).withMessage(message);
    }
}
