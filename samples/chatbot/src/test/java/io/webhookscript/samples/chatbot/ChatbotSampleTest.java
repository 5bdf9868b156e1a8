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
package io.webhookscript.samples.chatbot;

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
class ChatbotSampleTest {

    @Test
    void playsTheWholeConversationAndItsReceiverAgrees() throws Exception {
        SampleProcess sample = SampleProcess.run(ChatbotSample.class);

        assertThat(sample.exitStatus()).as(sample.printed()).isZero();
        assertThat(sample.printed()).containsSubsequence(
                "1. The bot asks", "ok      the receiver has got nothing",
                "2. Redirect type", "user        Zoë \"Z\" O'Neil", "receiver    POST /answers", "X-Bot-Key: ••••••",
                "ok      the payload has exactly the fields of a redirect", "bot         Hello, Zoë!",
                "3. Toggle type", "bot         Fine. Which day suits you?", "ok      the receiver has not responded yet",
                "receiver    POST /options", "ok      the payload has exactly the fields of a toggle",
                "4. More in the JSON body", "receiver    POST /ratings", "\"date\" : \"2024-06-18T23:22:36.560Z\"",
                "bot         Thank you. So far, the average is 8.75.",
                "5. Somebody else", "ok      the receiver rejects it with 401",
                "All 15 checks hold.");
        assertThat(sample.printed()).doesNotContain("WRONG", " WARN ", " ERROR ", "Exception", BotOperator.KEY);
    }

    @Test
    void saysSoIfARequestIsNotAsItShouldBe(@TempDir Path folder) throws Exception {
        SampleProcess sample = SampleProcess.runChanged(ChatbotSample.class, folder, "{{ campaignId }}", "{{ label }}");

        assertThat(sample.exitStatus()).isOne();
        assertThat(sample.printed()).containsPattern(
                "WRONG +the header X-Campaign is that of the campaign\\s+expected cmp-1\\s+found +Your name")
                .contains("1 of 15 checks do not hold");
    }
}
