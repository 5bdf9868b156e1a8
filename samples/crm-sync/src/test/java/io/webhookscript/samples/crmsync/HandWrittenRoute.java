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
package io.webhookscript.samples.crmsync;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/** What the README sets beside the script: the same webhook, written as routes by hand. */
class HandWrittenRoute extends RouteBuilder {

    private final ObjectMapper json = new ObjectMapper();

    // tag::route[]
    @Override
    public void configure() {
        from("direct:crm-upsert-contact")
                .onException(HttpOperationFailedException.class, IOException.class).onWhen(this::mayWorkLater)
                    .maximumRedeliveries(3).redeliveryDelay(200).useExponentialBackOff()
                .end()
                .to("direct:attempt"); // a route of its own: in one route, retries go around the throttle

        from("direct:attempt").errorHandler(noErrorHandler())
                .throttle(60).timePeriodMillis(1000)
                .circuitBreaker()
                .resilience4jConfiguration()
                .throwExceptionWhenHalfOpenOrOpenState(true) // else an open breaker looks like success
                .end()
                .process(this::render)
                // httpMethod here: as a header it costs more than the call; the timeout bounds each read, not the call
                .toD("{{crm.baseUrl}}/contacts/${variable.id}?httpMethod=PUT&responseTimeout=5000")
                .end()
                .setVariable("crmId").jsonpath("$.id")
                .setVariable("plan").jsonpath("$.plan.name", true);
    }

    private void render(Exchange exchange) throws IOException {
        JsonNode contact = json.readTree(exchange.getMessage().getBody(byte[].class)).get("contact");
        ObjectNode body = json.createObjectNode();
        body.set("id", contact.get("id"));
        body.put("name", contact.path("first_name").asText("") + " " + contact.path("last_name").asText(""));
        if (contact.path("profile").has("height")) {
            body.set("height", contact.get("profile").get("height")); // a decimal becomes a double here
        }
        exchange.setVariable("id", contact.get("id").asText());
        exchange.getMessage().removeHeaders("*"); // else the caller's headers go out, or redirect the call
        exchange.getMessage().setHeader("Content-Type", "application/json");
        exchange.getMessage().setHeader("X-Api-Key", getContext().resolvePropertyPlaceholders("{{crm.key}}"));
        exchange.getMessage().setBody(json.writeValueAsString(body));
    }

    private boolean mayWorkLater(Exchange exchange) {
        HttpOperationFailedException refused = exchange.getException(HttpOperationFailedException.class);
        return refused == null || refused.getStatusCode() == 429 || refused.getStatusCode() >= 500;
    }
    // end::route[]
}
