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

import java.util.List;
import java.util.Map;

import io.webhookscript.lifecycle.ScriptUsage;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.samples.common.HttpCaller;
import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.SampleApplication;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Plays chats of a messaging platform with a support desk. Exit status 0 when all checks hold. */
public final class CustomWebhookSample {

    private static final String CAMPAIGN = "campaign";
    private static final String CAMPAIGN_SCRIPT = "campaign-news";
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long MOMENT_MILLIS = 200;

    private final Narration narration;
    private final int port = HttpCaller.freePort();
    private final SupportDesk desk;

    private CustomWebhookSample(Narration narration) throws Exception {
        this.narration = narration;
        this.desk = new SupportDesk(narration, port);
    }

    public static void main(String[] arguments) throws Exception {
        Narration narration = Narration.onConsole();
        new CustomWebhookSample(narration).run();
        System.exit(narration.end() ? 0 : 1);
    }

    private void run() throws Exception {
        narration.title("Custom webhooks of a messaging platform");
        narration.text(
                """
                        A messaging platform hands the chats of some channels to a support desk, and the desk writes into
                        chats that are open. This integration is one script, support-desk, a YAML file in
                        samples/custom-webhook/src/main/resources/webhookscripts. The routes are in
                        samples/custom-webhook/src/main/resources/custom-webhook.camel.yaml.

                        The support desk ("receiver", "desk") is part of this sample, and checks what it gets.""");
        try (Receiver receiver = Receiver.start(narration);
             SampleApplication application = SampleApplication.start(Map.of(
                     "webhookscript.context.*.desk", receiver.baseUrl(), "camel.server.port", String.valueOf(port),
                     "webhookscript.secret.desk", SupportDesk.API_KEY,
                     "webhookscript.secret.signing", SupportDesk.SIGNING_SECRET,
                     "webhookscript.secret.callback", SupportDesk.CALLBACK_TOKEN));
             ConsumerTemplate replies = application.camelContext().createConsumerTemplate()) {
            desk.serve(receiver);
            tryOut(application, receiver);
            chat(application, receiver);
            reply(application, replies);
            channels(application);
            inUse(application);
            describe();
        }
    }

    private void tryOut(SampleApplication application, Receiver receiver) throws Exception {
        narration.step("Try out: a dry run shows the request and sends nothing, a real run sends it.");
        Map<String, ?> dry = application.component().dryRun("support-desk", message(application));
        narration.line("dry run", dry.get("method") + " " + dry.get("url") + "\n" + dry.get("body"));
        narration.check("the receiver has got nothing", 0, receiver.responses());
        RealRun real = application.component().realRun("support-desk", message(application));
        narration.line("real run", String.valueOf(real.outcome()));
        narration.check("the receiver has got the request", 1, receiver.responses());
    }

    private static Exchange message(SampleApplication application) {
        Exchange exchange = new DefaultExchange(application.camelContext());
        exchange.getMessage().setBody(event("c-0", "sms:12345", "\"text\":\"Is this working?\""));
        return exchange;
    }

    private void chat(SampleApplication application, Receiver receiver) throws Exception {
        narration.step("A user writes in WhatsApp, whose channel belongs to the support desk.");
        narration.check("the script of the channel is called", "support-desk delivered",
                send(application, event("c-1", "whatsapp:+5215550000", "\"text\":\"My printer is on fire\"")));
        narration.step("The user sends a picture.");
        narration.check("the script of the channel is called", "support-desk delivered",
                send(application, event("c-1", "whatsapp:+5215550000",
                        "\"multimedia\":{\"url\":\"https://media.example.com/1.jpg\",\"caption\":\"The printer\"}")));
        narration.step("A user writes in a channel that no script has.");
        int before = receiver.responses();
        narration.check("no script is called", "", send(application, event("c-2", "telegram:1", "\"text\":\"Hello?\"")));
        narration.check("the receiver has got nothing", before, receiver.responses());
    }

