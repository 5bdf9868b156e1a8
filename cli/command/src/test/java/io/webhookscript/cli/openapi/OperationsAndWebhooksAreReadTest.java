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
package io.webhookscript.cli.openapi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.webhookscript.cli.draft.DraftCheck;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.StandaloneTrials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The parts of OpenAPI that only some documents have. */
class OperationsAndWebhooksAreReadTest {

    private static final String DOCUMENT
            = """
                    openapi: 3.1.0
                    info: { title: Shop, version: "1" }
                    servers: [{ url: "https://api.shop.example.com" }]
                    security: [{ key: [] }]
                    components:
                      securitySchemes:
                        key: { type: apiKey, in: query, name: api_key }
                        token: { type: http, scheme: bearer }
                      pathItems:
                        Stock: { get: { operationId: stock, responses: {} } }
                    paths:
                      /orders/{id}/items:
                        post:
                          operationId: addItem
                          parameters:
                            - { name: dryRun, in: query, schema: { type: boolean } }
                            - { name: old, in: query, deprecated: true, schema: { type: string } }
                            - { name: X-Shop, in: header, required: true, example: north }
                            - { name: filter, in: query, content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }
                            - { name: id, in: path, required: true, schema: { type: integer, default: 7 } }
                            - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
                            - { name: currency, in: query, required: true, schema: { enum: [EUR, USD] } }
                          requestBody: { content: { application/json: { schema: { $ref: "#/paths/~1items/post/requestBody/content/application~1json/schema" } } } }
                          responses: { 200: { description: Added, content: { application/json: { example: { ok: true } } } } }
                      /items:
                        post:
                          requestBody: { content: { application/json: { schema: { properties: { sku: { type: string, example: "0012" } } } } } }
                      /stock: { $ref: "#/components/pathItems/Stock" }
                    webhooks:
                      order.paid:
                        post:
                          operationId: orderPaid
                          summary: An order is paid
                          requestBody: { content: { application/json: { example: { order: 7, paid: "2024-06-18" } } } }
                          responses: { "200": { description: ok } }
                      signed:
                        post: { security: [{ token: [] }], requestBody: { content: { application/json: { example: { a: 1 } } } } }
                    """;

    private final OpenApiDocument document = OpenApiDocument.read("shop.yaml", DOCUMENT.getBytes(StandardCharsets.UTF_8));

    @Test
    void operationsAndWebhooksAreListedInTheirOrder() {
        assertThat(document.operations()).extracting(OpenApiDocument.Operation::id)
                .containsExactly("addItem", "post-items", "stock", "orderPaid", "post-signed");
        assertThat(document.operations()).filteredOn(OpenApiDocument.Operation::webhook)
                .extracting(OpenApiDocument.Operation::path).containsExactly("order.paid", "signed");
    }

    @Test
    void requiredParametersComeFirstAndOptionalOnesAreSentOnlyWhenTheEventHasThem() throws Exception {
        ScriptDraft draft = draft("addItem");

        Map<String, Object> request
                = request(draft, "{\"id\": 9, \"currency\": \"USD\", \"X-Shop\": \"south\", \"sku\": \"1\"}");

        assertThat(draft.yaml()).containsSubsequence("currency: ", "dryRun: ", "filter: ").doesNotContain("old");
        assertThat(draft.notCarried()).contains("the parameter old: it is deprecated");
        assertThat(String.valueOf(request.get("url"))).startsWith("https://api.shop.example.com/orders/9/items?currency=USD")
                .doesNotContain("dryRun").doesNotContain("filter").doesNotContain("ids");
        assertThat(request.get("body")).isEqualTo("{\"sku\":\"1\"}");
    }

    @Test
    void aWebhookIsSentToAnAddressOfTheContextWithoutTheSecurityOfTheService() throws Exception {
        ScriptDraft draft = draft("orderPaid");

        assertThat(draft.yaml()).contains("url: https://example.com/order.paid").contains("url: \"{{ context.url }}\"")
                .doesNotContain("auth").contains("description: An order is paid");
        assertThat(draft.remarks()).anyMatch(remark -> remark.contains("replace the value of context.url"));
        assertThat(request(draft, "{\"order\": 8, \"paid\": null}").get("body")).isEqualTo("{\"order\":8,\"paid\":null}");
        assertThat(draft("post-signed").yaml()).contains("bearer: \"{{ secret.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {siteUrl}              | siteUrl: https://example.com     | replace https://example.com
            https://{host}/v1      | baseUrl: https://host            | several variables
            https://a.example/{v}  | v: v                             | context.v has no value
            /relative              | baseUrl: https://example.com/rel | replace https://example.com
            """)
    void aServerWithoutAnAddressIsAValueOfTheContextThatIsReported(String server, String context, String remark) {
        OpenApiDocument read = OpenApiDocument.read("a.yaml", """
                openapi: 3.0.0
                servers: [{ url: "%s" }]
                paths: { /a: { get: { operationId: a } } }
                """.formatted(server).getBytes(StandardCharsets.UTF_8));
        ScriptDraft draft = new ScriptDraft("a");

        read.map(read.operations().get(0), null, draft);

        assertThat(new DraftCheck(draft).faults()).isEmpty();
        assertThat(draft.yaml()).contains(context);
        assertThat(draft.remarks()).anyMatch(each -> each.contains(remark));
    }

    @Test
    void jsonIsReadLikeYaml() {
        String json
                = """
                        \t{ "openapi": "3.0.3", "paths": { "/a": { "get": { "operationId": "a\\ud83d\\ude00", "responses": {} } } } }""";

        OpenApiDocument read = OpenApiDocument.read("a.json", json.getBytes(StandardCharsets.UTF_8));

        assertThat(read.operations()).extracting(OpenApiDocument.Operation::id).containsExactly("a\uD83D\uDE00");
    }

    private ScriptDraft draft(String id) {
        ScriptDraft draft = new ScriptDraft("shop");
        document.map(document.operations().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(), null,
                draft);
        assertThat(new DraftCheck(draft).faults()).isEqualTo(List.of());
        return draft;
    }

    private static Map<String, Object> request(ScriptDraft draft, String event) throws Exception {
        try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
            return trials.dryRun(
                    new ScriptReader(ScriptEnvironment.standalone()).read("shop.webhookscript.yaml", draft.yaml()).orThrow(),
                    new StandaloneTrials.Input(event));
        }
    }
}
