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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a receiver, or a proxy, says back is masked by what it means, however the language of its author escapes it. */
class EchoedSecretsAreMaskedTest {

    private static final List<String> SECRETS = List.of(
            "s3cr/et+abc==", "p&ss<word>'x", "Gr\u00fc\u00dfe-geheim", "a\\b/c\"d'e`f=g", "%41%2542 &amp;\\u0041",
            "C:\\new\\table", "key with blanks", "\uD83D\uDD11key\u00e9\u4e2d", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "user:pass:word");

    private static final Map<String, UnaryOperator<String>> ECHOES = new LinkedHashMap<>();

    static {
        UnaryOperator<String> json = secret -> secret.replace("\\", "\\\\").replace("\"", "\\\"");
        UnaryOperator<String> php = secret -> each(json.apply(secret).replace("/", "\\/"), c -> c > 0x7E,
                EchoedSecretsAreMaskedTest::unicodeEscape);
        UnaryOperator<String> html = secret -> secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
        UnaryOperator<String> component = secret -> URLEncoder.encode(secret, UTF_8).replace("+", "%20");
        UnaryOperator<String> base64 = secret -> Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
        ECHOES.put("as it is", UnaryOperator.identity());
        ECHOES.put("JSON", json);
        ECHOES.put("PHP json_encode, Python json.dumps", php);
        ECHOES.put(".NET System.Text.Json, Gson", secret -> each(json.apply(secret), c -> "+=&<>'`".indexOf(c) >= 0 || c > 0x7E,
                EchoedSecretsAreMaskedTest::unicodeEscape));
        ECHOES.put("Go encoding/json", secret -> each(json.apply(secret), c -> "&<>".indexOf(c) >= 0,
                c -> unicodeEscape(c).toLowerCase(java.util.Locale.ROOT)));
        ECHOES.put("JavaScript, each character",
                secret -> each(secret, c -> c <= 0xFF, c -> "\\x" + HexFormat.of().toHexDigits((byte) c)));
        ECHOES.put("Java, each character", secret -> each(secret, c -> true, EchoedSecretsAreMaskedTest::unicodeEscape));
        ECHOES.put("htmlspecialchars", secret -> html.apply(secret).replace("'", "&#039;"));
        ECHOES.put("Python html.escape", secret -> html.apply(secret).replace("'", "&#x27;"));
        ECHOES.put("ASP.NET", secret -> each(secret, c -> "&<>\"'+=".indexOf(c) >= 0 || c > 0x9F, c -> "&#" + c + ";"));
        ECHOES.put("htmlentities", secret -> html.apply(secret).replace("'", "&apos;").replace("\u00fc", "&uuml;")
                .replace("\u00df", "&szlig;").replace("\u00e9", "&eacute;"));
        ECHOES.put("HTML 5 names",
                secret -> html.apply(secret).replace("/", "&sol;").replace("+", "&plus;").replace("=", "&equals;")
                        .replace("'", "&apos;").replace("\\", "&bsol;"));
        ECHOES.put("entities, each character", secret -> each(secret, c -> !Character.isSurrogate((char) c),
                c -> "&#x0" + Integer.toHexString(c) + ";"));
        ECHOES.put("encodeURIComponent", component);
        ECHOES.put("encodeURI", secret -> component.apply(secret).replace("%26", "&").replace("%27", "'").replace("%2F", "/")
                .replace("%3D", "=").replace("%2B", "+").replace("%3A", ":"));
        ECHOES.put("a form", secret -> URLEncoder.encode(secret, UTF_8));
        ECHOES.put("a URL, lower case", secret -> component.apply(secret).toLowerCase(java.util.Locale.ROOT));
        ECHOES.put("a URL, each byte", EchoedSecretsAreMaskedTest::percentEachByte);
        ECHOES.put("a URL, twice", secret -> component.apply(component.apply(secret)));
        ECHOES.put("a URL, three times", secret -> component.apply(component.apply(component.apply(secret))));
        ECHOES.put("JSON in JSON", secret -> json.apply(php.apply(secret)));
        ECHOES.put("JSON in JSON in JSON", secret -> json.apply(json.apply(json.apply(secret))));
        ECHOES.put("HTML in JSON", secret -> php.apply(html.apply(secret)));
        ECHOES.put("JSON in a URL", secret -> component.apply(json.apply(secret)));
        ECHOES.put("a URL in HTML in JSON", secret -> json.apply(html.apply(component.apply(secret))));
        ECHOES.put("upper case",
                secret -> secret.toUpperCase(java.util.Locale.ROOT).replace("SS", secret.contains("\u00df") ? "\u00df" : "SS"));
        ECHOES.put("hexadecimal", secret -> HexFormat.of().formatHex(secret.getBytes(UTF_8)));
        ECHOES.put("hexadecimal with colons",
                secret -> HexFormat.ofDelimiter(":").withUpperCase().formatHex(secret.getBytes(UTF_8)));
        ECHOES.put("a dump in lines",
                secret -> HexFormat.ofDelimiter(" ").formatHex(secret.getBytes(UTF_8)).replaceAll("(.{24})", "$1\n"));
    }

