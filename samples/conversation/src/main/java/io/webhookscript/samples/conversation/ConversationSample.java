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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.SampleApplication;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTests;

/** Plays conversations of the bots of two companies. Exit status 0 when all checks of the receiver hold. */
public final class ConversationSample {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Narration narration;
    private final Companies companies;

    private ConversationSample(Narration narration) {
        this.narration = narration;
        this.companies = new Companies(narration);
    }

    public static void main(String[] arguments) throws Exception {
        Narration narration = Narration.onConsole();
        new ConversationSample(narration).run();
        System.exit(narration.end() ? 0 : 1);
    }

    private void run() throws Exception {
        narration.title("Conversations with webhooks");
        narration.text(
                """
                        Two companies, acme and globex, have bots on one platform. In each turn of a conversation, the
                        platform calls a webhook of the company, waits for the response, and reads variables from it.
                        Each webhook is one script, a YAML file in samples/conversation/src/main/resources/webhookscripts.
                        The conversation is a Camel route: samples/conversation/src/main/resources/conversation.camel.yaml.

                        A turn is an event in JSON, such as samples/conversation/src/main/resources/events/webchat.json.

                        The servers of the companies ("receiver") are part of this sample, and check what they get. The
                        component's option `proxy` leads all calls to them, whatever the host in the URL is.""");
        try (Receiver receiver = Receiver.start(narration);
             SampleApplication application = SampleApplication.start(Map.of(
                     "camel.component.webhookscript.proxy", receiver.baseUrl(),
                     "webhookscript.secret.acme", Companies.ACME_TOKEN,
                     "webhookscript.secret.globex", Companies.GLOBEX_PASSWORD))) {
            companies.serve(receiver);
            mapBeforeTheFirstRun(application);
            talk(application);
            stopWaiting(application, receiver);
            otherResponses(application);
            narration.step("The user says goodbye: the session is deleted without waiting for the response.");
            turn(application, "goodbye.json", "Goodbye!");
            receiver.awaitResponses(7);
        }
    }

    private void mapBeforeTheFirstRun(SampleApplication application) {
        narration.step("Before the first run, the scripts already know the variables that they will read from responses.");
        List<Script> scripts = application.component().repository().names().stream()
                .flatMap(name -> application.component().repository().find(name).stream()).toList();
        for (Script script : scripts) {
            String variables = script.definition().response().variables().stream().map(ResponseDefinition.Variable::name)
                    .collect(Collectors.joining(", "));
            narration.line("script",
                    script.name() + " of " + Objects.requireNonNullElse(script.definition().about().tenant(), "no tenant")
                                     + (variables.isEmpty() ? "" : " reads " + variables));
        }
        ScriptTests tests = new ScriptTests(List.of());
        List<ScriptTestResult> results = scripts.stream().flatMap(script -> tests.run(script).stream()).toList();
        narration.check("the " + results.size() + " tests in the scripts pass, with example responses and without a call",
                List.of(), results.stream().filter(result -> !result.passed()).toList());
    }

    private void talk(SampleApplication application) throws Exception {
        narration.step("A user of acme's bot in the web chat, in the staging environment.");
        turn(application, "webchat.json", "How old are you? (new customer 7)");
        narration.step("A user of the same bot on Facebook, where the platform knows the user's name.");
        turn(application, "facebook.json", "How can I help? (gold customer 9007199254740993)");
        narration.step("A user of globex' bot, in production: another host, other credentials, the body of the use case.");
        turn(application, "globex.json", "Monthly or yearly?");
    }

    private void stopWaiting(SampleApplication application, Receiver receiver) throws Exception {
        narration.step("The receiver is slow, so the conversation goes on after the timeout of one second.");
        long start = System.nanoTime();
        turn(application, "slow-lookup.json", "That takes too long today. Shall I call you back?");
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        narration.check("the user has waited for the timeout", waited.compareTo(TIMEOUT) >= 0);
        companies.userHasGivenUp();
        receiver.awaitResponses(4);
    }

    private void otherResponses(SampleApplication application) throws Exception {
        narration.step("A response in XML.");
        turn(application, "order-status.json", "Order A-4711 is on its way.");
        narration.step("A response in plain text.");
        turn(application, "opening-hours.json", "We are open: 9 to 5.");
    }

    private void turn(SampleApplication application, String event, String expected) throws Exception {
        String json = event(event);
        narration.line("user", ReceivedRequest.json(json).at("/certainly/reply").asText());
        String reply = application.template().requestBody("direct:turn", json, String.class);
        narration.line("bot", reply);
        narration.check("the bot says what is due", expected, reply);
    }

    static String event(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ConversationSample.class.getResourceAsStream("/events/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
