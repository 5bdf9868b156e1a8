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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.Response;

/** The receiver: the servers of both companies, which have one port and two host names. */
final class Companies {

    static final String ACME_TOKEN = "acme-sample-token";
    static final String GLOBEX_PASSWORD = "globex-sample-password";

    /** The fields of the platform's sample body, in its order. */
    private static final List<String> FIELDS = List.of(
            "lastName", "replyData", "sessionId", "attachedMedia", "direction", "reply", "extractedData", "botId",
            "botDeploymentId", "firstName", "customVariables", "moduleId", "to", "from", "botTrainedModelId");

    private final Narration narration;
    private final CountDownLatch userHasGivenUp = new CountDownLatch(1);

    Companies(Narration narration) {
        this.narration = narration;
    }

    void serve(Receiver receiver) {
        receiver.on("/staging/bots/acme-bot/turns", this::acmeTurn)
                .on("/production/sessions/9007199254740993", this::globexTurn)
                .on("/orders/A-4711", this::order)
                .on("/opening-hours", request -> Response.text("9 to 5"))
                .on("/sessions/100200", this::end)
                .on("/balance", this::balance);
    }

    /** From now on, the slow request is responded to. */
    void userHasGivenUp() {
        userHasGivenUp.countDown();
    }

    private void checkHost(ReceivedRequest request, String company) {
        narration.check("the request is for the host of " + company, company + ".localhost",
                request.header("Host").replaceFirst(":.*", ""));
    }

    private void checkToken(ReceivedRequest request) {
        narration.check("it has acme's bearer token", "Bearer " + ACME_TOKEN, request.header("Authorization"));
    }

    private Response acmeTurn(ReceivedRequest request) throws IOException {
        checkHost(request, "acme");
        checkToken(request);
        narration.check("the body has all fields of the sample, in its order", FIELDS, request.fields());
        narration.check("the comments of the sample are not sent", !request.text().contains("//"));
        String channel = request.json().path("to").asText();
        narration.check("each field has the value of the event, or {} if the event has none",
                expected(event(channel + ".json")), request.json());
        String question = channel.equals("facebook") ? "How can I help?" : "How old are you?";
        String customer = channel.equals("facebook") ? "{\"id\":9007199254740993,\"tier\":\"gold\"}" : "{\"id\":7}";
        return Response.json(200, "{\"next\":{\"question\":\"" + question + "\"},\"customer\":" + customer + "}");
    }

    private static JsonNode event(String name) throws IOException {
        return ReceivedRequest.json(ConversationSample.event(name));
    }

    /** What the sample body makes of an event. */
    private static JsonNode expected(JsonNode event) {
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        for (String field : FIELDS) {
            JsonNode value = field.endsWith("Name") ? event.path("fb").path(field) : event.path("certainly").path(field);
            expected.set(field, value.isMissingNode() ? expected.objectNode() : value);
        }
        return expected;
    }

    private Response globexTurn(ReceivedRequest request) throws IOException {
        checkHost(request, "globex");
        String basic = Base64.getEncoder().encodeToString(("globex-bot:" + GLOBEX_PASSWORD).getBytes(StandardCharsets.UTF_8));
        narration.check("it has globex' user name and password", "Basic " + basic, request.header("Authorization"));
        narration.check("the body has the variables of the event, and no others", event("globex.json").path("certainly"),
                request.json());
        return Response.json(200, "{\"next\":{\"question\":\"Monthly or yearly?\"}}");
    }

    private Response order(ReceivedRequest request) {
        checkToken(request);
        narration.check("the query of the URL and the params are merged, and repeated names stay in order",
                "http://acme.localhost/orders/A-4711?view=short&view=status&view=carrier&user=user-1", request.target());
        return Response.xml("<order number=\"A-4711\"><status>on its way</status></order>");
    }

    private Response balance(ReceivedRequest request) throws InterruptedException {
        narration.check("the bot has gone on before this response", userHasGivenUp.await(1, TimeUnit.MINUTES));
        return Response.text("42");
    }

    private Response end(ReceivedRequest request) {
        checkToken(request);
        narration.check("a DELETE may have a body", "DELETE Bye",
                request.method() + " " + request.json().path("reason").asText());
        return new Response(204, "", "");
    }
}
