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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The data that an expression or a variable depends on, through its value and through the conditions around it. Used
 * while one template is compiled.
 */
final class DataUsage {

    private final Set<Reference> values = new LinkedHashSet<>();
    private final Set<Reference> conditions = new LinkedHashSet<>();

    void add(Reference reference) {
        values.add(reference);
    }

    void addConditions(Collection<Reference> references) {
        conditions.addAll(references);
    }

    void addAll(DataUsage other) {
        values.addAll(other.values);
        conditions.addAll(other.conditions);
    }

    Set<Reference> values() {
        return values;
    }

    Set<Reference> all() {
        Set<Reference> all = new LinkedHashSet<>(values);
        all.addAll(conditions);
        return all;
    }

    boolean touches(Set<String> roots) {
        return values.stream().anyMatch(reference -> roots.contains(reference.root()));
    }
}
