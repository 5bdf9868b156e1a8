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

import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.support.service.ServiceHelper;

/** The web server of the runtime, to which camel-platform-http gives access. */
final class WebServer {

    private WebServer() {
    }

    /**
     * Handles all requests at a path from now on.
     *
     * @param options of the platform-http endpoint, with a question mark in front; may be empty
     */
    static Consumer listen(CamelContext camelContext, String path, String options, AsyncProcessor processor)
            throws Exception {
        Consumer consumer = endpoint(camelContext, "platform-http:" + path + options).createConsumer(processor);
        ServiceHelper.startService(consumer);
        return consumer;
    }

    private static Endpoint endpoint(CamelContext camelContext, String uri) {
        try {
            return camelContext.getEndpoint(uri);
        } catch (ResolveEndpointFailedException noServer) {
            throw new IllegalStateException(
                    "a callback needs a web server: add camel-platform-http with the server of the runtime"
                                            + " (camel-platform-http-main, camel-platform-http-starter or"
                                            + " camel-quarkus-platform-http)",
                    noServer);
        }
    }

    static void leave(Consumer consumer) {
        ServiceHelper.stopAndShutdownService(consumer);
        Endpoint endpoint = consumer.getEndpoint();
        try {
            endpoint.getCamelContext().removeEndpoint(endpoint);
        } catch (Exception failure) {
            throw new IllegalStateException("the endpoint " + endpoint + " cannot be removed", failure);
        }
    }
}
