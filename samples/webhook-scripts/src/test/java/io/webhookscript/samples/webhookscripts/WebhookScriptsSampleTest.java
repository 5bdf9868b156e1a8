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
package io.webhookscript.samples.webhookscripts;

import java.util.concurrent.TimeUnit;

import io.webhookscript.samples.common.SampleProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the sample as its user does, and reads what it prints. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("slow")
class WebhookScriptsSampleTest {

    @Test
    void playsTheWholeDayAndItsReceiverAgrees() throws Exception {
        SampleProcess sample = SampleProcess.run(WebhookScriptsSample.class);

        assertThat(sample.exitStatus()).as(sample.printed()).isZero();
        assertThat(sample.printed()).containsSubsequence(
                "1. The use case", "wrong.webhookscript.yaml:3:45", "ok      a script that reads other data does not load",
                "2. A contact has changed", "scripts     none",
                "3. The contact has become a gold contact", "receiver    PUT /gold-contacts/7?source=crm&ref=CRM-7",
                "ok      the body has the name and the custom field of the contact", "scripts     gold-contact delivered",
                "4. The CRM sends the same event again", "scripts     none", "ok      the receiver has got nothing",
                "5. Five urgent tickets", "ok      the body has the custom fields of the ticket and of the contact",
                "scripts     urgent-ticket notSent", "the rate of 3 requests per 60.0 s is used up",
                "6. An action in a conversation", "ok      the variable of the conversation is sent",
                "bot         Good news: you may spend up to 250.50 EUR.",
                "7. An endless loop", "scripts     update-score notSent", "subject 7 was sent 4 times",
                "ok      the loop is stopped after four calls", "are dead letters",
                "8. Retries depend on the load", "ok      the receiver was called once",
                "9. The timeout depends on the load", "ok      with 99 % load, the script waits for five seconds",
                "ok      without load, the script waits for up to 80 seconds", "All 22 checks hold.");
        assertThat(sample.printed()).doesNotContain("WRONG", " WARN ", " ERROR ", "Exception");
    }
}
