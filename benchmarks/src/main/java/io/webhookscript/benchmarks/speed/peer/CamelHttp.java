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
package io.webhookscript.benchmarks.speed.peer;

import java.util.function.Consumer;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * camel-http as somebody configures it who knows its defaults: one shared pool, no hidden retry, redirect or cookie.
 */
final class CamelHttp {

    private CamelHttp() {
    }

    static void configure(CamelContext camelContext, Consumer<HttpClientBuilder> further) {
        HttpComponent http = camelContext.getComponent("http", HttpComponent.class);
        http.setClientConnectionManager(Connections.ofHttpClient());
        http.setHttpClientConfigurer(builder -> {
            builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement()
                    .disableContentCompression().setConnectionManagerShared(true);
            further.accept(builder);
        });
    }

    static String put(Setup setup, Destination destination) {
        return setup.base(destination) + "?httpMethod=PUT&throwExceptionOnFailure=false&copyHeaders=false";
    }

    static void set(Message message, ContactRequest request, String messageId) {
        message.setHeader(Exchange.HTTP_PATH, request.path());
        message.setHeader(Exchange.HTTP_QUERY, request.query());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("X-Request-Id", messageId);
        message.setHeader("X-Owner-Ref", request.ownerRef());
        message.setBody(request.body());
    }
}
