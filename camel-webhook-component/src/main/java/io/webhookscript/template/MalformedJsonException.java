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

/** Reports a text that is not JSON. The message never quotes more of it than one character. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String problem;

    MalformedJsonException(int offset, String problem) {
        super(problem);
        this.offset = offset;
        this.problem = problem;
    }

    /** Returns what is wrong, without the position. */
    public String problem() {
        return problem;
    }

    /** Returns the offset in the text, in UTF-16 units. */
    public int offset() {
        return offset;
    }
}
