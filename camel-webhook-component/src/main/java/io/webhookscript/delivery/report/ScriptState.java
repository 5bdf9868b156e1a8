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
package io.webhookscript.delivery.report;

/** Says whether a script accepts events, and if not, why. Each state has the reason that callers get. */
public enum ScriptState {
    /** The script accepts events. The first event creates its routes. */
    STARTED("started", ""),
    /** The script rejects new events; accepted deliveries continue. */
    SUSPENDED("suspended", "the script is suspended"),
    /** The script rejects events, and its waiting deliveries were ended. */
    STOPPED("stopped", "the script is stopped"),
    /** The script was stopped by an outcome {@code gone}; a changed file starts it again. */
    GONE("gone", "the script is stopped, since its receiver reported that it is gone for good"),
    /**
     * The script was stopped since it had nothing but failures for longer than {@code limits.disableAfter}, or since
     * its receiver asked for it; a changed file starts it again.
     */
    DISABLED("disabled", "the script is disabled"),
    /** The script's file says {@code active: false}. */
    INACTIVE("inactive", "the script is not active (active: false)"),
    /** The script is no longer loaded. */
    REMOVED("removed", "the script was removed"),
    /** The script's file has errors, and none of its versions is loaded. */
    BROKEN("broken", "the script's file is broken");

    private final String code;
    private final String reason;

    ScriptState(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The name of the state in consoles and metrics. */
    public String code() {
        return code;
    }

    /** The reason why a call fails at once; empty when it does not. */
    public String reason() {
        return reason;
    }

    /** Whether neither a person nor Camel has stopped the script, but its receiver. */
    public boolean isStoppedByItself() {
        return this == GONE || this == DISABLED;
    }

    /** Reads the code of a state in which a script has stopped by itself. */
    public static ScriptState stoppedByItself(String code) {
        return code.equals(GONE.code) ? GONE : DISABLED;
    }

    public boolean takesEvents() {
        return this == STARTED;
    }
}
