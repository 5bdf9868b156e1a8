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
package io.webhookscript.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a script whose receiver fails.
 *
 * @param failingSince the first of the failures without a success after it; null when the last attempt has succeeded
 * @param warnedAt     when a warning about these failures was published; null when none was
 * @param stop         why the script was stopped by itself; null when it was not
 */
public record ScriptCondition(@Nullable Instant failingSince, @Nullable Instant warnedAt, @Nullable Stop stop) {

    /** Nothing has failed. */
    public static final ScriptCondition GOOD = new ScriptCondition(null, null, null);

    /**
     * The stop of a script, which lasts until somebody starts it, or its file is changed.
     *
     * @param version of the script that was stopped
     * @param state   the code of its state, {@code gone} or {@code disabled}
     * @param reason  masked
     */
    public record Stop(Instant at, String version, String state, String reason) {
    }

    /** After a failed attempt. */
    public ScriptCondition failing(Instant at) {
        return failingSince == null ? new ScriptCondition(at, null, stop) : this;
    }

    /** After a delivered event. */
    public ScriptCondition delivered() {
        return new ScriptCondition(null, null, stop);
    }

    public ScriptCondition warned(Instant at) {
        return new ScriptCondition(failingSince, at, stop);
    }

    public ScriptCondition stopped(Stop by) {
        return new ScriptCondition(failingSince, warnedAt, by);
    }
}
