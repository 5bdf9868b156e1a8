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
package io.webhookscript.benchmarks.speed.machine;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BurstsThatDoNotFitAreRefusedTest {

    private final Capacity capacity = new Capacity(20_000, Capacity.ports("32768\t60999\n"));

    @Test
    void eachConnectionTakesADescriptorAndAPort() {
        assertThat(capacity.ports()).isEqualTo(28_232);
        assertThat(capacity.refusal(10_000)).isEmpty();
        assertThat(capacity.refusal(19_000)).hasValueSatisfying(why -> assertThat(why).contains("20000", "ulimit -n"));
        assertThat(new Capacity(1_000_000, 28_232).refusal(28_000))
                .hasValueSatisfying(why -> assertThat(why).contains("28232", "ip_local_port_range"));
    }

    @Test
    void thisMachineHasSome() throws IOException {
        assertThat(Capacity.ofThisMachine().ports()).isGreaterThan(1_000);
        assertThat(Capacity.ofThisMachine().descriptors()).isPositive();
    }
}
