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
package io.webhookscript.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes a row of a file the event of the message, or rejects it. */
public final class RowEvent implements Processor {

    @Override
    public void process(Exchange exchange) throws RejectedEventException {
        Message message = exchange.getMessage();
        Row row = message.getBody(Row.class);
        if (row.problem() != null) {
            throw new RejectedEventException("The row is not an event", row.problem(), 400);
        }
        message.setBody(row.content());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
}
