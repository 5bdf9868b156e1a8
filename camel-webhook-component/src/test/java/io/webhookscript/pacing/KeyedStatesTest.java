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
package io.webhookscript.pacing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A limited number of keys have states; what is in use or must be kept stays, whatever other keys come. */
class KeyedStatesTest {

    private static final int MOST = 10;

    private final KeyedStates<State> states = new KeyedStates<>(MOST, new KeyedStates.Kind<>() {

        @Override
        public State shared() {
            return new State("shared");
        }

        @Override
        public boolean isAtRest(State state) {
            return state.atRest;
        }

        @Override
        public boolean mustBeKept(State state) {
            return state.kept;
        }
    });

    private static final class State {

        private final String name;
        private boolean atRest = true;
        private boolean kept;

        private State(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private KeyedStates<State>.Use use(String key) {
        return states.use(key, () -> new State(key));
    }

    private State usedOnce(String key) {
        KeyedStates<State>.Use use = use(key);
        use.end();
        return use.state();
    }

    private void flood(int keys) {
        IntStream.range(0, keys).forEach(i -> usedOnce("flood-" + i));
    }

    @Test
    void aKeyHasTheSameStateAgain() {
        State first = usedOnce("a");

        assertThat(usedOnce("a")).isSameAs(first);
        assertThat(usedOnce("b")).isNotSameAs(first);
        assertThat(states.keys()).isEqualTo(2);
    }

    @Test
    void theNumberIsLimited() {
        flood(1_000);

        assertThat(states.keys()).as("the other half is for keys that were used before").isEqualTo(MOST / 2);
        for (int i = 0; i < 10; i++) {
            flood(MOST);
        }
        assertThat(states.keys()).isEqualTo(MOST);
    }

    @Test
    void theStateThatWasNotUsedForTheLongestTimeIsDroppedFirst() {
        State eldest = usedOnce("a");
        State next = usedOnce("b");
        flood(MOST / 2 - 1);

        assertThat(usedOnce("b")).isSameAs(next);
        assertThat(usedOnce("a")).isNotSameAs(eldest);
    }

    @Test
    void aStateInUseIsNotDropped() {
        KeyedStates<State>.Use use = use("a");
        flood(1_000);

        assertThat(use("a").state()).isSameAs(use.state());
    }

    @Test
    void aStateInUseSeveralTimesIsNotDroppedAfterTheFirstEnd() {
        KeyedStates<State>.Use use = use("a");
        use("a").end();
        flood(1_000);

        assertThat(usedOnce("a")).isSameAs(use.state());
    }

    @Test
    void endingAUseTwiceHasNoEffect() {
        KeyedStates<State>.Use use = use("a");
        KeyedStates<State>.Use other = use("a");
        use.end();
        use.end();
        flood(1_000);

        assertThat(usedOnce("a")).isSameAs(other.state());
    }

    @Test
    void aStateThatMustBeKeptIsNotDropped() {
        State kept = usedOnce("a");
        kept.atRest = false;
        kept.kept = true;
        flood(1_000);

        assertThat(usedOnce("a")).isSameAs(kept);
    }

    @Test
    void aStateThatNeedNotBeKeptIsDroppedAfterThoseAtRest() {
        State last = usedOnce("a");
        last.atRest = false;
        flood(1_000);
        assertThat(usedOnce("flood-999").name).isEqualTo("flood-999");

        IntStream.range(0, MOST / 2).forEach(i -> assertThat(use("held-" + i).state().name).isEqualTo("held-" + i));

        assertThat(usedOnce("a")).isNotSameAs(last);
    }

    @Test
    void aKeyThatWasUsedBeforeKeepsItsStateInAFlood() {
        State known = usedOnce("a");
        usedOnce("a");
        flood(1_000);

        assertThat(usedOnce("a")).isSameAs(known);
    }

    @Test
    void furtherKeysShareAFewStates() {
        List<State> kept = new ArrayList<>();
        IntStream.range(0, MOST).forEach(i -> kept.add(use("kept-" + i).state()));

        List<State> more = IntStream.range(0, 1_000).mapToObj(i -> usedOnce("more-" + i)).distinct().toList();

        assertThat(kept).doesNotHaveDuplicates();
        assertThat(more).hasSize(MOST / 2).allMatch(state -> state.name.equals("shared"));
        assertThat(states.keys()).isEqualTo(MOST / 2);
    }

    @Test
    void aKnownKeyHasItsOwnStateAlthoughNewKeysShare() {
        usedOnce("a");
        usedOnce("a");
        flood(1_000);
        IntStream.range(0, 1_000).forEach(i -> use("held-" + i));

        State own = usedOnce("a");

        assertThat(own.name).isEqualTo("a");
        assertThat(usedOnce("new").name).isEqualTo("shared");
    }

    @Test
    void theActiveStatesAreThoseInUseAndThoseThatMustBeKept() {
        KeyedStates<State>.Use used = use("used");
        KeyedStates<State>.Use kept = use("kept");
        State idle = usedOnce("idle");
        use("at rest");
        for (State state : List.of(used.state(), kept.state(), idle)) {
            state.atRest = false;
        }
        kept.state().kept = true;
        kept.end();

        assertThat(states.active()).containsExactlyInAnyOrder(used.state(), kept.state());
    }

    @Test
    void anEmptyKeyAndALongKeyAreKeysLikeOthers() {
        String text = "x".repeat(1_000);
        State empty = usedOnce("");
        State longKey = usedOnce(text + "1");

        assertThat(usedOnce("")).isSameAs(empty);
        assertThat(usedOnce(text + "1")).isSameAs(longKey);
        assertThat(usedOnce(text + "2")).isNotSameAs(longKey);
    }
}
