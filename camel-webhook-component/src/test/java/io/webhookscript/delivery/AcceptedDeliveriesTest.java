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

import static org.assertj.core.api.Assertions.assertThat;

/** Accepted deliveries are bounded, and a script that holds all places leaves others a few. */
class AcceptedDeliveriesTest {

    @ParameterizedTest(name = "{0} places: all for one script, {1} for the next")
    @CsvSource({ "1, 1", "3, 1", "10, 1", "100, 5", "10000, 500" })
    void leaveAFewPlacesToOthers(int most, int next) {
        AcceptedDeliveries accepted = new AcceptedDeliveries(most);

        assertThat(fill(accepted.places())).isEqualTo(most);
        assertThat(fill(accepted.places())).isEqualTo(next);
    }

    @Test
    void areBoundedHoweverManyScriptsThereAre() {
        AcceptedDeliveries accepted = new AcceptedDeliveries(1_000);
        int all = 0;
        for (int script = 0; script < 50; script++) {
            all += fill(accepted.places());
        }

        assertThat(all).isBetween(1_000, 1_100);
    }

    @Test
    void giveAPlaceBackWhenOneEnds() {
        AcceptedDeliveries.Places places = new AcceptedDeliveries(2).places();
        fill(places);

        places.leave();

        assertThat(places.enter()).isTrue();
        assertThat(places.enter()).isFalse();
        assertThat(places.taken()).isEqualTo(2);
    }

    private static int fill(AcceptedDeliveries.Places places) {
        int taken = 0;
        while (places.enter()) {
            taken++;
        }
        return taken;
    }
}
