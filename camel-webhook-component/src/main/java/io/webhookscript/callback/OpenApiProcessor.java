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
package io.webhookscript.callback;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/** Serves the OpenAPI document of the callbacks that are received now. */
final class OpenApiProcessor extends AsyncProcessorSupport {

    private final Callbacks callbacks;

    OpenApiProcessor(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public boolean process(Exchange http, AsyncCallback callback) {
        Message message = http.getMessage();
        message.removeHeaders("*");
        try {
            message.setBody(Json.writeBytes(OpenApiDocument.of(callbacks.received())));
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        } catch (NotSentException impossible) {
            http.setException(impossible);
        }
        callback.done(true);
        return true;
    }
}
