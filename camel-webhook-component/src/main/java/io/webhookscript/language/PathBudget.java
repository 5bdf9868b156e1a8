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
package io.webhookscript.language;

import java.util.function.BooleanSupplier;

/**
 * What the evaluation of one path may do: so many steps as its document is large, and no more when the time is up. The
 * first steps cost nothing of that, so that an ordinary path on an ordinary document never depends on the time. For one
 * evaluation.
 */
final class PathBudget {

    /** Steps that any path may make before its document is measured. */
    private static final long UNMEASURED = 1_000;

    /** Steps that any path may make on any document, however late it is. */
    private static final long FREE = 1_000_000;

    /** Beyond that, for each value of the document: a path that looks at each of them a few times stays far below. */
    private static final long PER_VALUE = 200;

    /**
     * Characters of the way to a value, which the library copies at each step, that cost as much as the step itself.
     */
    private static final int CHARACTERS_OF_A_STEP = 256;

    /** Asking for the time costs more than a step. */
    private static final long STEPS_BETWEEN_LOOKS = 20_000;

    private final Object document;
    private final BooleanSupplier timeIsUp;
    private long steps;
    private long pause = UNMEASURED;
    private long weight;
    private long most;

    PathBudget(Object document, BooleanSupplier timeIsUp) {
        this.document = document;
        this.timeIsUp = timeIsUp;
    }

    /** The evaluation must not go on; the message completes "the path …". */
    static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExhaustedException(String message) {
            super(message, null, false, false);
        }
    }

    /** @throws ExhaustedException when that is too much, or the time is up */
    void spend(long more) {
        steps += more;
        if (steps >= pause) {
            check();
        }
    }

    private void check() {
        if (weight == 0) {
            DocumentSize size = DocumentSize.of(document);
            weight = 1 + size.places() / size.values() / CHARACTERS_OF_A_STEP;
            most = (FREE + PER_VALUE * size.values()) / weight;
        }
        if (steps > most) {
            throw new ExhaustedException("would look at far more values than the document has");
        }
        if (steps > FREE / weight && timeIsUp.getAsBoolean()) {
            throw new ExhaustedException("was not at its end when the attempt's time was over");
        }
        pause = Math.min(most + 1, steps + Math.max(1, STEPS_BETWEEN_LOOKS / weight));
    }
}
