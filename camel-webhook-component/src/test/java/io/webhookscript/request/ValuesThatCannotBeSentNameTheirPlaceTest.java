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
package io.webhookscript.request;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A value that cannot be sent is told with file, line, column and field of the placeholder that it came from. */
class ValuesThatCannotBeSentNameTheirPlaceTest {

    private static final String FILE = "test.webhookscript.yaml:";

    @AutoClose
    private final Sender sender = new Sender();

    @ParameterizedTest
    @ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY })
    void inALeafOfAJsonBody(double number) {
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
                FILE + "8:20  request.body.json.deep[0].e: JSON has no number " + number);
        assertNotSent(script, Map.of("v", Map.of("fine", 1, "bad", List.of(Map.of("x", number)))),
                FILE + "8:20  request.body.json.deep[0].e: JSON has no number " + number);
    }

    @Test
    void inParamsAndForms() {
        Map<String, Object> event = Map.of("v", List.of(List.of(Double.NaN)));

        assertNotSent("request:\n  url: \"@base@/\"\n  params:\n    a: '{{ v }}'\n", event,
                FILE + "5:12  request.params.a: JSON has no number NaN");
        assertNotSent("request:\n  url: \"@base@/\"\n  body:\n    form:\n      a: '{{ v }}'\n", event,
                FILE + "6:14  request.body.form.a: JSON has no number NaN");
    }

    @Test
    void inAHeader() {
        assertNotSent("request:\n  url: \"@base@/\"\n  headers:\n    X-A: '{{ v }}'\n", Map.of("v", List.of("x\ny")),
                FILE + "5:14  request.headers.X-A: the value of the HTTP header X-A holds the control character U+000A at "
                                                                                                                      + "character 2; expected printable ASCII");
    }

    @Test
    void whereASecretIsMissing() {
        assertNotSent("request:\n  url: \"@base@/\"\n  headers:\n    X-A: 'a {{ v }} {{ secret.k }}'\n", Map.of("v", "x"),
                FILE + "5:24  request.headers.X-A: the secret `k` is not set; expected a value in the property "
                                                                                                                           + "webhookscript.secret.k");
        assertNotSent("request:\n  url: \"@base@/\"\n  auth:\n    bearer: '{{ secret.k }}'\n", Map.of(),
                FILE + "5:17  request.auth.bearer: the secret `k` is not set; expected a value in the property "
                                                                                                         + "webhookscript.secret.k");
    }

    private void assertNotSent(String script, Object event, String message) {
        assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> sender.send(script, event)).withMessage(message);
    }
}
