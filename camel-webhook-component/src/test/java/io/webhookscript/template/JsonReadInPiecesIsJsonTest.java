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
package io.webhookscript.template;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A JSON text that is read piece by piece counts as whole only if it is JSON when it is read at once. */
class JsonReadInPiecesIsJsonTest {

    private static final List<String> PIECES = List.of("{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\n", "\\u00", "41",
            "1", "-", "0", ".5", "e+", "true", "nu", "ll", " ", "\n", "{\"a\": ", "[1, ", "\"}", "é", "\u0001", "\ud800", "]]");

    @Property(tries = 5000)
    void whatIsWholeInPiecesIsWholeAtOnce(@ForAll("pieces") List<String> pieces) {
        long state = JsonState.START;
        for (String piece : pieces) {
            state = JsonState.after(state, piece);
        }

        if (JsonState.isWhole(state)) {
            assertThat(isJson(String.join("", pieces))).isTrue();
        }
    }

    @Property(tries = 2000)
    void aTextInOnePieceIsWholeExactlyWhenItIsJson(@ForAll("pieces") List<String> pieces) {
        String text = String.join("", pieces);

        assertThat(JsonState.isWhole(JsonState.after(JsonState.START, text))).isEqualTo(isJson(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\": [|1, {}|, \"x|y\"], |\"b\": null} ", "[|]", "{|}", "[1|,2]", "[1,|2]", "{\"a|b\"|:|1|}", "|\"|\"|", "7|",
            "7| ",
            "[[[[|]]]|]" })
    void piecesThatCutNoNumberWordOrEscapeAreFollowed(String text) {
        long state = JsonState.START;
        for (String piece : text.split("\\|")) {
            state = JsonState.after(state, piece);
        }

        assertThat(JsonState.isWhole(state)).isTrue();
    }

    @Test
    void aValueStandsOnlyWhereOneMay() {
        long list = JsonState.after(JsonState.START, "[");

        assertThat(JsonState.isWhole(JsonState.after(JsonState.afterValue(list), "]"))).isTrue();
        assertThat(JsonState.isWhole(JsonState.afterValue(JsonState.START))).isTrue();
        assertThat(JsonState.afterValue(JsonState.afterValue(list))).isEqualTo(JsonState.UNKNOWN);
        assertThat(JsonState.afterValue(JsonState.after(JsonState.START, "{"))).isEqualTo(JsonState.UNKNOWN);
        assertThat(JsonState.afterValue(JsonState.UNKNOWN)).isEqualTo(JsonState.UNKNOWN);
    }

    @Test
    void whatIsTooDeepToFollowIsLeftToTheWhole() {
        assertThat(JsonState.after(JsonState.START, "[".repeat(JsonState.DEPTH))).isNotEqualTo(JsonState.UNKNOWN);
        assertThat(JsonState.after(JsonState.START, "[".repeat(JsonState.DEPTH + 1))).isEqualTo(JsonState.UNKNOWN);
    }

    private static boolean isJson(String text) {
        try {
            JsonGrammar.check(text.toCharArray(), text.length());
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(9);
    }
}
