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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;
import io.webhookscript.samples.common.Receiver;
import io.webhookscript.samples.common.Response;

/** The receiver: the API of the CRM, of which one part causes an endless loop, and one part is slow or busy. */
final class Crm {

    /** Longer than the usual timeout of five seconds. */
    private static final long SLOW_MILLIS = 5_500;

    private final Narration narration;
    private final AtomicInteger scores = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicBoolean contactHasChanged = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);

    Crm(Narration narration) {
        this.narration = narration;
    }

    void serve(Receiver receiver) {
        receiver.on("/gold-contacts/7", this::gold).on("/pager", this::pager).on("/credit/7", this::credit)
                .on("/scores/7", this::score).on("/imports/slow", this::slow).on("/imports/busy", this::busy);
    }

    private Response gold(ReceivedRequest request) {
        narration.check("params of type text and variable are in the query", "/gold-contacts/7?source=crm&ref=CRM-7",
                request.target());
        narration.check("the headers of the script are there", "application/json crm-automation",
                request.header("Accept") + " " + request.header("User-Agent"));
        narration.check("the body has the name and the custom field of the contact",
                ReceivedRequest.json("{\"name\":\"Zoë O'Neil\",\"height\":182}"), request.json());
        return Response.json(200, "{}");
    }

    private Response pager(ReceivedRequest request) {
        narration.check("the body has the custom fields of the ticket and of the contact", "4 182",
                request.json().path("floor") + " " + request.json().path("height"));
        return Response.json(202, "{}");
    }

    private Response credit(ReceivedRequest request) {
        narration.check("the variable of the conversation is sent", "/credit/7?has_message=true", request.target());
        return Response.json(200, "{\"approved\":true,\"limit\":250.50}");
    }

    /** Changes the contact again. It forgets the headers by which a loop could be detected. */
    private Response score(ReceivedRequest request) {
        scores.incrementAndGet();
        contactHasChanged.set(true);
        return Response.json(200, "{}");
    }

    /** Whether a call has changed the contact, which is the next event. */
    boolean takeChange() {
        return contactHasChanged.getAndSet(false);
    }

    int scores() {
        return scores.get();
    }

    private Response slow(ReceivedRequest request) throws InterruptedException {
        never.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
        return Response.json(200, "{}");
    }

    private Response busy(ReceivedRequest request) {
        return attempts.incrementAndGet() < 3 ? new Response(503, "text/plain", "busy") : Response.json(200, "{}");
    }

    /** The attempts since the last call. */
    int attempts() {
        return attempts.getAndSet(0);
    }
}
