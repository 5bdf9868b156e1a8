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
package io.webhookscript.benchmarks.speed;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsAreReadTest {

    @Test
    void everythingIsMeasuredWithoutOptions() {
        Options options = Options.of();

        assertThat(options.plan()).isEqualTo(Plan.FULL);
        assertThat(options.only()).hasSize(8);
        assertThat(options.parts()).isEqualTo(SpeedHarness.PARTS);
        assertThat(options.unreliable()).isFalse();
        assertThat(options.into()).isNull();
    }

    @Test
    void namesAreTakenInTheOrderOfTheTables() {
        Options options = Options.of("--quick", "--only=script,raw", "--parts=growth,load", "--unreliable", "--into=page.adoc");

        assertThat(options.plan()).isEqualTo(Plan.QUICK);
        assertThat(options.only()).containsExactly("raw", "script");
        assertThat(options.parts()).containsExactly("load", "growth");
        assertThat(options.unreliable()).isTrue();
        assertThat(options.into()).isEqualTo(Path.of("page.adoc"));
    }

    @Test
    void unknownOptionsAreNamed() {
        assertThatThrownBy(() -> Options.of("--slow")).hasMessageContaining("--slow").hasMessageContaining("--quick");
        assertThatThrownBy(() -> Options.of("--only=raw,node")).hasMessageContaining("node").hasMessageContaining("careful");
    }
}
