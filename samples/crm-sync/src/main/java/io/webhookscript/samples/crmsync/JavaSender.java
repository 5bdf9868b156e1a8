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

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.webhookscript.delivery.report.WebhookScriptException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls the script from Java, and shows what a failure is like there. */
final class JavaSender {

    private final ProducerTemplate template;

    JavaSender(ProducerTemplate template) {
        this.template = template;
    }

    void send(List<ContactEvent> events, Ledger ledger) {
        for (ContactEvent event : events) {
            ledger.sent();
            Exchange exchange = template.request(
                    "webhookscript:crm-upsert-contact", request -> request.getMessage().setBody(event.text()));
            WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
            String words = failure == null ? "" : failure.getMessage();
            JsonNode document = JsonNodeFactory.instance.objectNode().put("words", words);
            ledger.responded(new SourceResponse(event, failure == null, document));
        }
    }
}
