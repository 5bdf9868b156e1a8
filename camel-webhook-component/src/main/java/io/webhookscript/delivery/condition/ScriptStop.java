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
package io.webhookscript.delivery.condition;

import io.webhookscript.delivery.report.ScriptState;

/**
 * Why a script stops by itself.
 *
 * @param state  {@link ScriptState#GONE} or {@link ScriptState#DISABLED}
 * @param reason a clause for people, masked, in one line: {@code its receiver …}
 */
public record ScriptStop(ScriptState state, String reason) {

    public ScriptStop {
        if (!state.isStoppedByItself()) {
            throw new IllegalArgumentException(state + " is not a state in which a script has stopped by itself");
        }
    }
}
