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
package io.webhookscript.delivery.report;

import java.nio.charset.StandardCharsets;

import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The message of a failed delivery quotes the beginning of the response in whole characters. */
class MessagesQuoteWholeCharactersTest {

    @Test
    void aSurrogatePairAtTheLimitIsLeftOut() {
        String response = "x".repeat(511) + "\uD83D\uDE00" + "y".repeat(100);

        String message = String.valueOf(new WebhookScriptException(
                new WebhookScriptException.Failure(
                        new ScriptIdentity("crm", "v1", null), "msg_1", 1, 1,
                        new DeliveryResult(Outcome.REFUSED, 400, "the receiver responded with 400"), response, false),
                null).getMessage());

        assertThat(message).contains("first 512 characters").endsWith("x".repeat(511));
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
    }
}
