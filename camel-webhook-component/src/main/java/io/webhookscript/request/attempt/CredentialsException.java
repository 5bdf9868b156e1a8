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

import java.util.OptionalInt;

import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of an attempt could not be got from a token server. The receiver was not called. Its message is one
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
     * {@link Outcome#TEMPORARY} when the token server is ill, {@link Outcome#REFUSED} when it refuses our credentials.
     */
    public Outcome outcome() {
        return outcome;
    }

    /** The token server's status, when it answered. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
