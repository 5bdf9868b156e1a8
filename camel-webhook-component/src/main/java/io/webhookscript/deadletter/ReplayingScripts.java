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
package io.webhookscript.deadletter;

import java.util.Optional;

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.Scripts;

/** The scripts as a replay needs them: whether they can send, and how fast. */
final class ReplayingScripts {

    private final Scripts scripts;

    ReplayingScripts(Scripts scripts) {
        this.scripts = scripts;
    }

    /** @throws ReplayRefusedException when the script is not loaded, or does not accept events */
    void check(String name) {
        Optional<ScriptStatus> found = scripts.findWithoutUsers(name);
        if (found.isEmpty()) {
            throw ReplayRefusedException.ofScript(name, "no script of that name is loaded");
        }
        ScriptState state = found.get().state();
        if (!state.takesEvents()) {
            throw ReplayRefusedException.ofScript(name, found.get().why());
        }
    }

    ReplayPace pace(String name) {
        return ReplayPace.of(
                scripts.findWithoutUsers(name).map(ScriptStatus::script)
                        .map(script -> script.definition().limits().rate()).orElse(null));
    }
}
