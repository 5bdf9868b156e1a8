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
package io.webhookscript.script;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import io.webhookscript.script.UseCase.Placeholder;

/**
 * The names with which a template may begin to read the data of a use case.
 *
 * @param roots         top-level keys of the event
 * @param subjectFields fields of the subject, which need no prefix
 */
record DataNames(Set<String> roots, Set<String> subjectFields) {

    static DataNames of(UseCase useCase) {
        return new DataNames(
                firstNames(useCase, ""), useCase.subject().map(s -> firstNames(useCase, s + ".")).orElse(Set.of()));
    }

    private static Set<String> firstNames(UseCase useCase, String prefix) {
        Set<String> names = new LinkedHashSet<>();
        useCase.placeholders().stream().map(Placeholder::path).filter(p -> p.startsWith(prefix))
                .forEach(p -> names.add(p.substring(prefix.length()).split("[.\\[]", 2)[0]));
        return Collections.unmodifiableSet(names);
    }
}
