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

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Keeps the {@link ScriptCondition} of scripts beyond the end of the process, so that days of failures are counted
 * across restarts and by all nodes, and a script that was stopped stays stopped. The component uses the only bean of
 * this type in the registry, else those of its store; without both, the conditions are in memory. Thread-safe.
 */
public interface ScriptStates {

    /**
     * The conditions that are not {@link ScriptCondition#GOOD}, by the name of the script. The component calls it once,
     * when it starts; it may block.
     */
    Map<String, ScriptCondition> all();

    /**
     * Changes the condition of a script, of all nodes one after the other. Returns at once.
     *
     * @param  change a function without effects, which may be called more than once; it gets
     *                {@link ScriptCondition#GOOD} for an unknown script
     * @return        the condition after the change, on any thread; exceptional with a {@link StoreException} when it
     *                could not be stored
     */
    CompletionStage<ScriptCondition> update(String script, UnaryOperator<ScriptCondition> change);
}
