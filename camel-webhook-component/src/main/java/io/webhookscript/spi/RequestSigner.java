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
package io.webhookscript.spi;

import java.time.Instant;
import java.util.List;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;

/**
 * Signs requests in a custom way. It is a bean that {@code request.signature.ref} names. It is called on every attempt,
 * on the sending thread, and must be thread-safe.
 */
@FunctionalInterface
public interface RequestSigner {

    /**
     * Returns the HTTP headers to add.
     *
     * @param call      the call as it will be sent, with authentication
     * @param messageId the message id, the same on every attempt
     * @param timestamp the time of this attempt
     */
    List<HttpHeader> sign(HttpCall call, String messageId, Instant timestamp);
}
