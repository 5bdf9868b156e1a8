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

/** A position in a template's source. It creates the errors for this position. */
record SourcePosition(TemplateSource source, int offset) {

    int line() {
        return source.place(offset).line();
    }

    TemplateException error(String problem, String expected) {
        return new TemplateException(source, offset, problem, expected, List.of());
    }

    TemplateException error(String problem, String expected, List<String> suggestions) {
        return new TemplateException(source, offset, problem, expected, suggestions);
    }
}
