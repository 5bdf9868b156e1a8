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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** URLs, forms and credentials are encoded by one rule. */
class PercentEncodingFollowsRfc3986Test {

    @Property
    void anyTextIsEncodedAsTheJdkDoesAndComesBack(@ForAll String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThatIllegalArgumentException().isThrownBy(() -> PercentEncoding.encode(text));
            return;
        }
        String encoded = PercentEncoding.encode(text);

        assertThat(encoded).isEqualTo(
                URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(text);
    }

    @Test
    void keptCharactersStayAndAPlusSignIsOne() {
        assertThat(PercentEncoding.encode("a/b c+\u00E4\u20AC\uD83D\uDE00", "/"))
                .isEqualTo("a/b%20c%2B%C3%A4%E2%82%AC%F0%9F%98%80");
        assertThat(PercentEncoding.decode("a+b%2B")).isEqualTo("a+b+");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ab\uD83D", "ab\uDE00", "ab\uD83Dx", "ab\uDE00\uD83D" })
    void halfOfASurrogatePairIsNamedByItsPlace(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PercentEncoding.encode(text))
                .withMessageContaining("character 3");
    }
}