    static Stream<Arguments> echoes() {
        List<Arguments> all = new ArrayList<>();
        ECHOES.forEach((kind, echo) -> SECRETS.forEach(secret -> all.add(arguments(kind, secret, echo.apply(secret)))));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("echoes")
    void theEchoIsMasked(String kind, String secret, String echo) {
        Masker masker = new Masker();
        masker.secret("token", secret);

        assertThat(masker.mask("{before} " + echo + "\n{after}")).isEqualTo("{before} ***token***\n{after}");
        assertThat(masker.mask(echo, 2)).isEqualTo("**");
    }

    @Test
    void base64IsMaskedWhateverItsAlphabetItsLinesAndItsEscapes() {
        String secret = "\u00fb\u00ff?>~a rather long secret, longer than a line of MIME, which has seventy-six characters";
        Masker masker = new Masker();
        masker.secret("token", secret);
        byte[] bytes = ("user:" + secret).getBytes(UTF_8);
        String plain = Base64.getEncoder().encodeToString(bytes);
        String mime = Base64.getMimeEncoder().encodeToString(bytes);

        for (String echo : List.of(plain, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), mime,
                mime.replace("\r\n", "\\r\\n"), mime.replace("\r\n", "\\n "), plain.replace("/", "\\/"),
                plain.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"), plain.replace("+", "&#43;"),
                plain.replace("+", "\\u002B"))) {
            String masked = String.valueOf(masker.mask("<" + echo + ">"));

            assertThat(masked).contains("***token***").hasSizeLessThan(40);
        }
    }

    @Test
    void textOfAnotherWidthIsMasked() {
        Masker masker = new Masker();
        masker.secret("token", "s3cr3t-in-utf-16");
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            String read = new String("s3cr3t-in-utf-16".getBytes(charset), UTF_8);

            assertThat(masker.mask("a " + read + " b")).contains("***token***").doesNotContain("3");
        }
    }

    @Test
    void innocentTextStaysAsItIs() {
        Masker masker = new Masker();
        masker.secret("token", "abcd-efgh-ijkl");
        masker.secret("pin", "1234");
        for (String text : List.of("100% of a & b; c\\d \\u12 &#; &unknown; %zz %2", "12 34", "ab cd", "\\", "&", "%", "%u",
                "\\u004", "abcd efg", "a&#x110000;b", "&#99999999999;", "\uD83D %F0%9F", "abc:d-e\nfgh")) {
            assertThat(masker.mask(text)).isEqualTo(text);
        }
    }

    @Property(tries = 500)
    void theBeginningIsThatOfTheWhole(
            @ForAll @StringLength(max = 60) String before, @ForAll @StringLength(max = 60) String after,
            @ForAll @IntRange(max = 150) int kept, @ForAll @IntRange(max = 28) int kind) {
        Masker masker = new Masker();
        masker.secret("token", "s3cr/et+abc==");
        String echo = new ArrayList<>(ECHOES.values()).get(kind).apply("s3cr/et+abc==");
        String text = before + echo + after + echo;

        String beginning = masker.mask(text, kept);

        assertThat(beginning).hasSizeLessThanOrEqualTo(kept);
        assertThat(masker.mask(text)).startsWith(beginning);
    }

    /** A response of a megabyte costs what its first 4,096 characters cost. */
    @Test
    void noMoreOfATextIsLookedAtThanItsBeginningAndOneSecret() {
        Masker masker = new Masker();
        masker.secret("a", "x".repeat(100));

        assertThat(masker.reach(4_096)).isBetween(4_196L, 4_096L + 100 * 100);
        assertThat(masker.mask("y".repeat(4_000) + "x".repeat(100) + "z".repeat(1_000_000), 4_096)).hasSizeLessThan(4_097)
                .contains("***a***").doesNotContain("xxxx");
    }

    @Test
    void workGrowsWithTheTextAloneWhateverSecretAndTextAre() {
        for (int length : new int[] { 1_000, 4_000, 16_000 }) {
            PatternAutomaton patterns
                    = new PatternAutomaton(List.of("a".repeat(length), "ab".repeat(length), "a".repeat(4) + "c"));
            for (String unit : List.of("a".repeat(length - 1) + "b", "a", "ab", "aaaac", "aab")) {
                TextView text = TextView.of(unit.repeat(400_000 / unit.length()));

                long comparisons = patterns.search(text, (begin, end, pattern) -> {
                });

                assertThat(comparisons).isBetween((long) text.length(), 2L * text.length());
            }
        }
    }

    private static String each(String text, java.util.function.IntPredicate escaped, IntFunction<String> escape) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(escaped.test(c) ? escape.apply(c) : String.valueOf((char) c)));
        return out.toString();
    }

    private static String unicodeEscape(int c) {
        return "\\u" + HexFormat.of().withUpperCase().toHexDigits((char) c);
    }

    private static String percentEachByte(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return out.toString();
    }
}
