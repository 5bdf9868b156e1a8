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

import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.samples.common.HttpCaller;
import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.SampleApplication;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.spi.LoadMeter;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;

/** Plays a day of a CRM's automation. Exit status 0 when all checks hold. */
public final class WebhookScriptsSample {

    private static final String GOLD = "{\"contact\":{\"id\":7,\"first_name\":\"Zoë\",\"last_name\":\"O'Neil\","
                                       + "\"reference\":\"CRM-7\",\"tier\":\"gold\",\"czCol\":{\"15\":182}}}";

    private static final long PATIENCE_MILLIS = 10_000;

    private final Narration narration;
    private volatile double load;

    private WebhookScriptsSample(Narration narration) {
        this.narration = narration;
    }

    public static void main(String[] arguments) throws Exception {
        Narration narration = Narration.onConsole();
        new WebhookScriptsSample(narration).run();
        System.exit(narration.end() ? 0 : 1);
    }

    private void run() throws Exception {
        narration.title("Webhook scripts of a CRM");
        narration.text(
                """
                        A CRM sends an event for each change of a contact or a ticket. Scripts that an event triggers call
                        other systems, and a conversation calls a script as one of its actions. Each script is a YAML file
                        in samples/webhook-scripts/src/main/resources/webhookscripts. The events come in over HTTP, to
                        the routes in samples/webhook-scripts/src/main/resources/webhook-scripts.camel.yaml.

                        The other systems ("receiver") are part of this sample, and check what they get.""");
        int port = HttpCaller.freePort();
        CrmEvents events = new CrmEvents(narration, port);
        try (Receiver receiver = Receiver.start(narration);
             SampleApplication application = SampleApplication.start(Map.of(
                     "webhookscript.context.*.crm", receiver.baseUrl(), "camel.server.port", String.valueOf(port)),
                     Map.of("load", (LoadMeter) () -> load))) {
            Crm crm = new Crm(narration);
            crm.serve(receiver);
            useCases();
            contacts(events, receiver);
            tickets(events);
            conversation(application);
            endlessLoop(application, events, crm);
            adaptiveRetries(application, crm);
            adaptiveTimeout(application, receiver);
        }
    }

    private void useCases() {
        narration.step("The use case of a script decides which data it may read.");
        UseCase contact = UseCases.builtIn().find("contact").orElseThrow();
        narration.line("contact", contact.placeholders().stream().limit(6).map(UseCase.Placeholder::path)
                .collect(Collectors.joining(", ")) + ", and " + (contact.placeholders().size() - 6) + " others");
        String problems = ProblemReport.of(new ScriptReader(ScriptEnvironment.standalone()).read("wrong.webhookscript.yaml",
                """
                        webhookscript: "1.0"
                        useCase: contact
                        request: { url: "https://crm.example.com/{{ ticket.number }}" }
                        """).problems());
        narration.line("problem", problems);
        narration.check("a script that reads other data does not load", problems.contains("ticket"));
    }

    private void contacts(CrmEvents events, Receiver receiver) throws Exception {
        narration.step("A contact has changed. The condition of the trigger does not hold, so no script is called.");
        narration.check("no script is called", "",
                events.send("e-1", "contact.updated", "{\"contact\":{\"id\":7,\"tier\":\"silver\"}}"));
        narration.step("The contact has become a gold contact.");
        narration.check("the script for gold contacts is called", "gold-contact delivered",
                events.send("e-2", "contact.updated", GOLD));
        narration.step("The CRM sends the same event again. Camel's idempotent consumer in front of the scripts stops it.");
        int before = receiver.responses();
        narration.check("no script is called", "", events.send("e-2", "contact.updated", GOLD));
        narration.check("the receiver has got nothing", before, receiver.responses());
    }

