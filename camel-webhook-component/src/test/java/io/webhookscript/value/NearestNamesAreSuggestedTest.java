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
package io.webhookscript.value;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys of scripts, placeholders, filters and names of scripts are suggested by one rule. */
class NearestNamesAreSuggestedTest {

    @ParameterizedTest
    @CsvSource({ "uper, upper", "UPPER, upper", "URL, url", "upepr, upper", "tojsn, tojson", "retryAftr, retryAfter" })
    void aMisspeltNameFindsTheOneThatWasMeant(String misspelt, String meant) {
        assertThat(NearestNames.of(misspelt, List.of("upper", "tojson", "url", "retryAfter"))).startsWith(meant);
    }

    @Test
    void aNameThatIsFarFromAllFindsNone() {
        assertThat(NearestNames.of("sort", List.of("upper", "tojson", "x"))).isEmpty();
    }

    @Test
    void aNameOfOneCharacterIsNotReplacedByAnother() {
        assertThat(NearestNames.of("a", List.of("b", "c"))).isEmpty();
    }

    @Test
    void atMostThreeAreSuggestedAndTheNearestIsFirst() {
        assertThat(NearestNames.of("abcd", List.of("abxy", "abcx", "abcd2", "abxd", "Abcd")))
                .containsExactly("Abcd", "abcd2", "abcx");
    }

    @Test
    void aHugeNameIsNotCompared() {
        assertThat(NearestNames.of("x".repeat(60_000), List.of("x".repeat(60_000) + "y"))).isEmpty();
    }

    @Test
    void expectedNamesAreListedOnlyWhenNoneIsNear() {
        assertThat(NearestNames.expected("a filter", List.of("upper"), List.of("upper", "lower"))).isEqualTo("a filter");
        assertThat(NearestNames.expected("a filter", List.of(), List.of("upper", "lower")))
                .isEqualTo("a filter: `lower`, `upper`");
    }
}
