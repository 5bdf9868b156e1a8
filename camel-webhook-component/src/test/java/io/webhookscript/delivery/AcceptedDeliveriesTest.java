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
package io.webhookscript.delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Accepted deliveries are bounded, and a script that holds all places leaves others a few. */
class AcceptedDeliveriesTest {

    private static final long PLENTY = 1L << 40;

    @ParameterizedTest(name = "{0} places: all for one script, {1} for the next")
    @CsvSource({ "1, 1", "3, 1", "10, 1", "100, 5", "10000, 500" })
    void leaveAFewPlacesToOthers(int most, int next) {
        AcceptedDeliveries accepted = new AcceptedDeliveries(most, PLENTY);

        assertThat(fill(accepted.places())).isEqualTo(most);
        assertThat(fill(accepted.places())).isEqualTo(next);
    }

    @Test
    void areBoundedHoweverManyScriptsThereAre() {
        AcceptedDeliveries accepted = new AcceptedDeliveries(1_000, PLENTY);
        int all = 0;
        for (int script = 0; script < 50; script++) {
            all += fill(accepted.places());
        }

        assertThat(all).isBetween(1_000, 1_100);
    }

    @Test
    void giveAPlaceBackWhenOneEnds() {
        AcceptedDeliveries.Places places = new AcceptedDeliveries(2, PLENTY).places();
        fill(places);

        places.leave(1);

        assertThat(places.enter(1)).isTrue();
        assertThat(places.enter(1)).isFalse();
        assertThat(places.refusal(1)).contains("2 of them of this script");
    }

    @Test
    void leaveATenthOfTheMemoryToOthers() {
        AcceptedDeliveries accepted = new AcceptedDeliveries(1_000, 1_000);
        AcceptedDeliveries.Places first = accepted.places();
        AcceptedDeliveries.Places second = accepted.places();

        assertThat(first.enter(1_101)).as("more than there is in all").isFalse();
        assertThat(first.enter(1_000)).isTrue();
        assertThat(first.enter(1)).isFalse();
        assertThat(first.refusal(1)).contains("1000 bytes of them of this script (maxPendingBytes is 1000)");
        assertThat(second.enter(50)).isTrue();
        assertThat(second.enter(60)).isFalse();
        first.leave(1_000);
        assertThat(first.enter(950)).isTrue();
    }

    @Test
    void haveRoomForATenthOfStoredEventsPerScript() {
        AcceptedDeliveries accepted = new AcceptedDeliveries(1_000, PLENTY);
        AcceptedDeliveries.Places places = accepted.places("one");

        assertThat(places.room()).as("the other half is kept for events that come meanwhile").isEqualTo(50);
        for (int i = 0; i < 95; i++) {
            places.hold(1);
        }
        assertThat(places.room()).as("too few to be worth a look into the store").isZero();
        assertThat(places.hasRoomAgain()).isFalse();
        for (int i = 0; i < 10; i++) {
            places.leave(1);
        }
        assertThat(places.room()).isEqualTo(15);
        assertThat(places.hasRoomAgain()).isTrue();
        assertThat(accepted.places("other").room()).isEqualTo(50);
    }

    @Test
    void newEventsHaveHalfOfTheShareOfTheirScript() {
        AcceptedDeliveries.Places places = new AcceptedDeliveries(100, PLENTY).places("one");
        int taken = 0;
        while (places.enterShare(1)) {
            taken++;
        }

        assertThat(taken).isEqualTo(5);
        assertThat(places.room()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 3, 5, 8, 10 })
    void newAndClaimedEventsStayWithinTheShareWhicheverComesFirst(int before) {
        AcceptedDeliveries.Places places = new AcceptedDeliveries(100, PLENTY).places("one");
        for (int i = 0; i < before; i++) {
            places.hold(1);
        }

        int claimed = places.room();
        int taken = before;
        while (places.enterShare(1)) {
            taken++;
        }

        assertThat(taken + claimed).isLessThanOrEqualTo(10);
    }

    @Test
    void haveNoRoomForStoredEventsWhileTheMemoryIsFull() {
        AcceptedDeliveries.Places places = new AcceptedDeliveries(1_000, 1_000).places("one");
        places.hold(300);

        assertThat(places.room()).as("as many of the same size as fit").isEqualTo(2);
        places.hold(900);

        assertThat(places.room()).isZero();
        assertThat(places.isTooHeavy(1_001)).isTrue();
        places.leave(900);
        assertThat(places.hasRoomAgain()).isTrue();
    }

    private static int fill(AcceptedDeliveries.Places places) {
        int taken = 0;
        while (places.enter(1)) {
            taken++;
        }
        return taken;
    }
}