    private void reply(SampleApplication application, ConsumerTemplate replies) throws Exception {
        narration.step("The support desk writes into the open chat.");
        narration.check("it is accepted", 200, desk.write("c-1", "Please leave the room!", SupportDesk.CALLBACK_TOKEN));
        String reply = String.valueOf(replies.receiveBody("seda:agent-replies", PATIENCE_MILLIS, String.class));
        narration.line("chat", reply);
        narration.check("the route has got the text", "Please leave the room!", reply);

        narration.step("A chat that does not exist, and a sender without the token.");
        narration.check("the chat is not found", 404, desk.write("c-9", "Anybody there?", SupportDesk.CALLBACK_TOKEN));
        narration.check("the sender is rejected", 401, desk.write("c-1", "Buy my watches!", "a-guess"));

        narration.step("The user ends the chat, so nobody can write into it any more.");
        narration.check("the support desk is informed", "support-desk delivered",
                send(application, event("c-1", "whatsapp:+5215550000", "").replace("MESSAGE", "END")));
        narration.check("the chat is closed", 404, desk.write("c-1", "Are you safe?", SupportDesk.CALLBACK_TOKEN));
        narration.check("the route has got nothing else", null == replies.receiveBody("seda:agent-replies", MOMENT_MILLIS));
    }

    private void channels(SampleApplication application) {
        narration.step("Another script wants a channel that is taken.");
        String problem = failure(() -> application.component().scripts().start("survey"));
        narration.line("start survey", problem);
        narration.check("it cannot be started, and both scripts are named",
                problem.contains("survey") && problem.contains("support-desk") && problem.contains("sms:12345"));
    }

    private void inUse(SampleApplication application) throws Exception {
        narration.step("What uses a script: routes, triggers and channels.");
        Scripts scripts = application.component().scripts();
        for (String name : scripts.names()) {
            ScriptUsage usage = scripts.usage(name).orElseThrow();
            narration.line(name,
                    "routes " + usage.routes().stream().map(ScriptUsage.UsingRoute::route).distinct().sorted().toList()
                                 + ", events " + usage.triggers().stream().map(ScriptUsage.UsedTrigger::event).toList()
                                 + ", channels " + usage.channels());
        }
        narration.step("A campaign uses the script campaign-news, so the script cannot be stopped.");
        String refused = failure(() -> scripts.stop(CAMPAIGN_SCRIPT, false));
        narration.line("stop", refused);
        narration.check("the route of the campaign is named", refused.contains("the running route " + CAMPAIGN));
        narration.step("The campaign is paused, so the script can be stopped. A call fails until both are started again.");
        application.camelContext().getRouteController().stopRoute(CAMPAIGN);
        narration.check("the script is stopped", "done", failure(() -> scripts.stop(CAMPAIGN_SCRIPT, false)));
        String news = event("c-3", "sms:12345", "\"text\":\"News\"");
        String failed = failure(() -> application.template().requestBody("webhookscript:" + CAMPAIGN_SCRIPT, news));
        narration.line("call", failed);
        narration.check("the call fails", !failed.equals("done"));
        scripts.start(CAMPAIGN_SCRIPT);
        application.camelContext().getRouteController().startRoute(CAMPAIGN);
        narration.check("the campaign goes on", "done",
                failure(() -> application.template().requestBody("direct:campaign", news)));
    }

    private void describe() throws Exception {
        narration.step("The description of the callback for the developers of the support desk (OpenAPI).");
        String document = new HttpCaller().get("http://127.0.0.1:" + port + "/callbacks/openapi.json");
        narration.line("openapi", document.substring(0, Math.min(document.length(), 200)) + "…");
        narration.check("it has the path of the callback",
                ReceivedRequest.json(document).path("paths").has("/callbacks/support-desk"));
    }

    private static String event(String chatId, String channel, String more) {
        return "{\"chatId\":\"" + chatId + "\",\"channel\":\"" + channel
               + "\",\"event\":\"MESSAGE\",\"contact\":{\"id\":7,\"name\":\"Zoë\"}"
               + (more.isEmpty() ? "" : "," + more) + "}";
    }

    /** @return the scripts with their outcomes */
    private String send(SampleApplication application, String event) throws Exception {
        narration.line("chat", event);
        List<?> outcomes = application.template().requestBody("direct:chat", event, List.class);
        return String.join(", ", outcomes.stream().map(outcome -> ((Map<?, ?>) outcome).get("script") + " "
                                                                  + ((Map<?, ?>) outcome).get("outcome"))
                .toList());
    }

    private static String failure(Attempt attempt) {
        try {
            attempt.run();
            return "done";
        } catch (Exception refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            return String.valueOf(cause.getMessage());
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }
}
