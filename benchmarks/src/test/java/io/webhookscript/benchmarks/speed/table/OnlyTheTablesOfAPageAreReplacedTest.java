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
package io.webhookscript.benchmarks.speed.table;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OnlyTheTablesOfAPageAreReplacedTest {

    private static final String TEXT = """
            = Performance

            // speed harness: load

            old

            // end of speed harness: load

            Read this.

            // speed harness: growth
            // end of speed harness: growth
            """;

    @Test
    void aPlaceIsFilled() {
        assertThat(new Page(TEXT).with(Map.of("load", "new $1 \\ text\n\n")).text()).isEqualTo("""
                = Performance

                // speed harness: load

                new $1 \\ text

                // end of speed harness: load

                Read this.

                // speed harness: growth
                // end of speed harness: growth
                """);
    }

    @Test
    void fillingItOnceMoreChangesNothingElse() {
        Page once = new Page(TEXT).with(Map.of("growth", "table", "load", "table"));

        assertThat(once.with(Map.of("load", "table"))).isEqualTo(once);
    }

    @Test
    void aMissingPlaceIsNamed() {
        assertThatThrownBy(() -> new Page(TEXT).with(Map.of("bursts", "table"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("// speed harness: bursts");
    }
}
