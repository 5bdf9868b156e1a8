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

/** Literal text in a JSON template. It caches how it changes the state of the JSON text, so that it is parsed once. */
final class JsonLiteral implements Statement {

    /** The number of states that are cached for one text; most templates need no more. */
    private static final int REMEMBERED = 4;

    private final String text;
    private final char[] chars;
    private final boolean mayJoin;
    private final SourcePosition spot;
    /** Replaced by a longer array, never changed in place. If threads race, one of them computes a step again. */
    private volatile Step[] steps = {};

    private record Step(long before, long after) {
    }

    /** @param mayJoin whether its beginning could merge with a JSON value right before it */
    JsonLiteral(String text, boolean mayJoin, SourcePosition spot) {
        this.text = text;
        this.chars = text.toCharArray();
        this.mayJoin = mayJoin;
        this.spot = spot;
    }

    @Override
    public void render(RenderContext run) {
        run.trace(spot, chars.length);
        if (mayJoin && run.valueEnd() == run.out().length()) {
            JsonEscapeState.requireApart(run.out(), spot);
        }
        run.json(after(run.json()));
        run.out().append(chars, spot);
    }

    /** Rejects a value right after this text when it would merge with the text's last character. */
    void requireApart(SourcePosition value) {
        if (JsonEscapeState.mayContinue(chars[chars.length - 1])) {
            throw chars[chars.length - 1] == '-'
                    ? value.error("a JSON value directly after `-`", "the sign in the placeholder, as in `{{ -n }}`")
                    : JsonEscapeState.joined(value);
        }
    }

    private long after(long state) {
        for (Step step : steps) {
            if (step.before == state) {
                return step.after;
            }
        }
        return remember(state);
    }

    private long remember(long state) {
        Step step = new Step(state, JsonState.after(state, text));
        Step[] known = steps;
        if (known.length < REMEMBERED) {
            Step[] more = java.util.Arrays.copyOf(known, known.length + 1);
            more[known.length] = step;
            steps = more;
        }
        return step.after;
    }
}
