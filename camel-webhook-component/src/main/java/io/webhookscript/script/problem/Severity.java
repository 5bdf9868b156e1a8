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
package io.webhookscript.script.problem;

import java.util.Locale;

/** The severity of a problem. */
public enum Severity {
    /** The script does not load. */
    ERROR,
    /** The script loads, but the problem should be checked. */
    WARNING,
    /** Information: nothing is wrong, as far as it could be checked. */
    NOTE;

    /** Returns the name for users, such as {@code warning}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
