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
package io.webhookscript.response;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatusDecidesTheOutcomeTest {

    @ParameterizedTest
    @CsvSource({
            "200, DELIVERED, false", "201, DELIVERED, false", "204, DELIVERED, false", "299, DELIVERED, false",
            "101, REFUSED, false", "301, REFUSED, false", "302, REFUSED, false", "304, REFUSED, false", "307, REFUSED, false",
            "400, REFUSED, false", "401, REFUSED, false", "403, REFUSED, false", "404, REFUSED, false", "407, REFUSED, false",
            "410, REFUSED, false", "422, REFUSED, false", "501, REFUSED, false", "505, REFUSED, false", "599, REFUSED, false",
            "408, TEMPORARY, false", "425, TEMPORARY, false", "429, TEMPORARY, false", "503, TEMPORARY, false",
            "500, TEMPORARY, true", "502, TEMPORARY, true", "504, TEMPORARY, true" })
    void everyStatusHasItsOutcome(int status, Outcome outcome, boolean ambiguous) {
        AttemptResult result = new ScriptedResponse().response(status, "text/plain", "x");

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.ambiguous()).isEqualTo(ambiguous);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.mapped() != null).isEqualTo(outcome == Outcome.DELIVERED);
        assertThat(result.reason()).isEqualTo(outcome == Outcome.DELIVERED ? "" : "the receiver responded with " + status);
    }

    @ParameterizedTest
    @CsvSource({
            "ADDRESS_REFUSED, false, NOT_SENT", "DNS, false, TEMPORARY", "CONNECT, false, TEMPORARY", "TLS, false, REFUSED",
            "TIMEOUT, false, TEMPORARY", "TIMEOUT, true, TEMPORARY", "BROKEN, true, TEMPORARY" })
    void everyFailureHasItsOutcome(Kind kind, boolean sent, Outcome outcome) {
        AttemptResult result = new ScriptedResponse().failure(kind, sent);

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.ambiguous()).isEqualTo(sent);
        assertThat(result.response()).isNull();
        assertThat(result.reason()).isEqualTo("no answer: " + kind);
    }
}
