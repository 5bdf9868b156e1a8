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
package io.webhookscript.response;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResponseIsReadByItsTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "application/json", "APPLICATION/JSON; charset=utf-8", "application/problem+json", "text/json",
            "application/vnd.api+json; profile=\"a;b\"" })
    void jsonIsKnownBySuffixAndParameters(String contentType) {
        assertThat(value(Type.AUTO, contentType, "{\"id\":7}")).isEqualTo(Map.of("id", 7L));
    }

    @Test
    void numbersKeepEveryDigitAndMembersTheirOrder() {
        Map<?, ?> value = (Map<?, ?>) value(Type.AUTO, "application/json",
                "{\"z\":12345678901234567890,\"a\":10.10,\"m\":1e2,\"b\":-0,\"q\":1.0000000000000000001}");

        assertThat(List.copyOf(value.keySet())).asString().isEqualTo("[z, a, m, b, q]");
        assertThat(List.copyOf(value.values())).asString()
                .isEqualTo(List.of(new BigInteger("12345678901234567890"), new BigDecimal("10.10"), new BigDecimal("1E+2"), 0L,
                        new BigDecimal("1.0000000000000000001")).toString());
    }

    @Test
    void readValuesCannotBeChanged() {
        List<?> list = (List<?>) value(Type.AUTO, "application/json", "[{\"a\":1}]");

        assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((Map<?, ?>) list.get(0))::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', value = {
            "truncated, `{\"a\":1`", "more after the end, `{} {}`", "duplicate key, `{\"a\":1,\"a\":2}`",
            "comment, `{/**/}`", "single quotes, `{'a':1}`", "not a number, NaN", "leading zero, 007", "trailing comma, `[1,]`",
            "raw control character, `\"\t\"`", "huge exponent, 1e999999999", "tiny exponent, 1e-999999999",
            "exponent beyond 32 bits, 1e2147483648",
            "exponent beyond 64 bits, [-1.5e-99999999999999999999]", "html, <html/>" })
    void jsonThatIsNoneIsUnusable(String name, String body) {
        AttemptResult result = reading().response(200, "application/json", body);

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(result.reason()).startsWith("the receiver responded with 200, and the response is not JSON");
        assertThat(result.mapped()).isNull();
    }

    @Test
    void reasonQuotesNothingOfTheAnswer() {
        AttemptResult result
                = reading().response(200, "application/json", "{\"hunter2\":1,\"hunter2\":\"hunter3\"}");

        assertThat(result.reason()).doesNotContain("hunter").contains("the same key twice").contains("line 1");
        assertThat(reading().response(200, "application/json", "[hunter3]").reason()).doesNotContain("hunter");
    }

    /** Any reader finds the damage; many take the key. */
    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":1,\"a\":hunter3}", "{\"a\":1,\"a\":[hunter3]}", "{\"a\":1,\"a\":2,\"b\":hunter3}" })
    void damagedTextIsCalledThatBeforeAKeyThatStandsTwice(String body) {
        assertThat(reading().response(200, "application/json", body).reason())
                .contains("an unexpected word").doesNotContain("twice").doesNotContain("hunter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'a':1,'a':2}|column 11", "{'a':{'b':1,'c':2,'b':3}}|column 22", "[{},{'a':null,'b':1,'a':null}]|column 24",
            "{'a':1,'a':2,'b':1,'b':2}|column 11" })
    void saysWhereAKeyFirstStandsTwice(String body, String place) {
        AttemptResult result = reading().response(200, "application/json", body.replace('\'', '"'));

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(result.reason()).contains("an object has the same key twice at line 1, " + place);
    }

    @Test
    void hundredThousandLevelsAreUnusable() {
        String body = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(reading().response(200, "application/json", body).reason()).contains("deeper than 1000 levels");
    }

    @Test
    void aMegabyteOfDigitsIsUnusable() {
        assertThat(reading().response(200, "application/json", "1".repeat(1_000_000)).reason())
                .contains("more than 1000 digits");
    }

    @Test
    void aThousandLevelsAreRead() {
        String body = "[".repeat(1_000) + "]".repeat(1_000);

        assertThat(reading().response(200, "application/json", body).outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource({
            "text/plain; charset=iso-8859-1, ISO-8859-1", "text/plain;charset=\"windows-1252\", windows-1252",
            "text/csv, UTF-8", "text/html; charset=UTF-16LE, UTF-16LE" })
    void textIsReadByItsCharset(String contentType, String charset) {
        byte[] bytes = "Zoë;ü".getBytes(Charset.forName(charset));

        assertThat(new ScriptedResponse().response(200, contentType, bytes).mapped().body()).isEqualTo("Zoë;ü");
    }

    @Test
    void byteOrderMarkIsNoText() {
        assertThat(value(Type.AUTO, "application/json", "\uFEFF{\"a\":1}")).isEqualTo(Map.of("a", 1L));
        assertThat(new ScriptedResponse().response(200, "text/plain", "\uFEFFok").mapped().body())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/plain", "application/json", "application/xml", "text/plain; charset=nonsense" })
    void malformedBytesAreUnusable(String contentType) {
        byte[] bytes = { '"', (byte) 0xC3, (byte) 0x28, '"' };

        assertThat(reading().response(200, contentType, bytes).outcome()).isEqualTo(Outcome.UNUSABLE);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "application/xml, UTF-8, `<a>ü</a>`", "text/xml; charset=iso-8859-1, ISO-8859-1, `<a>ü</a>`",
            "application/soap+xml, ISO-8859-1, `<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>`",
            "application/xml, UTF-16BE, `<?xml version='1.0' encoding='UTF-16'?><a>ü</a>`",
            "application/xml, UTF-16, `<?xml version='1.0' encoding='UTF-16'?><a>ü</a>`" })
    void xmlIsReadByItsDeclaration(String contentType, String charset, String body) {
        assertThat(value(Type.AUTO, contentType, body.getBytes(Charset.forName(charset)))).isEqualTo(Map.of("a", "ü"));
    }

    @Test
    void otherTypesAreTextWhenUtf8AndElseBytes() {
        byte[] bytes = { (byte) 0xFF, 1 };

        assertThat(new ScriptedResponse().response(200, "application/x-thing", "ü").mapped().body())
                .isEqualTo("ü");
        assertThat(new ScriptedResponse().response(200, "image/png", bytes).mapped().body()).isEqualTo(bytes);
    }

    @Test
    void theScriptKnowsBetterThanTheHeader() {
        assertThat(value(Type.JSON, "text/plain", "{\"id\":7}")).isEqualTo(Map.of("id", 7L));
        assertThat(value(Type.TEXT, "application/json", "{")).isEqualTo("{");
        assertThat(value(Type.XML, "text/html", "<a>1</a>")).isEqualTo(Map.of("a", "1"));
        assertThat(value(Type.BINARY, "text/plain", "abc")).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({ "204, POST, x", "205, POST, x", "200, HEAD, x", "200, POST, ''" })
    void anEmptyResponseGivesANullBodyAndUndefinedVariables(int status, String method, String body) {
        ScriptedResponse script = new ScriptedResponse().method(method).type(Type.JSON).variable("id", "$.id");

        MappedResponse mapped = script.response(status, "application/json", body).mapped();

        assertThat(mapped.body()).isNull();
        assertThat(mapped.variables()).containsEntry("id", null);
    }

    @Test
    void aResponseLongerThanTheCapIsUnusable() {
        HttpResponse response = new HttpResponse(
                200, List.of(new HttpHeader("Content-Type", "application/json")), "{}".getBytes(StandardCharsets.UTF_8), true);

        AttemptResult result = reading().response(response);

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(result.reason()).contains("limits.maxResponseSize");
    }

    private static ScriptedResponse reading() {
        return new ScriptedResponse().variable("it", "$");
    }

    private static Object value(Type type, String contentType, String body) {
        return value(type, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Object value(Type type, String contentType, byte[] body) {
        ScriptedResponse script = new ScriptedResponse().type(type);
        AttemptResult result = script.variable("it", roots -> ((Map<?, ?>) roots.get("response")).get("body"), true,
                null, null).response(200, contentType, body);
        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.DELIVERED);
        return result.mapped().variables().get("it");
    }
}
