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

import org.jspecify.annotations.Nullable;

/** A compiled template. Immutable and thread-safe; made by {@link TemplateCompiler}. */
public final class Template implements Expression {

    Template() {
    }

    /** The text with all placeholders filled, escaped for the template's position. */
    public String render(DataRoots roots) {
        throw new UnsupportedOperationException();
    }

    /** The value of a template that is one placeholder and nothing else, with its type; else the rendered text. */
    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        throw new UnsupportedOperationException();
    }

    /** Whether there is no placeholder or tag in it, so that it always renders the same. */
    public boolean isLiteral() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Reference> references() {
        throw new UnsupportedOperationException();
    }

    /** For {@link Position#URL}: what the scheme, host and port are made of; empty when they are literal. */
    public List<Reference> originReferences() {
        throw new UnsupportedOperationException();
    }

    /** Places where the filter {@code safe} turns escaping off, for the validator's report. */
    public List<Reference> unescaped() {
        throw new UnsupportedOperationException();
    }
}
