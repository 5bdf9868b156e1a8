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
package io.webhookscript.secret;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SecretsAreMaskedInEveryFormTest {

    private static final String SECRET = "s3cr\u00e9t/+\"<&>' pass word=%C4nary";

    @ParameterizedTest
    @MethodSource
    void masksTheForm(String form) {
        Masker masker = new Masker();
        masker.secret("token", SECRET);

        assertThat(masker.mask("before " + form + " after")).isEqualTo("before ***token*** after");
    }

    static Stream<String> masksTheForm() {
        byte[] bytes = SECRET.getBytes(UTF_8);
        String uri = URLEncoder.encode(SECRET, UTF_8).replace("+", "%20");
        return Stream.of(SECRET, SECRET.toUpperCase(Locale.ROOT), SECRET.toLowerCase(Locale.ROOT), uri,
                uri.toLowerCase(Locale.ROOT),
                uri.replace("%2F", "/"), URLEncoder.encode(SECRET, UTF_8), HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes), SECRET.replace("\"", "\\\""),
                SECRET.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @Test
    void eachDeliveryOfAScriptMasksItsOwnSecretsAlone() {
        MaskPatterns patterns = new MaskPatterns();
        for (String own : List.of("first-secret", "first-secret", "second-secret", "first-secret")) {
            Masker masker = patterns.masker();
            assertThat(masker.mask("first-secret second-secret")).isEqualTo("first-secret second-secret");
            masker.secret("own", own);

            assertThat(masker.mask("first-secret second-secret"))
                    .isEqualTo("first-secret second-secret".replace(own, "***own***"));
            masker.secret("other", "third-secret");
            assertThat(masker.mask(own + " third-secret")).isEqualTo("***own*** ***other***");
        }
    }

    @Property(tries = 300)
    void leavesNoBase64OfItAtAnyAlignment(
            @ForAll @Size(max = 7) byte[] before, @ForAll @Size(max = 7) byte[] after,
            @ForAll @StringLength(min = 12, max = 40) @AlphaChars String secret) {
        byte[] middle = secret.getBytes(UTF_8);
        byte[] all = new byte[before.length + middle.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(middle, 0, all, before.length, middle.length);
        System.arraycopy(after, 0, all, before.length + middle.length, after.length);
        Masker masker = new Masker();
        masker.secret("token", secret);

        for (Base64.Encoder encoder : new Base64.Encoder[] { Base64.getEncoder(), Base64.getUrlEncoder() }) {
            String encoded = encoder.encodeToString(all);
            String masked = masker.mask(encoded);

            assertThat(masked).contains("***token***");
            assertThat(masked.length() - "***token***".length())
                    .isLessThanOrEqualTo(encoded.length() - middle.length * 8 / 6 + 3);
        }
    }

    @Test
    void masksWhatATemplateMadeOfIt() {
        Masker masker = new Masker();
        masker.secret("one", "ABCDEFGHIJKL");
        masker.secret("two", "0123456789");
        masker.revealed("LKJIHGFEDCBA");
        masker.revealed("CDEFG");

        assertThat(masker.mask("LKJIHGFEDCBA cdefg ABCDEFGHIJKL x0123456789x"))
                .isEqualTo("***secret*** ***one*** ***one*** x***two***x");
    }

    @Test
    void prefersTheLongestAtEachPlace() {
        Masker masker = new Masker();
        masker.secret("short", "abcd");
        masker.secret("long", "abcdefgh");

        assertThat(masker.mask("abcdefgh abcde")).isEqualTo("***long*** ***short***e");
    }

    @Test
    void leavesShortTextsAndTruthValuesAlone() {
        Masker masker = new Masker();
        masker.secret("pin", "123");
        masker.secret("long", "longer than that");
        masker.revealed("true");
        masker.revealed("a");
        masker.revealed("    ");

        assertThat(masker.mask("123 is true,    a")).isEqualTo("123 is true,    a");
        assertThat(masker.mask("")).isEmpty();
    }

    @Test
    void knowsBothValuesOfASecretThatWasRotated() {
        Masker masker = new Masker();
        masker.secret("token", "the old one");
        assertThat(masker.mask("the old one")).isEqualTo("***token***");
        masker.secret("token", "the new one");

        assertThat(masker.mask("the old one, the new one")).isEqualTo("***token***, ***token***");
    }
}
