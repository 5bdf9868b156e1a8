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

/**
 * A template that cannot be compiled, or cannot be rendered with the data given. Carries its parts; the message is
 * built from them and quotes the source line with a caret.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient TemplateSource source;
    private final int offset;
    private final String problem;
    private final String expected;
    private final List<String> suggestions;

    /**
     * @param problem     what is wrong and what was found, without place ("unknown filter `uper`")
     * @param expected    what was expected ("a filter"); empty when there is nothing to add
     * @param suggestions names that may have been meant, nearest first
     */
    public TemplateException(TemplateSource source, int offset, String problem, String expected, List<String> suggestions) {
        super(problem);
        this.source = source;
        this.offset = offset;
        this.problem = problem;
        this.expected = expected;
        this.suggestions = List.copyOf(suggestions);
    }

    public TemplateSource source() {
        return source;
    }

    public int line() {
        return source.place(offset).line();
    }

    public int column() {
        return source.place(offset).column();
    }

    public String problem() {
        return problem;
    }

    public String expected() {
        return expected;
    }

    public List<String> suggestions() {
        return suggestions;
    }
}
