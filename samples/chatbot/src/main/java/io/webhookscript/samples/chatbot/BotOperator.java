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

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.Response;

/** The receiver: the server of the company that runs the campaign. It only takes requests with its key. */
final class BotOperator {

    static final String KEY = "4711-sample-key";

    private static final Duration CLOSE = Duration.ofMinutes(1);

    /** UTC with three digits of milliseconds. */
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";

    private final Narration narration;
    private final CountDownLatch conversationHasGoneOn = new CountDownLatch(1);

    BotOperator(Narration narration) {
        this.narration = narration;
    }

    void serve(Receiver receiver) {
        receiver.on("/answers", guarded(this::answer)).on("/ratings", guarded(this::rating))
                .onSilently("/options", guarded(request -> option(receiver, request)));
    }

    /** From now on, the toggle is responded to. */
    void conversationHasGoneOn() {
        conversationHasGoneOn.countDown();
    }

    private Receiver.Action guarded(Receiver.Action action) {
        return request -> request.header("X-Bot-Key").equals(KEY)
                ? action.respond(request) : Response.json(401, "{\"error\":\"the key is missing or wrong\"}");
    }

    private Response answer(ReceivedRequest request) {
        narration.check("the header X-Campaign is that of the campaign", "cmp-1", request.header("X-Campaign"));
        narration.check("the payload has exactly the fields of a redirect, in this order",
                List.of("campaignId", "label", "phoneNumber", "date", "response"), request.fields());
        narration.check("the answer is what the user wrote, quotes and umlauts included", "Zoë \"Z\" O'Neil",
                request.json().path("response").asText());
        checkDate(request);
        return Response.json(200, "{\"reply\":\"Hello, Zoë! Would you like an appointment?\"}");
    }

    private Response option(Receiver receiver, ReceivedRequest request) throws InterruptedException {
        boolean goneOn = conversationHasGoneOn.await(1, TimeUnit.MINUTES);
        receiver.show(request);
        narration.check("the conversation has not waited for this response", goneOn);
        narration.check("the payload has exactly the fields of a toggle, in this order",
                List.of("campaignId", "label", "option", "keyword", "phoneNumber", "date"), request.fields());
        narration.check("the option is the button's", "Yes please", request.json().path("option").asText());
        narration.check("the keyword is the one that started the campaign", "JOIN", request.json().path("keyword").asText());
        checkDate(request);
        return Response.json(202, "");
    }

    private Response rating(ReceivedRequest request) {
        narration.check("the payload has the added fields, and not the removed one", ReceivedRequest.json(
                """
                        {"campaignId":"cmp-1","label":"Your rating","phoneNumber":"+441632960001",
                         "date":"2024-06-18T23:22:36.560Z","rating":9,"bot":{"name":"Frida","version":3},"channels":["SMS"]}"""),
                request.json());
        return Response.json(200, "{\"average\":8.75}");
    }

    private void checkDate(ReceivedRequest request) {
        String date = request.json().path("date").asText();
        narration.check("the date is UTC with milliseconds, and now", date.matches(DATE) && isClose(date));
    }

    private static boolean isClose(String date) {
        try {
            return Duration.between(Instant.parse(date), Instant.now()).abs().compareTo(CLOSE) < 0;
        } catch (DateTimeParseException noDate) {
            return false;
        }
    }
}
