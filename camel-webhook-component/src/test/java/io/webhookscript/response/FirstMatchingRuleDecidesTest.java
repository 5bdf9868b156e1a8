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

import java.time.Duration;
import java.util.List;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition.OutcomeRule;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.script.ResponseDefinition.Status.Failure;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.response.ScriptedResponse.codes;
import static org.assertj.core.api.Assertions.assertThat;

class FirstMatchingRuleDecidesTest {

    private final ScriptedResponse script = new ScriptedResponse();

    @Test
    void rulesDecideBeforeTheTable() {
        script.rule(codes(404, 404), Outcome.DELIVERED).rule(codes(400, 499), Outcome.TEMPORARY);

        assertThat(script.response(404, "text/plain", "x").outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(script.response(403, "text/plain", "x").outcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(script.response(500, "text/plain", "x").outcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(script.response(302, "text/plain", "x").outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void onlyARuleMakesAResponseGone() {
        assertThat(script.response(410, "text/plain", "x").outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(script.rule(codes(410, 410), Outcome.GONE).response(410, "text/plain", "x").outcome())
                .isEqualTo(Outcome.GONE);
    }

    @Test
    void aConditionReadsTheBody() {
        script.rule(rule(codes(403, 403), "response.body.error == 'RATE'", Outcome.TEMPORARY));

        assertThat(script.response(403, "application/json", "{\"error\":\"RATE\"}").outcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(script.response(403, "application/json", "{\"error\":\"NO\"}").outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void answerOf2xxThatSaysNoIsRefused() {
        script.rule(rule(codes(200, 299), "response.body.ok == false", Outcome.REFUSED));

        AttemptResult result = script.response(200, "application/json", "{\"ok\":false}");

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason())
                .isEqualTo("the receiver responded with 200, which response.outcomes[0] classifies as refused");
        assertThat(result.mapped()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"ok\":", "<html>", "{\"ok\":false,\"ok\":true}" })
    void aConditionOnAnUnreadableResponseIsFalse(String body) {
        script.rule(rule(codes(200, 599), "true", Outcome.REFUSED));

        assertThat(script.response(200, "application/json", body).outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(script.response(503, "application/json", body).outcome()).isEqualTo(Outcome.TEMPORARY);
    }

    @Test
    void statusAloneDecidesEvenWhenTheAnswerCannotBeRead() {
        script.rule(codes(200, 299), Outcome.TEMPORARY);

        assertThat(script.response(200, "application/json", "{").outcome()).isEqualTo(Outcome.TEMPORARY);
    }

    @Test
    void deliveredByARuleStillHasToBeReadable() {
        script.rule(codes(409, 409), Outcome.DELIVERED).variable("id", "$.id");

        assertThat(script.response(409, "application/json", "{").outcome()).isEqualTo(Outcome.UNUSABLE);
    }

    @Test
    void aConditionThatFailsNeverRepeatsADeliveredEvent() {
        OutcomeRule broken = new OutcomeRule(List.of(), roots -> {
            throw new TemplateException(TemplateSource.of("a < b"), 0, "text and number cannot be compared", "", List.of());
        }, Outcome.TEMPORARY, null);
        script.rule(broken);

        AttemptResult result = script.response(200, "text/plain", "x");

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(result.reason()).contains("response.outcomes").contains("cannot be compared");
        assertThat(script.response(503, "text/plain", "x").outcome()).isEqualTo(Outcome.TEMPORARY);
    }

    @ParameterizedTest
    @CsvSource({
            "TIMEOUT, TIMEOUT, REFUSED", "CONNECT, CONNECTION, REFUSED", "DNS, CONNECTION, REFUSED",
            "BROKEN, CONNECTION, REFUSED", "BROKEN, TIMEOUT, TEMPORARY", "TLS, CONNECTION, REFUSED",
            "ADDRESS_REFUSED, CONNECTION, NOT_SENT" })
    void failuresHaveWordsOfTheirOwn(Kind kind, Failure word, Outcome outcome) {
        script.rule(new Status.FailureStatus(word), Outcome.REFUSED);

        assertThat(script.failure(kind, true).outcome()).isEqualTo(outcome);
    }

    @Test
    void timeoutTakenForDeliveredGivesNoBody() {
        script.rule(new Status.FailureStatus(Failure.TIMEOUT), Outcome.DELIVERED).variable("id", "$.id");

        AttemptResult result = script.failure(Kind.TIMEOUT, true);

        assertThat(result.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(result.mapped().body()).isNull();
        assertThat(result.mapped().variables()).containsEntry("id", null);
    }

    @Test
    void ruleWithoutAStatusSpeaksOfAnswersOnly() {
        script.rule(new OutcomeRule(List.of(), null, Outcome.DELIVERED, null));

        assertThat(script.failure(Kind.TIMEOUT, true).outcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(script.response(500, "text/plain", "x").outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource({
            "response.body.pause, 7, 7", "response.body.pause, 1.5, 1.5", "response.body.text, 9, 9",
            "'\"1m30s\"', 1, 90", "'\"PT2S\"', 1, 2", "'\"soon\"', 1, 100" })
    void ruleSaysHowLongToWait(String expression, String value, String seconds) {
        script.rule(new OutcomeRule(
                List.of(codes(403, 403)), null, Outcome.TEMPORARY,
                script.language("mvel", expression)));
        HttpResponse response = new HttpResponse(
                403, List.of(
                        new HttpHeader("Content-Type", "application/json"), new HttpHeader("Retry-After", "100")),
                ("{\"pause\":" + value + ",\"text\":\"" + value + "\"}").getBytes(), false);

        assertThat(script.response(response).retryAfter())
                .isEqualTo(Duration.ofMillis(new java.math.BigDecimal(seconds).movePointRight(3).longValue()));
    }

    @Test
    void ruleWaitsForADateFromTheEndOfTheAttempt() {
        script.rule(new OutcomeRule(
                List.of(), null, Outcome.TEMPORARY,
                script.language("mvel", "\"Fri, 02 Jan 2026 03:05:05 GMT\"")));
        script.rule(new OutcomeRule(
                List.of(new Status.FailureStatus(Failure.TIMEOUT)), null, Outcome.TEMPORARY,
                script.language("mvel", "\"Fri, 02 Jan 2026 03:05:05 GMT\"")));

        assertThat(script.response(403, "text/plain", "x").retryAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(script.failure(Kind.TIMEOUT, true).retryAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    private OutcomeRule rule(Status status, String mvel, Outcome is) {
        return new OutcomeRule(List.of(status), script.language("mvel", mvel), is, null);
    }
}
