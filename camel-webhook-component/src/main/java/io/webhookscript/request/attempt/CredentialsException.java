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
package io.webhookscript.request.attempt;

import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a token server did not return a token for an attempt. The receiver was not called. The message is one
 * sentence for the user, without secrets.
 */
public final class CredentialsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final int status;

    CredentialsException(Outcome outcome, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
        this.status = status;
    }

    /**
     * {@link Outcome#TEMPORARY} when the token server fails, {@link Outcome#REFUSED} when it rejects the credentials.
     */
    public Outcome outcome() {
        return outcome;
    }

    /** The token server's status, if it responded. */
    public @Nullable Integer status() {
        return status == 0 ? null : Integer.valueOf(status);
    }
}
