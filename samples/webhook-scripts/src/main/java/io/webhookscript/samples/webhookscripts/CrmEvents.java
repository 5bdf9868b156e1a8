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
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.StringJoiner;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.samples.common.HttpCaller;
import io.webhookscript.samples.common.Narration;
import io.webhookscript.samples.common.ReceivedRequest;

/** Sends the events of the CRM to the application, as CloudEvents over HTTP, and prints what their scripts did. */
final class CrmEvents {

    private final HttpCaller http = new HttpCaller();
    private final Narration narration;
    private final String uri;

    CrmEvents(Narration narration, int port) {
        this.narration = narration;
        this.uri = "http://127.0.0.1:" + port + "/events";
    }

    /** @return the scripts with their outcomes, such as {@code gold-contact delivered}; empty when none was called */
    String send(String id, String type, String event) throws IOException, InterruptedException {
        narration.line("event", type + " " + event);
        HttpResponse<String> response = http.post(uri, Map.of("ce-id", id, "ce-type", type, "ce-source", "/crm"), event);
        StringJoiner outcomes = new StringJoiner(", ");
        StringJoiner reasons = new StringJoiner("\n", "\n", "").setEmptyValue("");
        for (JsonNode outcome : ReceivedRequest.json(response.body())) {
            outcomes.add(outcome.path("script").asText() + " " + outcome.path("outcome").asText());
            if (outcome.hasNonNull("reason")) {
                reasons.add(outcome.path("reason").asText());
            }
        }
        narration.line("scripts", (outcomes.length() == 0 ? "none" : outcomes) + reasons.toString());
        return outcomes.toString();
    }
}
