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
package io.webhookscript.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The variables that a part of a template sees, as in Jinja2: loops and block {@code set} open a new scope, {@code if}
 * does not.
 */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Variable> variables = new HashMap<>();
    private Set<String> certain = new HashSet<>();

    /** @param loop whether it is a loop's {@code loop} */
    record Variable(int slot, boolean loop, DataUsage reads) {
    }

    /** The meaning of a name: the variables that may hold it, inner ones first, and whether all may be unset. */
    record Meaning(List<Variable> variables, boolean mayBeRoot) {
    }

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    @Nullable
    Variable own(String name) {
        return variables.get(name);
    }

    /** Records that the variable is set from here on, on every path through the template. */
    void declare(String name, Variable variable) {
        variables.put(name, variable);
        certain.add(name);
    }

    Meaning meaning(String name) {
        List<Variable> found = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Variable variable = scope.variables.get(name);
            if (variable != null) {
                found.add(variable);
                if (scope.certain.contains(name)) {
                    return new Meaning(found, false);
                }
            }
        }
        return new Meaning(found, true);
    }

    Set<String> certain() {
        return new HashSet<>(certain);
    }

    void certain(Set<String> names) {
        certain = new HashSet<>(names);
    }
}
