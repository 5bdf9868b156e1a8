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
package io.webhookscript.samples.customwebhook;

import java.util.concurrent.TimeUnit;

import io.webhookscript.samples.common.SampleProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the sample as its user does, and reads what it prints. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("slow")
class CustomWebhookSampleTest {

    @Test
    void playsAllChatsAndItsReceiverAgrees() throws Exception {
        SampleProcess sample = SampleProcess.run(CustomWebhookSample.class);

        assertThat(sample.exitStatus()).as(sample.printed()).isZero();
        assertThat(sample.printed()).containsSubsequence(
                "1. Try out", "dry run     POST ", "ok      the receiver has got nothing", "real run    DELIVERED",
                "2. A user writes in WhatsApp", "receiver    POST /chats?source=%7B%7B%20sent",
                "ok      its signature is valid",
                "ok      the script of the channel is called",
                "3. The user sends a picture", "ok      the address of the picture is there", "ok      the caption is removed",
                "4. A user writes in a channel that no script has", "ok      no script is called",
                "5. The support desk writes into the open chat", "response    200 {\"accepted\":true}",
                "chat        Please leave the room!",
                "6. A chat that does not exist", "response    404 ", "response    401 ",
                "7. The user ends the chat", "ok      the support desk is informed", "response    404 ",
                "ok      the route has got nothing else",
                "8. Another script wants a channel", "the channel `sms:12345` is also that of",
                "9. What uses a script", "campaign-news routes [campaign]",
                "support-desk routes [agent-replies, chats], events [chat.*], channels [sms:12345, whatsapp:+5215550000]",
                "10. A campaign uses the script", "ok      the route of the campaign is named",
                "11. The campaign is paused", "ok      the call fails", "ok      the campaign goes on",
                "12. The description of the callback", "ok      it has the path of the callback", "All 40 checks hold.");
        assertThat(sample.printed()).doesNotContain("WRONG", " WARN ", " ERROR ", "Exception", SupportDesk.API_KEY,
                SupportDesk.CALLBACK_TOKEN, SupportDesk.SIGNING_SECRET);
    }
}
