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
package io.webhookscript.samples.conversation;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.webhookscript.samples.common.SampleProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the sample as its user does, and reads what it prints. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("slow")
class ConversationSampleTest {

    @Test
    void playsAllConversationsAndItsReceiverAgrees() throws Exception {
        SampleProcess sample = SampleProcess.run(ConversationSample.class);

        assertThat(sample.exitStatus()).as(sample.printed()).isZero();
        assertThat(sample.printed()).containsSubsequence(
                "1. Before the first run", "acme-turn of acme reads nextQuestion, customer, tier", "tests in the scripts pass",
                "2. A user of acme's bot in the web chat", "receiver    POST http://acme.localhost/staging/bots/acme-bot/turns",
                "\"lastName\" : { }", "ok      it has acme's bearer token", "ok      the comments of the sample are not sent",
                "ok      each field has the value of the event", "bot         How old are you? (new customer 7)",
                "3. A user of the same bot on Facebook", "\"lastName\" : \"Lovelace\"",
                "bot         How can I help? (gold customer 9007199254740993)",
                "4. A user of globex' bot", "receiver    PUT http://globex.localhost/production/sessions/9007199254740993",
                "ok      it has globex' user name and password",
                "ok      the body has the variables of the event, and no others",
                "5. The receiver is slow", "bot         That takes too long today.",
                "ok      the user has waited for the timeout",
                "6. A response in XML", "bot         Order A-4711 is on its way.",
                "7. A response in plain text", "bot         We are open: 9 to 5.",
                "8. The user says goodbye", "receiver    DELETE http://acme.localhost/sessions/100200",
                "All 27 checks hold.");
        assertThat(sample.printed()).doesNotContain("WRONG", " WARN ", " ERROR ", "Exception", Companies.ACME_TOKEN,
                Companies.GLOBEX_PASSWORD);
    }

    @Test
    void saysSoIfARequestIsNotAsItShouldBe(@TempDir Path folder) throws Exception {
        SampleProcess sample = SampleProcess.runChanged(ConversationSample.class, folder, "{{certainly.replyData|tojson}}",
                "{{certainly.extractedData|tojson}}");

        assertThat(sample.exitStatus()).isOne();
        assertThat(sample.printed()).contains("WRONG   each field has the value of the event")
                .contains("1 of 27 checks do not hold");
    }
}
