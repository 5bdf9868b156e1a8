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
package io.webhookscript.delivery.event;

/** Whether a script takes events, and if not, why. Each carries what its callers are told. */
public enum ScriptState {
    /** It takes events. Its routes are made by the first. */
    STARTED("started", ""),
    /** It takes no new event; those that it has taken go on. */
    SUSPENDED("suspended", "the script is suspended"),
    /** It takes no event, and its waits were ended. */
    STOPPED("stopped", "the script is stopped"),
    /** Stopped by an outcome {@code gone}; a changed file starts it again. */
    GONE("gone", "the script is stopped, since its receiver said that it is gone for good"),
    /** Its file says {@code active: false}. */
    INACTIVE("inactive", "the script is not active (active: false)"),
    /** It is not loaded any more. */
    REMOVED("removed", "the script was removed"),
    /** Its file has errors and none of its versions is loaded. */
    BROKEN("broken", "the script's file is broken");

    private final String code;
    private final String reason;

    ScriptState(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** As consoles and metrics show it. */
    public String code() {
        return code;
    }

    /** Why a call fails at once; empty when it does not. */
    public String reason() {
        return reason;
    }

    public boolean takesEvents() {
        return this == STARTED;
    }
}
