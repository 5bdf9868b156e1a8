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

/** The fields of {@code loop}. */
enum LoopField {
    INDEX("index"),
    INDEX0("index0"),
    REVINDEX("revindex"),
    REVINDEX0("revindex0"),
    FIRST("first"),
    LAST("last"),
    LENGTH("length"),
    PREVITEM("previtem"),
    NEXTITEM("nextitem");

    private final String word;

    LoopField(String word) {
        this.word = word;
    }

    @Nullable
    Object of(LoopState loop) {
        return switch (this) {
            case INDEX -> loop.index() + 1L;
            case INDEX0 -> (long) loop.index();
            case REVINDEX -> (long) loop.size() - loop.index();
            case REVINDEX0 -> loop.size() - loop.index() - 1L;
            case FIRST, LAST -> holds(loop);
            case LENGTH -> (long) loop.size();
            case PREVITEM -> loop.neighbour(-1);
            case NEXTITEM -> loop.neighbour(1);
        };
    }

    /** Whether its value counts as true. */
    boolean holds(LoopState loop) {
        return switch (this) {
            case FIRST -> loop.index() == 0;
            case LAST -> loop.index() == loop.size() - 1;
            default -> Truth.of(of(loop));
        };
    }

    static Optional<LoopField> named(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(field -> field.word).toList();
    }
}
