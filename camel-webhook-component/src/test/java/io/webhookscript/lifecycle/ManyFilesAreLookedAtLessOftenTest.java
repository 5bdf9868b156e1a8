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
package io.webhookscript.lifecycle;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Looking takes a hundredth of one core, a twentieth while something changes; yet a change is seen within a minute. */
class ManyFilesAreLookedAtLessOftenTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "few files,                 2,        2,        false, 500",
            "few files that change,     2,        2,        true,  500",
            "many files,                70,       75,       false, 7000",
            "many files that change,    70,       75,       true,  1400",
            "the first look,            150,      0,        false, 500",
            "a busy moment,             150,      2,        false, 500",
            "the look after it,         2,        150,      false, 500",
            "a slow disk,               2000,     2000,     false, 30000",
            "a clock that was set on,   3600000,  3600000,  true,  30000",
            "a clock that was set back, -3600000, 2,        false, 500" })
    void thePauseFitsTheLook(String name, long lookMillis, long beforeMillis, boolean closer, long pauseMillis) {
        assertThat(ScriptWatch.pauseAfter(Duration.ofMillis(lookMillis), Duration.ofMillis(beforeMillis), closer))
                .hasMillis(pauseMillis);
    }
}
