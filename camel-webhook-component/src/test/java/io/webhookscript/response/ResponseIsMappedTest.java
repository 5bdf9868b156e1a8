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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition.As;
import io.webhookscript.script.ResponseDefinition.DefaultValue;
import io.webhookscript.script.ValueTree;
import io.webhookscript.template.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResponseIsMappedTest {

    private static final String BODY
            = "{\"id\":12345678901234567890,\"n\":null,\"c\":{\"price\":10.10},\"tags\":[\"a\"],\"at\":\"2026-01-02T03:04:05+01:00\"}";

    private final ScriptedResponse script = new ScriptedResponse();

    @Test
    void theBodyIsTheResponseByDefault() {
        MappedResponse mapped = script.response(200, "application/json; v=1", BODY).mapped();

        assertThat(mapped.body()).isEqualTo(BODY);
        assertThat(mapped.contentType()).isEqualTo("application/json; v=1");
        assertThat(mapped.headers()).isEmpty();
    }

    @Test
    void variablesAreScalarsOrCollectionsThatCannotBeChanged() {
        script.variable("c", "$.c").variable("tags", "$.tags").variable("nothing", "$.nothing").variable("n", "$.n");

        Map<String, Object> variables = delivered().variables();

        assertThat(variables).containsEntry("tags", List.of("a")).containsEntry("nothing", null).containsEntry("n", null);
        assertThatThrownBy(((Map<?, ?>) variables.get("c"))::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({ "$.nothing", "$.n", "$.tags[3]" })
    void aResponseWithoutARequiredValueIsUnusable(String path) {
        AttemptResult result = script.required("crmId", path).response(201, "application/json", BODY);

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(result.reason()).isEqualTo(
                "the receiver responded with 201, but response.variables.crmId: the response lacks this required value");
    }

    /** An indefinite path gives a list of what it finds; an empty one is nothing. */
    @ParameterizedTest
    @ValueSource(strings = { "$.tags[?(@.k == 'none')]", "$..nothing", "$.tags[7:8]" })
    void anEmptyResultOfASearchIsNoRequiredValue(String path) {
        assertThat(script.required("crmId", path).response(201, "application/json", BODY).outcome())
                .isEqualTo(Outcome.UNUSABLE);
        assertThat(new ScriptedResponse().variable("crmId", path).response(201, "application/json", BODY).outcome())
                .isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void anEmptyListInTheResponseIsARequiredValue() {
        assertThat(script.required("list", "$.list").response(200, "application/json", "{\"list\":[]}").outcome())
                .isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void defaultStandsInForWhatIsNotThere() {
        script.variable("plan", script.language("jsonpath", "$.plan"), true, new DefaultValue("free"),
                null);

        assertThat(delivered().variables()).containsEntry("plan", "free");
    }

    @ParameterizedTest
    @CsvSource({
            "INT, 7, 7", "INT, '\"7\"', 7", "LONG, 7.0, 7", "DECIMAL, '\"10.10\"', 10.10", "STRING, 10.10, 10.10",
            "STRING, 12345678901234567890, 12345678901234567890", "STRING, '{\"a\":[1.50,null]}', '{\"a\":[1.50,null]}'",
            "BOOLEAN, '\"true\"', true", "BOOLEAN, false, false", "DATE, '\"2026-01-02T03:04:05+01:00\"', 2026-01-02T02:04:05Z",
            "DATE, '\"2026-01-02T03:04:05\"', 2026-01-02T03:04:05Z", "DATE, '\"2026-01-02\"', 2026-01-02T00:00:00Z",
            "DATE, '\"Fri, 02 Jan 2026 03:04:05 GMT\"', 2026-01-02T03:04:05Z" })
    void asConvertsTheValue(As as, String json, String expected) {
        script.variable("it", script.language("jsonpath", "$.it"), true, null, as);

        Object it
                = script.response(200, "application/json", "{\"it\":" + json + "}").mapped().variables()
                        .get("it");

        assertThat(it).hasToString(expected);
        assertThat(it).isInstanceOf(switch (as) {
            case INT -> Integer.class;
            case LONG -> Long.class;
            case DECIMAL -> BigDecimal.class;
            case STRING -> String.class;
            case BOOLEAN -> Boolean.class;
            case DATE -> Instant.class;
        });
    }

    @ParameterizedTest
    @CsvSource({
            "INT, 3000000000", "INT, 7.5", "LONG, 12345678901234567890", "INT, '\"seven\"'", "DECIMAL, true", "BOOLEAN, 1",
            "DECIMAL, '\"1e999999999\"'" })
    void aValueThatAsCannotConvertIsUnusableAndNotQuoted(As as, String json) {
        script.variable("it", script.language("jsonpath", "$.it"), false, null, as);

        AttemptResult result = script.response(200, "application/json", "{\"it\":" + json + "}");

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(result.reason()).contains("response.variables.it").doesNotContain("seven");
    }

    @Test
    void mappedObjectIsJsonText() {
        script.body(leaf("$.c"));

        assertThat(delivered().body()).isEqualTo("{\"price\":10.10}");
        assertThat(delivered().contentType()).isEqualTo("application/json");
    }

    @Test
    void mappedScalarIsItself() {
        script.body(leaf("$.c.price"));

        assertThat(delivered().body()).isEqualTo(new BigDecimal("10.10"));
        assertThat(delivered().contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void mappedTreeDropsWhatIsUndefined() {
        Map<String, ValueTree> members = new LinkedHashMap<>();
        members.put("id", leaf("$.id"));
        members.put("gone", leaf("$.gone"));
        members.put("list", new ValueTree.Items(List.of(leaf("$.gone"), new ValueTree.Constant(1L), leaf("$.n"))));
        members.put("tags", new ValueTree.AsList(leaf("$.at")));
        script.body(new ValueTree.Members(members));

        assertThat(delivered().body()).isEqualTo(
                "{\"id\":12345678901234567890,\"list\":[null,1,null],\"tags\":[\"2026-01-02T03:04:05+01:00\"]}");
    }

    @Test
    void mappedBodyThatIsUndefinedIsNull() {
        script.body(leaf("$.gone"));

        assertThat(delivered().body()).isNull();
        assertThat(delivered().contentType()).isNull();
    }

    @Test
    void namedHeadersAreHandedOnInAnyCaseAndRepeated() {
        script.header("x-request-id").header("Set-Cookie").header("X-Missing");
        HttpResponse response = new HttpResponse(
                200, List.of(new HttpHeader("X-Request-ID", "r1"), new HttpHeader("set-cookie", "a=1"),
                        new HttpHeader("Set-Cookie", "b=2"), new HttpHeader("X-Other", "no")),
                new byte[0], false);

        assertThat(script.response(response).mapped().headers())
                .isEqualTo(Map.of("x-request-id", "r1", "Set-Cookie", List.of("a=1", "b=2")));
    }

    @Test
    void expressionsSeeStatusAndHeadersInAnyCase() {
        script.variable("status", script.language("mvel", "response.status"), true, null, null);
        script.variable("type", script.language("mvel", "response.headers['content-TYPE']"), true, null,
                null);

        assertThat(delivered().variables()).containsEntry("status", 200L).containsEntry("type", "application/json");
    }

    @Test
    void xpathReadsAnXmlAnswer() {
        Expression name = script.language("xpath", "//c:Name");
        script.variable("name", name, true, null, null);

        MappedResponse mapped
                = script.response(200, "text/xml", "<c:Contact xmlns:c='urn:crm'><c:Name>A</c:Name></c:Contact>").mapped();

        assertThat(mapped.variables()).containsEntry("name", "A");
    }

    @Test
    void expressionThatFailsIsUnusable() {
        script.variable("it", script.language("mvel", "response.body.id.explode()"), false, null, null);

        AttemptResult result = script.response(200, "application/json", BODY);

        assertThat(result.outcome()).isEqualTo(Outcome.UNUSABLE);
    }

    @Test
    void reasonIsMasked() {
        script.masker.secret("crm", "response.variables.crmId");

        assertThat(script.required("crmId", "$.x").response(200, "application/json", "{}").reason())
                .contains("***crm***").doesNotContain("response.variables.crmId");
    }

    private ValueTree.Leaf leaf(String jsonpath) {
        return new ValueTree.Leaf(script.language("jsonpath", jsonpath), "response.body");
    }

    private MappedResponse delivered() {
        AttemptResult result = script.response(200, "application/json", BODY);
        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.DELIVERED);
        return result.mapped();
    }
}
