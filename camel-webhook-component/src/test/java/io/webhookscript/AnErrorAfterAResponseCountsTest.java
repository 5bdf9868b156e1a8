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

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever breaks while a response is read: the receiver has answered, so the attempt counts and its status decides. A
 * delivery that is called "not sent" would be sent again.
 */
@Timeout(180)
class AnErrorAfterAResponseCountsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(classes = {
            StackOverflowError.class, NoClassDefFoundError.class, OutOfMemoryError.class, AssertionError.class,
            IllegalStateException.class })
    void anErrorAfterA2xxIsUnusable(Class<? extends Throwable> type) throws Exception {
        assertOutcome(type, "response: { variables: { v: \"{{ variable.lazy }}\" } }", 200, Outcome.UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(classes = {
            StackOverflowError.class, NoClassDefFoundError.class, OutOfMemoryError.class, AssertionError.class,
            IllegalStateException.class })
    void anErrorAfterAnotherStatusKeepsItsOutcome(Class<? extends Throwable> type) throws Exception {
        String rule = "response: { outcomes: [ { when: \"variable.lazy\", is: delivered } ] }";

        assertOutcome(type, rule, 404, Outcome.REFUSED);
        assertOutcome(type, rule, 503, Outcome.TEMPORARY);
        assertOutcome(type, rule, 201, Outcome.UNUSABLE);
    }

    private void assertOutcome(Class<? extends Throwable> type, String mapping, int status, Outcome outcome)
            throws Exception {
        String script = "request: { method: POST, url: \"{{ context.receiver }}/\" }\nlimits: { retry: { maxAttempts: 1 } }\n"
                        + mapping + "\n";
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(status, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("breaking", script)) {
            camel.component().setDeadLetter("mock:letters");
            camel.start();
            Iterable<Object> lazy = () -> sneaky(type);

            Exchange exchange = camel.camelContext().createProducerTemplate().send("webhookscript:breaking", call -> {
                call.setPattern(ExchangePattern.InOut);
                call.setVariable("lazy", lazy);
            });

            WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
            assertThat(failure.getOutcome()).isEqualTo(outcome);
            assertThat(failure.getStatus()).isEqualTo(status);
            assertThat(failure.getAttempts()).isOne();
            assertThat(receiver.requests()).hasSize(1);
            MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
            assertThat(letters.getReceivedExchanges()).hasSize(1);
            assertThat(letters.getReceivedExchanges().get(0).getMessage().getBody(String.class))
                    .contains("\"outcome\":\"" + outcome.code() + "\"", "\"status\":" + status);
        }
    }

    @SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
    private static <T extends Throwable, R> R sneaky(Class<? extends Throwable> type) throws T {
        try {
            throw (T) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
