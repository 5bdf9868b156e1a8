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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call has no complete response. Its message is one sentence for the user. It may contain the host and
 * the port, but never a path, a query, a header or a byte of a body.
 */
public final class CallFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** How the call failed. */
    public enum Kind {
        /** The address policy rejected the address; nothing was sent. */
        ADDRESS_REFUSED,
        /** Unknown host: the name could not be resolved. */
        DNS,
        /** No connection could be made, or none was free in time. */
        CONNECT,
        /** The receiver is not trusted, or does not speak TLS. */
        TLS,
        /** The deadline passed. */
        TIMEOUT,
        /** The connection broke, or the data received was not a complete, valid HTTP response. */
        BROKEN
    }

    private final Kind kind;
    private final boolean sent;
    private final int status;

    /**
     * @param sent   whether any byte of the request may have reached the receiver
     * @param status the status of the incomplete response, 0 when none was read
     */
    public CallFailedException(Kind kind, boolean sent, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.sent = sent;
        this.status = status;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the receiver may have acted on the request. */
    public boolean sent() {
        return sent;
    }

    public @Nullable Integer status() {
        return status == 0 ? null : Integer.valueOf(status);
    }
}
