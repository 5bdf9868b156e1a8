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
package io.webhookscript.console;

import java.nio.file.Files;
import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A new script in a browser. */
@Tag("slow")
class NewViewTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private Path folder;

    @Test
    void aScriptBeginsWithATemplate() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").click("#new").sees("#templates", "Microsoft Teams")
                    .sees("#templates", "Slack").sees("#templates", "HubSpot").sees("#templates", "Salesforce")
                    .sees("#templates", "Stripe");

            page.type("#name", "to-slack").click("[value=slack-incoming-webhook]").click("#begin")
                    .isAt("#/scripts/to-slack/edit")
                    .sees("#check", "No problems.");
            assertThat(folder).isEmptyDirectory();
            page.click("#save").sees("#dialog", "Create to-slack?").click("#dialog-confirm").sees("#notice",
                    "to-slack is created.");

            assertThat(Files.readString(folder.resolve("to-slack.webhookscript.yaml"))).contains("name: to-slack",
                    "{{ secret.slackUrl }}");
            page.open(application, "#/scripts").sees("[data-script=to-slack]", "started");
            assertThat(page.errors()).isEmpty();
        }
    }

    @Test
    void aNameThatCannotBeOneIsNotAccepted() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/new").sees("#templates", "Slack").type("#name", "../Passwd")
                    .click("#begin");

            assertThat(page.script("return document.getElementById('name').checkValidity()")).isEqualTo(false);
            page.isAt("#/new");
        }
    }

    @Test
    void aCopyIsNotActive() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").click("#duplicate").isAt("#/new?from=crm");
            assertThat(page.value("#name")).isEqualTo("crm-copy");

            page.click("#begin").sees("#notice", "The copy is not active").sees("#check", "No problems.").click("#save")
                    .click("#dialog-confirm").sees("#notice", "crm-copy is created.");

            assertThat(Files.readString(folder.resolve("crm-copy.webhookscript.yaml"))).contains("name: crm-copy",
                    "active: false");
        }
    }

    @Test
    void aNewScriptThatIsDiscardedIsGone() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/new").sees("#templates", "Slack").type("#name", "draft")
                    .click("#begin")
                    .sees("#check", "No problems.").click("#discard").click("#dialog-confirm").isAt("#/scripts");

            page.open(application, "#/scripts/draft").sees("#none", "There is no script of this name.");
            assertThat(page.count("#main a")).isEqualTo(1);
        }
    }

    @Test
    void aCurlCommandBecomesAScript() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/new").sees("#templates", "Slack").choosesKind("a cURL command")
                    .type("#name", "orders")
                    .type("#curl", "curl -X PUT https://shop.example.com/orders/7 -H 'Authorization: Bearer s3cr3t'"
                                   + " -H 'Content-Type: application/json' -d '{\"state\": \"<b>paid\"}'")
                    .click("#begin").isAt("#/scripts/orders/edit").sees("#check", "No problems.");

            assertThat(page.editor()).contains("method: PUT", "https://shop.example.com/orders/7", "<b>paid")
                    .doesNotContain("s3cr3t");
            assertThat(page.errors()).isEmpty();
        }
    }

    @Test
    void aPostmanCollectionBecomesScripts() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/new").sees("#templates", "Slack")
                    .choosesKind("a Postman collection")
                    .type("#postman",
                            """
                                    {"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                                     "item": [{"name": "Pay <b>order</b>", "request": {"method": "POST", "url": "https://shop.example.com/pay"}}]}""")
                    .click("#begin").sees("#found", "Pay <b>order</b>").click("#found button").sees("#check", "No problems.");

            assertThat(page.editor()).contains("https://shop.example.com/pay");
        }
    }

    @Test
    void anOperationOfAnOpenApiDocumentBecomesAScript(@TempDir Path other) throws Exception {
        Path file = Files.writeString(other.resolve("shop.yaml"), openApi());
        try (ConsoleApplication application = new ConsoleApplication(folder)) {
            application.camelContext().getCamelContextExtension().setName("shop");
            application.start();
            Page page = new Page(CHROMIUM).resize(1200, 930).open(application, "#/new?kind=openapi").sees("main",
                    "Read from a file");
            page.find("#openapi-file").sendKeys(file.toString());
            Awaitility.await().untilAsserted(() -> assertThat(page.value("#openapi")).contains("operationId: payOrder"));

            page.click("#begin").sees("#operation-count", "122 of 122 operations. The first 100 are shown.")
                    .sees("#operations", "Reads <b>an item</b>")
                    .type("#operation-search", "ORDER pa").sees("#operation-count", "2 of 122 operations.")
                    .sees("#operations", "Pays an order").sees("#operations", "webhook");
            assertThat(page.accessibilityProblems()).isEmpty();
            page.picture("console-openapi").click("#operations button").isAt("#/scripts/pay-order/edit")
                    .sees("#notice", "webhookscript.secret.example_token").sees("#check", "No problems.");

            assertThat(page.editor()).contains("method: POST", "/orders/{{ event.id }}/pay", "{{ secret.example_token }}");
            page.back().sees("#operation-count", "2 of 122 operations.");
            assertThat(page.value("#openapi")).contains("operationId: payOrder");
            assertThat(page.errors()).isEmpty();
        }
    }

    private static String openApi() {
        StringBuilder document = new StringBuilder(
                """
                        openapi: 3.1.0
                        info: { title: Shop, version: "1" }
                        servers: [{ url: "https://api.shop.example.com" }]
                        components: { securitySchemes: { token: { type: http, scheme: bearer } } }
                        webhooks:
                          orderPaid: { post: { summary: An order is paid, requestBody: { content: { application/json: { example: { order: 7 } } } } } }
                        paths:
                          /orders/{id}/pay:
                            post:
                              operationId: payOrder
                              summary: Pays an order
                              security: [{ token: [] }]
                              parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
                              requestBody: { content: { application/json: { example: { amount: 12.5, currency: EUR } } } }
                        """);
        for (int i = 0; i < 120; i++) {
            document.append("  /items/").append(i).append(": { get: { summary: Reads <b>an item</b> } }\n");
        }
        return document.toString();
    }

    @Test
    void aDocumentThatCannotBeReadIsExplainedAndStays() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/new").sees("#templates", "Slack")
                    .choosesKind("an OpenAPI document").isAt("#/new?kind=openapi")
                    .type("#openapi", "openapi: 3.0.0\npaths: [ <b>1</b> ]").click("#begin")
                    .sees("#notice", "Line 2, column 8: paths is a list; expected a map").seesNot("#operations");

            assertThat(page.value("#openapi")).contains("paths: [ <b>1</b> ]");
        }
    }

    @Test
    void whatCannotBeReadIsExplained() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            new Page(CHROMIUM).open(application, "#/new").sees("#templates", "Slack").choosesKind("a cURL command")
                    .type("#name", "orders")
                    .type("#curl", "wget https://shop.example.com").click("#begin").sees("#notice.bad, #notice .bad", "curl");
        }
    }
}