    private void tickets(CrmEvents events) throws Exception {
        narration.step("Five urgent tickets arrive within a minute, and the pager may be called three times a minute.");
        String outcomes = "";
        for (int i = 1; i <= 5; i++) {
            outcomes += events.send("t-" + i, "ticket.created", "{\"ticket\":{\"number\":\"T-" + i
                                                                + "\",\"priority\":\"high\",\"czCol\":{\"15\":4}},"
                                                                + "\"contact\":{\"czCol\":{\"15\":182}}}")
                        + ";";
        }
        narration.check("the first three are delivered",
                "urgent-ticket delivered;".repeat(3) + "urgent-ticket notSent;".repeat(2), outcomes);
    }

    private void conversation(SampleApplication application) throws Exception {
        narration.step("An action in a conversation waits for the response of its script.");
        narration.line("user", "How much may I spend?");
        String reply = application.template().requestBody("direct:conversation", GOLD, String.class);
        narration.line("bot", reply);
        narration.check("the bot says what is in the response", "Good news: you may spend up to 250.50 EUR.", reply);
    }

    private void endlessLoop(SampleApplication application, CrmEvents events, Crm crm) throws Exception {
        narration.step("An endless loop: the script updates a contact, which causes the next event of this contact.");
        String outcome = events.send("score-0", "contact.scored", "{\"contact\":{\"id\":7,\"czCol\":{\"15\":3}}}");
        for (int i = 1; crm.takeChange(); i++) {
            outcome = events.send("score-" + i, "contact.scored", "{\"contact\":{\"id\":7}}");
        }
        narration.check("the loop is stopped after four calls", "4 calls, then update-score notSent",
                crm.scores() + " calls, then " + outcome);
        narration.check("the three events that were not sent are dead letters, so that nothing is lost",
                "urgent-ticket, urgent-ticket, update-score", deadLetters(application, 3));
    }

    /** The scripts of the dead letters, which a real application would store. */
    private static String deadLetters(SampleApplication application, int count) throws IOException {
        StringJoiner scripts = new StringJoiner(", ");
        try (ConsumerTemplate consumer = application.camelContext().createConsumerTemplate()) {
            for (int i = 0; i < count; i++) {
                String letter = consumer.receiveBody("seda:dead-letters", PATIENCE_MILLIS, String.class);
                scripts.add(letter == null ? "none" : ReceivedRequest.json(letter).path("script").asText());
            }
        }
        return scripts.toString();
    }

    private void adaptiveRetries(SampleApplication application, Crm crm) throws Exception {
        narration.step("Retries depend on the load: the receiver is busy for the first two attempts.");
        load = 0.0;
        narration.check("without load, the third of four attempts is delivered", "delivered", slowImport(application, "busy"));
        narration.check("the receiver was called three times", 3, crm.attempts());
        load = 0.9;
        narration.check("with 90 % load, there is only one attempt", "temporary", slowImport(application, "busy"));
        narration.check("the receiver was called once", 1, crm.attempts());
    }

    private void adaptiveTimeout(SampleApplication application, Receiver receiver) throws Exception {
        narration.step("The timeout depends on the load, too: the receiver needs five and a half seconds.");
        int before = receiver.responses();
        load = 0.0;
        CompletableFuture<String> patient = CompletableFuture.supplyAsync(() -> slowImport(application, "slow"));
        receiver.awaitRequests(before + 1);
        load = 0.99;
        String impatient = slowImport(application, "slow");
        narration.check("with 99 % load, the script waits for five seconds", "temporary", impatient);
        narration.check("without load, the script waits for up to 80 seconds", "delivered", patient.get(1, TimeUnit.MINUTES));
    }

    private static String slowImport(SampleApplication application, String name) {
        Exchange exchange = application.camelContext().createFluentProducerTemplate()
                .withBody("{\"import\":\"" + name + "\",\"rows\":1000}").to("webhookscript:slow-import").send();
        WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
        return failure == null
                ? exchange.getMessage().getHeader("CamelWebhookScriptOutcome", String.class)
                : failure.getOutcome().toString();
    }
}
