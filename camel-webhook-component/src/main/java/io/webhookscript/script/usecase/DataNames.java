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
package io.webhookscript.script.usecase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.script.UseCase;
import io.webhookscript.script.UseCase.Placeholder;
import io.webhookscript.template.Reference;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;

/**
 * The names with which a path to the data of a use case may begin.
 *
 * @param roots         top-level keys of the event
 * @param subjectFields fields of the subject, which need no prefix
 */
public record DataNames(Set<String> roots, Set<String> subjectFields) {

    private static final TemplateCompiler COMPILER = new TemplateCompiler(Map.of(), Set.of(), false);

    /** The root of the whole event. */
    static final String EVENT = "event";

    static DataNames of(UseCase useCase) {
        Set<String> roots = new LinkedHashSet<>();
        Set<String> subjectFields = new LinkedHashSet<>();
        for (Placeholder placeholder : useCase.placeholders()) {
            List<String> keys = keys(placeholder.path());
            roots.add(keys.get(0));
            if (keys.size() > 1 && Optional.ofNullable(useCase.subject()).filter(keys.get(0)::equals).isPresent()) {
                subjectFields.add(keys.get(1));
            }
        }
        return new DataNames(Collections.unmodifiableSet(roots), Collections.unmodifiableSet(subjectFields));
    }

    /**
     * Returns the data that a path of a use case reads.
     *
     * @throws TemplateException when it is not a path
     */
    static List<Reference> references(String path) {
        return COMPILER.expression(TemplateSource.of(path)).references();
    }

    /**
     * Returns the keys of the event that a placeholder reads: {@code event.message.text} reads {@code message, text}.
     */
    private static List<String> keys(String path) {
        Reference read = references(path).get(0);
        List<String> keys = new ArrayList<>(read.fields());
        if (!read.root().equals(EVENT) || keys.isEmpty()) {
            keys.add(0, read.root());
        }
        return keys;
    }
}
