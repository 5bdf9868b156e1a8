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

/** Literal text in a JSON template: remembers what it does to the state of the JSON text, so that it is read once. */
final class JsonLiteral implements Statement {

    /** As many states as one text is met in, in most templates. */
    private static final int REMEMBERED = 4;

    private final String text;
    private final char[] chars;
    private final boolean mayJoin;
    private final SourcePosition spot;
    /** Never changed, but replaced by a longer one; where threads race, one of them computes again. */
    private volatile Step[] steps = {};

    private record Step(long before, long after) {
    }

    /** @param mayJoin whether it begins so that a JSON value right before it would become one with it */
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
            JsonPlace.requireApart(run.out(), spot);
        }
        run.json(after(run.json()));
        run.out().append(chars, spot);
    }

    /** Refuses a value right after this text, with whose last character it would become one. */
    void requireApart(SourcePosition value) {
        if (JsonPlace.mayContinue(chars[chars.length - 1])) {
            throw chars[chars.length - 1] == '-'
                    ? value.error("a JSON value directly after `-`", "the sign in the placeholder, as in `{{ -n }}`")
                    : JsonPlace.joined(value);
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
