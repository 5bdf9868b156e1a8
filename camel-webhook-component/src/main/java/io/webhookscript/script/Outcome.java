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

/** How an attempt or a delivery ended. Each carries its own rules; nobody else compares outcomes. */
public enum Outcome {
    /** The receiver took it. */
    DELIVERED("delivered", false, false, false),
    /** The receiver acted, but its response is of no use. */
    UNUSABLE("unusable", false, false, false),
    /** It may work later. */
    TEMPORARY("temporary", true, true, false),
    /** It will not work again as it is. */
    REFUSED("refused", false, false, false),
    /** The receiver is gone for good: the script stops. */
    GONE("gone", false, false, true),
    /** Nothing went out. */
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

    /** The word of script files, headers, metrics and dead letters. */
    public String code() {
        return code;
    }

    public boolean succeeded() {
        return this == DELIVERED;
    }

    /** Whether another attempt may help (an ambiguous failure of a POST is the retry plan's question). */
    public boolean mayBeRetried() {
        return retried;
    }

    /** Whether it says that the receiver is ill. */
    public boolean countsAgainstBreaker() {
        return tripsBreaker;
    }

    /** Whether the breaker takes no notice at all, neither as success nor as failure. */
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
