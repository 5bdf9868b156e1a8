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

import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A head that no receiver takes is not sent, and what in the script made it so long is named. */
class HeadsOfRequestsAreBoundedTest {

    private static final String HEADER = """
            request:
              url: "@base@/"
              headers:
                X-A: "{{ v }}"
            """;

    private static final int AROUND_VALUE = "X-A: \r\n".length();

    @AutoClose
    private final Sender sender = new Sender();

    @Test
    void aHeaderLineOf16KiBGoesOut() throws Exception {
        String longest = "x".repeat(RequestHead.MAX_LINE - AROUND_VALUE);

        assertThat(sender.send(HEADER, Map.of("v", longest)).headers("X-A")).containsExactly(longest);
    }

    @ParameterizedTest
    @CsvSource({ "16385", "2000000" })
    void aLongerOneIsNamedWithItsPlaceAndSize(int size) {
        String value = "x".repeat(size - AROUND_VALUE);

        assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> sender.send(HEADER, Map.of("v", value)))
                .withMessage("test.webhookscript.yaml:5:14  request.headers.X-A: the line of the HTTP header X-A has " + size
                             + " bytes; expected at most 16384");
        assertThat(sender.receiver.requests()).isEmpty();
    }

    @Test
    void manyHeadersHaveOneLimitTogether() throws Exception {
        assertThat(sender.send(HEADER, Map.of("v", List.of(kib(15), kib(15), kib(15), kib(15)))).headers("X-A")).hasSize(4);

        assertThatExceptionOfType(NotSentException.class)
                .isThrownBy(() -> sender.send(HEADER, Map.of("v", List.of(kib(15), kib(15), kib(15), kib(15), kib(15)))))
                .withMessageMatching(
                        "test.webhookscript.yaml:\\d+:\\d+  request.headers: URL and headers have 76\\d{3} bytes together; expected at most 65536.*X-A.*");
    }

    @Test
    void aUrlIsBoundedWithItsParams() throws Exception {
        String url = "request: { url: \"@base@/\", params: { a: \"{{ v }}\" } }";
        assertThat(sender.send(url, Map.of("v", kib(60))).line()).hasSizeGreaterThan(60 * 1024);

        assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> sender.send(url, Map.of("v", kib(64))))
                .withMessageMatching(
                        "test.webhookscript.yaml:2:17  request.url: the URL has 65\\d{3} bytes; expected at most 65536");
        assertThatExceptionOfType(NotSentException.class)
                .isThrownBy(() -> sender.send("request: { url: \"@base@/{{ v }}\" }", Map.of("v", kib(1_000))))
                .withMessageMatching("test.webhookscript.yaml:2:\\d+  request.url: the URL has 102\\d{4} bytes; .*");
    }

    @Test
    void credentialsCountAsWell() {
        sender.secrets.put("token", kib(17));

        assertThatExceptionOfType(NotSentException.class)
                .isThrownBy(() -> sender.send(
                        "request: { url: \"@base@/\", auth: { bearer: \"{{ secret.token }}\" } }", Map.of()))
                .withMessageMatching(
                        "test.webhookscript.yaml:2:1  request: the line of the HTTP header Authorization has 174\\d\\d bytes; expected at most 16384");
        assertThat(sender.receiver.requests()).isEmpty();
    }

    private static String kib(int size) {
        return "x".repeat(size * 1024);
    }
}
