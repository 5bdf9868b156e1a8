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

import java.util.Map;

import io.webhookscript.samples.common.HttpCaller;
import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.SampleApplication;

/** Plays a conversation of a chatbot with one user. Exit status 0 when all checks of the receiver hold. */
public final class ChatbotSample {

    private static final String USER = "user";
    private static final String BOT = "bot";

    private final Narration narration;
    private final BotOperator operator;

    private ChatbotSample(Narration narration) {
        this.narration = narration;
        this.operator = new BotOperator(narration);
    }

    public static void main(String[] arguments) throws Exception {
        Narration narration = Narration.onConsole();
        new ChatbotSample(narration).run();
        System.exit(narration.end() ? 0 : 1);
    }

    private void run() throws Exception {
        narration.title("A chatbot with webhooks");
        narration.text(
                """
                        A company runs a campaign with a chatbot. The bot asks questions and offers buttons, and the
                        company's own server gets a webhook for each answer. Each webhook is one script, a YAML file in
                        samples/chatbot/src/main/resources/webhookscripts. The conversation is a Camel route, which calls
                        the scripts: samples/chatbot/src/main/resources/chatbot.camel.yaml.

                        The company's server ("receiver") is part of this sample. It checks each request that it gets.""");
        try (Receiver receiver = Receiver.start(narration);
             SampleApplication application = SampleApplication.start(Map.of(
                     "webhookscript.context.*.receiver", receiver.baseUrl(), "webhookscript.secret.bot", BotOperator.KEY))) {
            operator.serve(receiver);
            askFirst(application, receiver);
            redirect(application);
            toggle(application, receiver);
            addToTheBody(application);
            stranger(receiver);
        }
    }

    private void askFirst(SampleApplication application, Receiver receiver) throws Exception {
        narration.step("The bot asks. The user has not answered yet, so no webhook is called.");
        narration.line(BOT, say(application, Turn.question("Your name")) + "?");
        narration.check("the receiver has got nothing", 0, receiver.responses());
    }

    private void redirect(SampleApplication application) throws Exception {
        narration.step("Redirect type: the user answers, the script answer-given calls, and the conversation waits.");
        narration.line(USER, "Zoë \"Z\" O'Neil");
        String reply = say(application, Turn.answer("Your name", "Zoë \"Z\" O'Neil"));
        narration.line(BOT, reply);
        narration.check("the bot says what the receiver has responded", "Hello, Zoë! Would you like an appointment?", reply);
    }

    private void toggle(SampleApplication application, Receiver receiver) throws Exception {
        narration.step("Toggle type: the user presses a button, and the conversation goes on at once, to its own next step.");
        narration.line(USER, "[Yes please]");
        int before = receiver.responses();
        narration.line(BOT, say(application, Turn.choice("Appointment", "Yes please")));
        narration.check("the receiver has not responded yet", before, receiver.responses());
        operator.conversationHasGoneOn();
        receiver.awaitResponses(before + 1);
    }

    private void addToTheBody(SampleApplication application) throws Exception {
        narration.step("More in the JSON body: rating-given adds fields, replaces the date and removes the response.");
        narration.line(USER, "9");
        String reply = say(application, Turn.answerAt("Your rating", "9", 1718752956560L));
        narration.line(BOT, reply);
        narration.check("the bot has the average from the response", "Thank you. So far, the average is 8.75.", reply);
    }

    private void stranger(Receiver receiver) throws Exception {
        narration.step("Somebody else sends the same payload, without the header that only the scripts know.");
        int status = new HttpCaller().post(receiver.baseUrl() + "/answers", Map.of(),
                "{\"campaignId\":\"cmp-1\",\"response\":\"Mallory\"}").statusCode();
        narration.check("the receiver rejects it with 401", 401, status);
    }

    private static String say(SampleApplication application, Turn turn) throws Exception {
        return application.template().requestBody("direct:turn", turn, String.class);
    }
}
