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

import org.jspecify.annotations.Nullable;

/** A compiled expression without braces, such as a condition. */
record BareExpression(Node node, SourcePosition start, int slots, List<Reference> references, boolean sensitive, int textLimit)
        implements
            Expression {

    BareExpression {
        references = List.copyOf(references);
    }

    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        RenderContext run = new RenderContext(roots, slots, start, 0, textLimit);
        Object value = node.evaluate(run);
        if (sensitive) {
            run.revealed(Texts.of(value, run, start));
        }
        return value;
    }

    @Override
    public boolean readsOnly(Set<String> roots) {
        return Reference.allRead(references, roots);
    }

    @Override
    public boolean mayRead(String root, String field) {
        return Reference.anyReads(references, root, field);
    }
}
