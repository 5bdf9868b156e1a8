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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.samples.common.HttpCaller;
import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.Response;

/** The receiver: a support desk that verifies each request, and writes into chats that are open. */
final class SupportDesk {

    static final String API_KEY = "desk-sample-key";
    static final String CALLBACK_TOKEN = "callback-sample-token";
    static final String SIGNING_SECRET = "whsec_" + Base64.getEncoder()
            .encodeToString("thirty-two bytes for this sample".getBytes(StandardCharsets.UTF_8));

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpCaller http = new HttpCaller();
    private final Narration narration;
    private final String callback;

    SupportDesk(Narration narration, int port) {
        this.narration = narration;
        this.callback = "http://127.0.0.1:" + port + "/callbacks/support-desk";
    }

    void serve(Receiver receiver) {
        receiver.on("/chats", this::chat).on("/news", request -> Response.json(200, "{}"));
    }

    private Response chat(ReceivedRequest request) throws GeneralSecurityException {
        narration.check("it has the key of the support desk", API_KEY, request.header("X-Api-Key"));
        narration.check("its signature is valid", isSigned(request));
        narration.check("the param of type text is sent as it stands, the other is the contact's id",
                "/chats?source=%7B%7B%20sent%20as%20it%20stands%20%7D%7D&contact=7", request.target());
        JsonNode body = request.json();
        if (body.at("/multimedia/url").isTextual()) {
            narration.check("the address of the picture is there", "https://media.example.com/1.jpg",
                    body.at("/multimedia/url").asText());
        }
        narration.check("the caption is removed", body.at("/multimedia/caption").isMissingNode());
        narration.check("the added fields are nested, and one of them is a list",
                ReceivedRequest.json("{\"language\":\"en\",\"tags\":[\"" + request.header("X-Channel") + "\"]}"),
                body.path("customer"));
        return Response.json(200, "{\"ticket\":\"T-1\"}");
    }

    /** As Standard Webhooks says it: the signature covers the id, the time and the exact bytes of the body. */
    private static boolean isSigned(ReceivedRequest request) throws GeneralSecurityException {
        String time = request.header("webhook-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(SIGNING_SECRET.substring("whsec_".length())), "HmacSHA256"));
        mac.update((request.header("webhook-id") + "." + time + ".").getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
        boolean fresh = time.matches("[0-9]{1,12}") && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)),
                Instant.now()).abs().compareTo(TOLERANCE) < 0;
        return fresh && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                request.header("webhook-signature").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes into a chat, and returns the status of the response. */
    int write(String chatId, String text, String token) throws IOException, InterruptedException {
        String event = "{\"chatId\":\"" + chatId + "\",\"text\":\"" + text + "\"}";
        narration.line("desk", "POST " + callback + "\n" + event);
        HttpResponse<String> response = http.post(callback, Map.of("Authorization", "Bearer " + token), event);
        narration.line("response", response.statusCode() + " " + response.body());
        return response.statusCode();
    }
}
