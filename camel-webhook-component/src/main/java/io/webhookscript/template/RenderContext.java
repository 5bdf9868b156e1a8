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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** One evaluation: the data, the variables, the text so far, and what is left of the limits. Used by one thread. */
final class RenderContext {

    /** The value of a variable that is not set yet; it never leaves this package's nodes. */
    static final Object UNSET = new Object();

    private static final Object[] NONE = {};

    private static final DataRoots NO_DATA = root -> Undefined.UNDEFINED;

    private DataRoots roots;
    private @Nullable String rootName;
    private @Nullable Object rootValue;
    private final Object[] slots;
    private final int textLimit;
    private Output out;
    private long work;
    private int rounds;
    private @Nullable List<Mark> marks;
    private @Nullable Output traced;

    private long json = JsonState.START;
    private int valueEnd = -1;
    private int originEnd;
    private @Nullable List<Mark> touched;
    private @Nullable List<BytePiece> pieces;
    private @Nullable Output cut;

    /**
     * The source position of the output from an offset on.
     *
     * @param literal the number of characters that are copied unchanged from the source
     */
    record Mark(int offset, SourcePosition spot, int literal) {

        SourcePosition of(int character) {
            return literal == 0
                    ? spot : new SourcePosition(spot.source(), spot.offset() + Math.min(character - offset, literal));
        }
    }

    /**
     * @param capacity  characters that will probably be put out
     * @param textLimit of the characters that are put out, and of each text that is made on the way
     */
    RenderContext(DataRoots roots, int slots, SourcePosition start, int capacity, int textLimit) {
        this.textLimit = textLimit;
        this.roots = roots;
        this.slots = slots == 0 ? NONE : new Object[slots];
        clear(0, slots);
        this.out = new Output(start, capacity, textLimit);
    }

    int textLimit() {
        return textLimit;
    }

    /** For a text that is made on the way. */
    Output newOutput(SourcePosition spot) {
        return new Output(spot, Output.SHORT, textLimit);
    }

    /** Begins another evaluation, after {@link #clear(SourcePosition)}. */
    void begin(DataRoots data) {
        roots = data;
    }

    /** Clears the state after a successful evaluation, so that no data of the event is kept. */
    void clear(SourcePosition start) {
        roots = NO_DATA;
        rootName = null;
        rootValue = null;
        clear(0, slots.length);
        out.clear(start);
        work = 0;
        rounds = 0;
        json = JsonState.START;
        valueEnd = -1;
        originEnd = 0;
        touched = null;
    }

    /** Texts read one root many times in a row; names are interned. */
    @Nullable
    Object root(String name) {
        if (!name.equals(rootName)) {
            rootValue = roots.get(name);
            rootName = name;
        }
        return rootValue;
    }

    void revealed(String text) {
        if (!text.isEmpty()) {
            roots.revealed(text);
        }
    }

    @Nullable
    Object slot(int index) {
        return slots[index];
    }

    void set(int index, @Nullable Object value) {
        slots[index] = value;
    }

    void clear(int from, int to) {
        for (int i = from; i < to; i++) {
            slots[i] = UNSET;
        }
    }

    Output out() {
        return out;
    }

    /** Redirects the output, for the text of a block {@code set}; returns the previous output. */
    Output redirect(Output other) {
        Output before = out;
        out = other;
        return before;
    }

    void spend(long units, SourcePosition spot) {
        work += units;
        if (work > Limits.WORK) {
            throw spot.error("more than " + Limits.WORK + " steps", "less work: fewer loops, filters or data");
        }
    }

    void spendOnText(long characters, SourcePosition spot) {
        spend(1 + (characters >> 6), spot);
    }

    void countRound(SourcePosition spot) {
        work++;
        if (++rounds > Limits.LOOP_STEPS) {
            throw spot.error("the loops run more than " + Limits.LOOP_STEPS + " iterations", "at most " + Limits.LOOP_STEPS);
        }
    }

    /** Returns the work done so far, in units of {@link Limits#WORK}. */
    long work() {
        return work;
    }

    /** Returns the {@link JsonState} of the text so far. */
    long json() {
        return json;
    }

    void json(long state) {
        json = state;
    }

    int valueEnd() {
        return valueEnd;
    }

    /** Records that a placeholder has written a whole JSON value. */
    void wroteValue() {
        valueEnd = out.length();
        json = JsonState.afterValue(json);
    }

    int originEnd() {
        return originEnd;
    }

    /** Records where the value ends that is the origin of a URL. */
    void originEnd(int offset) {
        originEnd = offset;
    }

    /** Records that a placeholder has written into a URL's path from an offset up to the current end. */
    void touched(int start, SourcePosition spot) {
        if (touched == null) {
            touched = new ArrayList<>();
        }
        touched.add(new Mark(start, spot, 0));
        touched.add(new Mark(out.length(), spot, 0));
    }

    boolean isTouched() {
        return touched != null;
    }

    void moveTouched(int distance) {
        if (touched != null) {
            touched.replaceAll(mark -> new Mark(mark.offset() + distance, mark.spot(), 0));
        }
    }

    /** Returns the position of a placeholder between two offsets, even if it printed nothing. */
    @Nullable
    SourcePosition touchedBetween(int start, int end) {
        if (touched != null) {
            for (Mark mark : touched) {
                if (mark.offset() >= start && mark.offset() <= end) {
                    return mark.spot();
                }
            }
        }
        return null;
    }

    /** From now on bytes stand beside the output, not in it as text. */
    void keepBytes() {
        pieces = new ArrayList<>();
        cut = out;
    }

    /** Takes bytes that are printed here, where they are kept; those in a block {@code set} become text with it. */
    boolean keepsBytes(byte[] bytes) {
        if (pieces == null || out != cut) {
            return false;
        }
        pieces.add(new BytePiece(out.length(), bytes));
        return true;
    }

    List<BytePiece> pieces() {
        return pieces == null ? List.of() : pieces;
    }

    /** From now on remembers which part of the output came from where; for the place of an error in the whole. */
    void trace() {
        marks = new ArrayList<>();
        traced = out;
    }

    void at(SourcePosition spot) {
        out.from(spot);
        trace(spot, 0);
    }

    /**
     * Records the position if tracing is on. The text of a block {@code set} gets the position where it is printed.
     */
    void trace(SourcePosition spot, int literal) {
        if (marks != null && out == traced) {
            marks.add(new Mark(out.length(), spot, literal));
        }
    }

    /** Returns the source position of the character at an offset of the output. */
    SourcePosition origin(int offset, SourcePosition start) {
        SourcePosition found = start;
        if (marks != null) {
            for (Mark mark : marks) {
                if (mark.offset() > offset) {
                    break;
                }
                found = mark.of(offset);
            }
        }
        return found;
    }
}
