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

/**
 * The parser state of a JSON text as a long: what may come next, and above it one bit for each open container. A
 * literal of a template is parsed once for each state, not again in each rendering.
 */
@SuppressWarnings("EnumOrdinal") // states are never stored beyond the life of this class
final class JsonState {

    /** The state is not known: only the whole text shows whether it is JSON. */
    static final long UNKNOWN = -1;
    /** The state before the first character. */
    static final long START = of(1, JsonGrammar.Point.VALUE);

    private static final int POINT_BITS = 4;
    private static final int POINT = (1 << POINT_BITS) - 1;
    /** Deeper nesting does not fit into a long. */
    static final int DEPTH = 58;

    private JsonState() {
    }

    private static long of(long containers, JsonGrammar.Point point) {
        return containers << POINT_BITS | point.ordinal();
    }

    static long of(boolean[] objects, int depth, JsonGrammar.Point point) {
        if (depth > DEPTH) {
            return UNKNOWN;
        }
        long containers = 1;
        for (int i = 0; i < depth; i++) {
            containers = containers << 1 | (objects[i] ? 1 : 0);
        }
        return of(containers, point);
    }

    static JsonGrammar.Point point(long state) {
        return JsonGrammar.Point.ALL.get((int) state & POINT);
    }

    /** Returns the open containers, outer ones first; true is an object. */
    static boolean[] containers(long state) {
        long containers = state >> POINT_BITS;
        boolean[] objects = new boolean[63 - Long.numberOfLeadingZeros(containers)];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = (containers >> (objects.length - 1 - i) & 1) == 1;
        }
        return objects;
    }

    /**
     * Returns the state after a piece of text; unknown if it is not valid or ends inside a number, a word or an escape.
     */
    static long after(long state, String piece) {
        if (state == UNKNOWN) {
            return UNKNOWN;
        }
        try {
            return JsonGrammar.after(state, piece.toCharArray());
        } catch (MalformedJsonException e) {
            return UNKNOWN; // the check of the whole text reports where the error is
        }
    }

    /** Whether a value may come next and cannot merge with the text before it. */
    static boolean takesValue(long state) {
        int point = (int) state & POINT;
        return point == JsonGrammar.Point.VALUE.ordinal() || point == JsonGrammar.Point.ITEM_OR_END.ordinal();
    }

    /** Returns the state after a whole value of any kind. */
    static long afterValue(long state) {
        return takesValue(state) ? (state & ~POINT) + JsonGrammar.Point.REST.ordinal() : UNKNOWN;
    }

    /** Whether the whole text is one JSON value. */
    static boolean isWhole(long state) {
        return state == of(1, JsonGrammar.Point.REST) || state == of(1, JsonGrammar.Point.SCALAR);
    }
}
