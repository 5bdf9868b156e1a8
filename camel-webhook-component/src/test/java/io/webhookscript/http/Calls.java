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
package io.webhookscript.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.RequestBody;

/** The calls that the tests of this package make. */
final class Calls {

    /** Long enough that only a fault makes a test wait for it, even on a loaded machine. */
    static final CallLimits PATIENT = new CallLimits(Duration.ofSeconds(20), 1024 * 1024);
    static final ConnectionProfile LOOPBACK
            = new ConnectionProfile(AddressPolicy.allowing(List.of("loopback")), null);

    private Calls() {
    }

    static HttpConnections client() {
        return new HttpConnections(new Sizes(50, 20));
    }

    static HttpCall get(URI uri) {
        return new HttpCall("GET", uri, List.of(), null);
    }

    static HttpCall post(URI uri, String body) {
        return post(uri, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static HttpCall post(URI uri, byte[] body) {
        return new HttpCall("POST", uri, List.of(), RequestBody.of(body));
    }

    static CallLimits within(long millis) {
        return new CallLimits(Duration.ofMillis(millis), 1024 * 1024);
    }
}
