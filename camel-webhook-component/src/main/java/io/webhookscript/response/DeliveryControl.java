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
package io.webhookscript.response;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;

/** The requests of a receiver in the header {@code webhook-delivery} of its response. */
public enum DeliveryControl {

    /** No further calls of the script. */
    DISABLE("disable", "the receiver asked for no further calls"),

    /** No further attempts of this message. */
    ABORT_MESSAGE("abort-message", "the receiver asked for no further attempts of this message");

    public static final String HEADER = "webhook-delivery";

    private final String value;
    private final String reason;

    DeliveryControl(String value, String reason) {
        this.value = value;
        this.reason = reason;
    }

    /** The reason why there is no further attempt. */
    public String reason() {
        return reason + " (" + HEADER + ": " + value + ")";
    }

    /** Reads the header; the first of the constants counts if there are several. */
    public static Optional<DeliveryControl> of(HttpResponse response) {
        List<String> values = values(response);
        return Arrays.stream(values()).filter(control -> values.stream().anyMatch(control.value::equalsIgnoreCase)).findFirst();
    }

    /** The first value of the header that has no meaning; it may contain anything. */
    public static Optional<String> unknown(HttpResponse response) {
        return values(response).stream()
                .filter(value -> Arrays.stream(values()).noneMatch(control -> control.value.equalsIgnoreCase(value)))
                .findFirst();
    }

    private static List<String> values(HttpResponse response) {
        return response.headers().stream().filter(header -> header.name().equalsIgnoreCase(HEADER))
                .map(HttpHeader::value).map(String::strip).toList();
    }
}
