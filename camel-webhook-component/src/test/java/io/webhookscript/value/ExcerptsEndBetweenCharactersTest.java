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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A text that is cut keeps whole characters. */
class ExcerptsEndBetweenCharactersTest {

    private static final String GRIN = "\uD83D\uDE00";

    @Test
    void aTextThatFitsIsKeptAsItIs() {
        String text = "abc";

        assertThat(Excerpt.of(text, 3)).isSameAs(text);
        assertThat(Excerpt.of("", 1)).isEmpty();
    }

    @Test
    void aLongTextIsCutAtTheLimit() {
        assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc");
    }

    @Test
    void aSurrogatePairIsNotHalved() {
        assertThat(Excerpt.of("ab" + GRIN, 3)).isEqualTo("ab");
        assertThat(Excerpt.of("a" + GRIN + "b", 3)).isEqualTo("a" + GRIN);
        assertThat(Excerpt.of(GRIN, 1)).isEmpty();
    }
}
