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

import java.util.List;
import java.util.Set;

/**
 * A path that an expression reads: {@code contact.czCol.15} is root {@code contact}, fields {@code czCol, 15}; fields
 * end at the first index that is not literal.
 *
 * @param offset the offset of the path in the source, in UTF-16 units
 */
public record Reference(String root, List<String> fields, TemplateSource source, int offset) {

    public Reference {
        fields = List.copyOf(fields);
    }

    /** Whether each of them reads one of these roots. */
    static boolean allRead(List<Reference> references, Set<String> roots) {
        for (Reference reference : references) {
            if (!roots.contains(reference.root())) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of them reads that field of the root, or the root as a whole. */
    static boolean anyReads(List<Reference> references, String root, String field) {
        for (Reference reference : references) {
            if (reference.root().equals(root)
                    && (reference.fields().isEmpty() || reference.fields().get(0).equals(field))) {
                return true;
            }
        }
        return false;
    }
}
