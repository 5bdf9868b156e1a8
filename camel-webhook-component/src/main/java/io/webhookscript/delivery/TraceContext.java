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
package io.webhookscript.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.InboundHeaders;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The context of a trace (W3C Trace Context): the message headers {@code traceparent} and {@code tracestate} of Camel's
 * tracers. No other header is copied, in particular not {@code baggage}.
 *
 * @param parent null without a trace
 * @param state  null if the trace has none
 */
public record TraceContext(@Nullable String parent, @Nullable String state) {

    static final TraceContext NONE = new TraceContext(null, null);

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    /** The format of §3.2.2 for any version. A value from outside may have any content. */
    private static final Pattern PARENT_FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * The format of §3.3.1: visible characters and blanks, up to 512 characters, which every implementation accepts.
     */
    private static final Pattern STATE_FORM = Pattern.compile("[\\x20-\\x7e]{1,512}");

    public static TraceContext of(Message message) {
        Optional<String> parent = header(message, PARENT, PARENT_FORM);
        return parent.isEmpty() ? NONE : new TraceContext(parent.orElse(null), header(message, STATE, STATE_FORM).orElse(null));
    }

    private static Optional<String> header(Message message, String name, Pattern form) {
        return new InboundHeaders(message).text(name).filter(value -> form.matcher(value).matches());
    }

    public void to(Message message) {
        if (parent != null) {
            message.setHeader(PARENT, parent);
            if (state != null) {
                message.setHeader(STATE, state);
            }
        }
    }

    /** The HTTP headers of the trace context. */
    List<HttpHeader> headers() {
        if (parent == null) {
            return List.of();
        }
        List<HttpHeader> headers = new ArrayList<>(2);
        headers.add(new HttpHeader(PARENT, parent));
        if (state != null) {
            headers.add(new HttpHeader(STATE, state));
        }
        return headers;
    }
}
