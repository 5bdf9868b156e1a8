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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Decides what counts as true: everything except undefined, none, false, 0 and empty values. */
final class Truth {

    private Truth() {
    }

    static boolean of(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (Kind.isMissing(value)) {
            return false;
        }
        Number number = Numbers.of(value);
        if (number != null) {
            return Numbers.signum(number) != 0;
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return !(value instanceof byte[] bytes) || bytes.length > 0;
    }
}
