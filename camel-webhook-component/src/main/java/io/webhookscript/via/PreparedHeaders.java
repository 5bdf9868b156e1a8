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
package io.webhookscript.via;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Sends the headers of the call and no other headers of the message. Accepts the headers that the receiver sends,
 * except names that control Camel.
 */
final class PreparedHeaders implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return EndpointCall.of(exchange).map(call -> !call.sends(name)).orElseGet(() -> isCamels(name));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return isCamels(name);
    }

    static boolean isCamels(String name) {
        return name.regionMatches(true, 0, "Camel", 0, "Camel".length())
                || name.regionMatches(true, 0, "org.apache.camel", 0, "org.apache.camel".length());
    }
}
