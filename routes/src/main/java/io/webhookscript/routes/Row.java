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
package io.webhookscript.routes;

import org.jspecify.annotations.Nullable;

/**
 * A row of a file.
 *
 * @param line    the number of the line in which the row begins, from 1
 * @param content the event, as JSON text or as a map; for a row that is rejected, its text or its values
 * @param problem why the row is rejected; null for an event
 */
record Row(long line, Object content, @Nullable String problem) {

    static Row event(long line, Object event) {
        return new Row(line, event, null);
    }

    static Row rejected(long line, Object content, String problem) {
        return new Row(line, content, problem);
    }
}
