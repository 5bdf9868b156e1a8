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
package io.webhookscript.request.render;

import java.util.List;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.RequestBody;

/**
 * The part of a request that is the same on every attempt: without the credentials of {@code request.auth} and without
 * signatures. Release it when no further attempt will be made.
 *
 * @param spooled    the bodies that were spooled for it, besides those of the event
 * @param perAttempt the HTTP headers that each attempt adds
 */
public record RenderedRequest(HttpCall call, List<RequestBody> spooled, AttemptHeaders perAttempt) {

    public RenderedRequest {
        spooled = List.copyOf(spooled);
    }

    /** The same request with other headers, without what must be released. */
    public RenderedRequest with(HttpCall other) {
        return new RenderedRequest(other, List.of(), perAttempt);
    }

    /** The approximate number of bytes in memory that its body takes; content in a file does not count. */
    public long weight() {
        return spooled.isEmpty() ? call.body().map(body -> 2 * body.length()).orElse(0L) : 0;
    }

    /** Releases the spool files that were created for it. */
    public void release() {
        spooled.forEach(RequestBody::release);
    }
}
