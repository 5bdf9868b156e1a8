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

/**
 * The state of a loop; the index counts from 0. All iterations share one instance, since no value of a template
 * outlives its iteration.
 */
final class LoopState {

    private final List<?> items;
    private final int size;
    private int index = -1;

    LoopState(List<?> items) {
        this.items = items;
        this.size = items.size();
    }

    /** Starts the next iteration; false when there is none. */
    boolean next() {
        return ++index < size;
    }

    int index() {
        return index;
    }

    int size() {
        return size;
    }

    @Nullable
    Object item() {
        return items.get(index);
    }

    @Nullable
    Object neighbour(int distance) {
        int at = index + distance;
        return at >= 0 && at < size ? items.get(at) : Undefined.UNDEFINED;
    }
}
