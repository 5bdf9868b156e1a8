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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What {@code loop} knows. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
enum LoopField {
    INDEX("index", loop -> loop.index() + 1L),
    INDEX0("index0", loop -> (long) loop.index()),
    REVINDEX("revindex", loop -> (long) loop.size() - loop.index()),
    REVINDEX0("revindex0", loop -> loop.size() - loop.index() - 1L),
    FIRST("first", loop -> loop.index() == 0),
    LAST("last", loop -> loop.index() == loop.size() - 1),
    LENGTH("length", loop -> (long) loop.size()),
    PREVITEM("previtem", loop -> loop.neighbour(-1)),
    NEXTITEM("nextitem", loop -> loop.neighbour(1));

    private final String word;
    private final Reader value;

    private interface Reader {
        @Nullable
        Object apply(LoopState loop);
    }

    LoopField(String word, Reader value) {
        this.word = word;
        this.value = value;
    }

    @Nullable
    Object of(LoopState state) {
        return value.apply(state);
    }

    static Optional<LoopField> named(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(field -> field.word).toList();
    }
}
