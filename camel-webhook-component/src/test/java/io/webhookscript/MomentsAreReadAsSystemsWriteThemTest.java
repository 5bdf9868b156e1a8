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

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One reader for the filter {@code date} and for {@code as: date}. */
class MomentsAreReadAsSystemsWriteThemTest {

    @TempDir
    private Path folder;

    private Exchange call(String script, Object event, String response) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "application/json", response));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", script).start()) {
            Exchange exchange = camel.call("webhookscript:hook", event);
            receiver.requests().forEach(request -> exchange.setProperty("sent", request.text()));
            return exchange;
        }
    }

    /**
     * Salesforce, MySQL, PostgreSQL, .NET, Jira, HTTP, mail, Java, JavaScript, Twitter, nginx, Slack, AWS, Go, Stripe.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'2024-06-18T23:22:36.000+0000'|0", "'2024-06-18 23:22:36'|0", "'2024-06-18 23:22:36+00'|0",
            "'2024-06-19 01:22:36.5+02:00'|500", "'2024-06-18T23:22:36.1234567Z'|123", "'2024-06-18T23:22:36.560+0000'|560",
            "'Tue, 18 Jun 2024 23:22:36 GMT'|0", "'Tuesday, 18-Jun-24 23:22:36 GMT'|0", "'Tue Jun 18 23:22:36 2024'|0",
            "'Tue, 18 Jun 2024 23:22:36 +0000 (UTC)'|0", "'18 Jun 2024 23:22:36 GMT'|0", "'2024-06-18T23:22:36Z[UTC]'|0",
            "'Tue Jun 18 23:22:36 UTC 2024'|0", "'Tue Jun 18 2024 23:22:36 GMT+0000 (Coordinated Universal Time)'|0",
            "'Tue Jun 18 23:22:36 +0000 2024'|0", "'18/Jun/2024:23:22:36 +0000'|0", "'1718752956.123456'|123",
            "'20240618T232236Z'|0", "'2024-06-18 23:22:36 +0000 UTC'|0", "'2024/06/18 23:22:36'|0", "'20240618232236'|0",
            "'2024-06-18T23:22:36,789Z'|789", "'/Date(1718752956000)/'|0", "'/Date(1718752956000+0200)/'|0", "1718752956|0",
            "'1718752956'|0", "1718752956.5|500", "1718752956560|560", "'1718752956560'|560", "1718752956560123|560",
            "1718752956560123456|560" })
    void eventsAndResponsesReadTheSameFormats(String json, int millis) throws Exception {
        Instant expected = Instant.ofEpochSecond(1718752956, millis * 1_000_000L);
        String value = json.replace('\'', '"');

        Exchange exchange = call("""
                request: { url: "{{ context.receiver }}/", body: { json: { at: "{{ at | date('epochMillis') }}" } } }
                response: { variables: { at: { jsonpath: $.at, as: date, required: true } } }
                """, "{\"at\":" + value + "}", "{\"at\":" + value + "}");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("sent")).isEqualTo("{\"at\":" + expected.toEpochMilli() + "}");
        assertThat(((Instant) exchange.getVariable("at")).toEpochMilli()).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
            "at | date('yyyy-MM-dd', unit='s')§100000000000§\"5138-11-16\"",
            "at | date('yyyy-MM-dd', unit='ms')§86400000§\"1970-01-02\"",
            "at | date('epochSecond', unit='us')§1718752956560123§1718752956",
            "at | date('epochSecond', 'UTC', 'ns')§'86400000000000'§86400",
            "at | date('epochSecond')§'2024-06-18'§1718668800", "at | date('epochSecond', unit='s')§'2024-06-18'§1718668800",
            "at | date('yyyy', unit='s')§'1718752956'§\"2024\"" })
    void aUnitSaysWhatANumberIs(String expression, String json, String sent) throws Exception {
        Exchange exchange = call(
                "request: { url: \"{{ context.receiver }}/\", body: { json: { at: \"{{ " + expression + " }}\" } } }\n",
                "{\"at\":" + json.replace('\'', '"') + "}", "{}");

        assertThat(exchange.getProperty("sent")).isEqualTo("{\"at\":" + sent + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"\"", "\"0000-00-00 00:00:00\"", "\"never\"", "\"06/18/2024\"", "\"2024\"", "\"2024-13-01\"", "true", "{}", "[1]",
            "\"2024-06-18 23:22:36 EST\"", "1e400", "12345678901234567890123456789" })
    void aValueThatIsNotATimeLeavesTheVariableUnsetUnlessItIsRequired(String value) throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/", body: { json: {} } }
                response: { variables: { at: { jsonpath: $.at, as: date%s } } }
                """;
        Exchange lenient = call(script.formatted(""), Map.of(), "{\"at\":" + value + "}");
        Exchange byDefault = call(script.formatted(", default: '2024-06-18T00:00:00Z'"), Map.of(), "{\"at\":" + value + "}");
        Exchange strict = call(script.formatted(", required: true"), Map.of(), "{\"at\":" + value + "}");

        assertThat(lenient.getException()).isNull();
        assertThat(lenient.getVariable("at")).isNull();
        assertThat(byDefault.getVariable("at")).isEqualTo(Instant.parse("2024-06-18T00:00:00Z"));
        assertThat(strict.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.UNUSABLE);
    }

    @Test
    void anUnknownUnitIsAProblemOfTheFile() {
        assertThat(new io.webhookscript.script.reader.ScriptReader(
                io.webhookscript.script.reader.ScriptEnvironment.standalone())
                .read("a.webhookscript.yaml",
                        "webhookscript: \"1.0\"\nrequest: { url: \"https://e.example/{{ at | date('yyyy', unit='sec') }}\" }\n")
                .problems())
                .anyMatch(problem -> problem.found().contains("unit of time"));
    }
}
