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
package io.webhookscript.script.reader;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.ScriptDefinition.OnFailure;
import io.webhookscript.script.ScriptDefinition.Ordered;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import org.jspecify.annotations.Nullable;

/** Reads {@code ordered}: a key, or a map with the key and what a failed event does to the later ones of its key. */
final class OrderReader {

    private static final String ORDERED = "ordered";
    private static final List<String> KEYS = List.of("key", "onFailure");
    private static final Map<String, OnFailure> ON_FAILURE
            = Map.of("continue", OnFailure.CONTINUE, "park", OnFailure.PARK);

    private final ScriptCompiler compiling;
    private final @Nullable Boolean hasStore;
    private final Findings findings;

    /** @param hasStore null when that is not known */
    OrderReader(ScriptCompiler compiling, @Nullable Boolean hasStore, Findings findings) {
        this.compiling = compiling;
        this.hasStore = hasStore;
        this.findings = findings;
    }

    /** @param async whether the script's callers do not wait for the outcome */
    Optional<Ordered> read(Section script, boolean async) {
        Optional<Ordered> ordered = script.node(ORDERED).flatMap(node -> read(script, node));
        if (script.has(ORDERED) && !async) {
            findings.add(ProblemCode.CONFLICTING_KEYS, script.keyOf(ORDERED), ORDERED,
                    "the caller of this script waits for the outcome, so its events have the order of their callers",
                    "`execution: async`, or no `ordered`");
        }
        if (script.has(ORDERED) && Boolean.FALSE.equals(hasStore)) {
            findings.add(ProblemCode.NEEDS_STORE, script.keyOf(ORDERED), ORDERED,
                    "the component has no store, and in memory the order would end with a restart",
                    "the component option `store`, such as `store = sqlite:webhooks.db`");
        }
        return ordered;
    }

    /** A map without these keys is an expression in another language. */
    private Optional<Ordered> read(Section script, YamlNode node) {
        if (!(node instanceof Mapping map) || KEYS.stream().noneMatch(key -> map.entry(key).isPresent())) {
            return Optional.of(new Ordered(compiling.value(node, ORDERED, Scope.REQUEST), OnFailure.CONTINUE));
        }
        return script.section(ORDERED, KEYS).flatMap(section -> {
            section.require("key");
            OnFailure onFailure = section.choice("onFailure", ON_FAILURE).orElse(OnFailure.CONTINUE);
            return section.node("key")
                    .map(key -> new Ordered(compiling.value(key, section.path("key"), Scope.REQUEST), onFailure));
        });
    }
}
