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

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.webhookscript.store.ScriptCondition;
import io.webhookscript.store.ScriptStates;

/** Keeps the conditions of scripts until the component stops. */
public final class MemoryScriptStates implements ScriptStates {

    private final Map<String, ScriptCondition> conditions = new ConcurrentHashMap<>();

    @Override
    public Map<String, ScriptCondition> all() {
        return Map.copyOf(conditions);
    }

    @Override
    public CompletionStage<ScriptCondition> update(String script, UnaryOperator<ScriptCondition> change) {
        ScriptCondition now = conditions.compute(script, (name, known) -> {
            ScriptCondition changed = change.apply(Objects.requireNonNullElse(known, ScriptCondition.GOOD));
            return changed.equals(ScriptCondition.GOOD) ? null : changed;
        });
        return CompletableFuture.completedFuture(Objects.requireNonNullElse(now, ScriptCondition.GOOD));
    }
}
