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
package io.webhookscript.script;

/**
 * How an attempt or a delivery ended. Each outcome has its own rules as methods; other classes do not compare outcomes.
 */
public enum Outcome {
    /** The receiver accepted it. */
    DELIVERED("delivered", false, false, false),
    /** The receiver accepted it, but its response cannot be used. */
    UNUSABLE("unusable", false, false, false),
    /** The attempt failed, but may work later. */
    TEMPORARY("temporary", true, true, false),
    /** The receiver rejected it; the same request would fail again. */
    REFUSED("refused", false, false, false),
    /** The receiver is permanently gone: the script stops. */
    GONE("gone", false, false, true),
    /** No request was sent. */
    NOT_SENT("notSent", false, false, false);

    private final String code;
    private final boolean retried;
    private final boolean tripsBreaker;
    private final boolean stopsScript;

    Outcome(String code, boolean retried, boolean tripsBreaker, boolean stopsScript) {
        this.code = code;
        this.retried = retried;
        this.tripsBreaker = tripsBreaker;
        this.stopsScript = stopsScript;
    }

    /** Returns the code that script files, headers, metrics and dead letters use. */
    public String code() {
        return code;
    }

    public boolean succeeded() {
        return this == DELIVERED;
    }

    /** Whether another attempt may help. The retry schedule decides about an ambiguous failure of a POST. */
    public boolean mayBeRetried() {
        return retried;
    }

    /** Whether it counts as a failure of the receiver. */
    public boolean countsAgainstBreaker() {
        return tripsBreaker;
    }

    /** Whether the breaker ignores it, neither as success nor as failure. */
    public boolean ignoredByBreaker() {
        return this == NOT_SENT;
    }

    /** Whether a call was made. */
    public boolean wasSent() {
        return this != NOT_SENT;
    }

    public boolean stopsScript() {
        return stopsScript;
    }
}
