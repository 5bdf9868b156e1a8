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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * HttpClient 5 with everything rendered ahead and a plain loop of retries: what an HTTP call costs. It has no breaker,
 * no rate, no deadline but for each read, and finds the two values by their place.
 */
final class RawPeer implements Peer.Blocking {

    private final Setup setup;
    private final List<ContactRequest> rendered = ContactRequest.ofAllTexts();
    private final CloseableHttpClient client;

    RawPeer(Setup setup) {
        this.setup = setup;
        this.client = HttpClients.custom().setConnectionManager(Connections.ofHttpClient()).disableAutomaticRetries()
                .disableRedirectHandling().disableCookieManagement().disableContentCompression()
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(Demands.DEADLINE)).build())
                .build();
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        try {
            CallResult result = attempt(destination, event);
            for (int made = 1; made < Demands.ATTEMPTS && !result.delivered(); made++) {
                Thread.sleep(Demands.RETRY_DELAY.toMillis() << (made - 1));
                result = attempt(destination, event);
            }
            return result;
        } catch (IOException e) {
            return CallResult.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CallResult.failed(e);
        }
    }

    private CallResult attempt(Destination destination, Event event) throws IOException {
        ContactRequest request = rendered.get(event.text());
        HttpPut put = new HttpPut(setup.base(destination) + request.target());
        put.setHeader("X-Request-Id", event.messageId());
        put.setHeader("X-Owner-Ref", request.ownerRef());
        put.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON));
        return client.execute(put, RawPeer::result);
    }

    private static CallResult result(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity().getContent().readAllBytes();
        return response.getCode() == 200
                ? resultOf(new String(body, StandardCharsets.UTF_8))
                : CallResult.failed("HTTP " + response.getCode());
    }

    /** The two values, found by their place in the receiver's one response. */
    static CallResult resultOf(String body) {
        return CallResult.delivered(after("\"crmId\":\"", body), after("\"plan\":{\"name\":\"", body));
    }

    private static String after(String start, String body) {
        int begin = body.indexOf(start) + start.length();
        return body.substring(begin, body.indexOf('"', begin));
    }
}
