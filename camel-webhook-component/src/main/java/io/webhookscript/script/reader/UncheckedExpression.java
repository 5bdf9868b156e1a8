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

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;

/** Replaces an expression whose language is not available, in a script that was read without Camel. */
record UncheckedExpression(String language, TemplateSource source) implements Expression {

    @Override
    public Object evaluate(DataRoots roots) {
        throw new TemplateException(
                source, 0, "the language `" + language + "` is not available, since the script was read without Camel",
                "a script that was loaded by the component", List.of());
    }
}
