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
package io.webhookscript.callback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.webhookscript.callback.CallbackApplication.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The document is valid for another reader, says what a sender needs, and holds no secret. */
class CallbacksAreDescribedInOpenApiTest {

    private static final String PATH = "/callbacks/openapi.json";

    @TempDir
    private Path folder;

    private CallbackApplication app;

    @BeforeEach
    void open() throws Exception {
        app = CallbackApplication.in(folder).secret("key", "secret-key-of-mine")
                .script("bearer", CallbackApplication.BEARER.replace("/callbacks/chat", "/callbacks/bearer"))
                .receiving("bearer")
                .script("basic", callback("basic", "auth: { basic: { username: a, password: \"{{ secret.key }}\" } }"))
                .receiving("basic")
                .script("query", callback("query", "auth: { apiKey: { in: query, name: key, value: \"{{ secret.key }}\" } }"))
                .receiving("query")
                .script("standard",
                        callback("standard", "signature: { standardWebhooks: { secrets: [\"{{ secret.key }}\"] } }"))
                .receiving("standard")
                .script("slack", callback("slack",
                        "signature: { hmac: { header: X-Sig, secret: \"{{ secret.key }}\", timestampHeader: X-Time } }"))
                .receiving("slack").script("unused", callback("unused", "auth: { bearer: x }"));
    }

    private static String callback(String name, String credentials) {
        return CallbackApplication.CHAT.replace("/callbacks/chat", "/callbacks/" + name) + "  " + credentials + "\n";
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private OpenAPI document() throws Exception {
        Response response = app.request("GET", PATH, new byte[0]);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).doesNotContain("secret-key-of-mine", CallbackApplication.TOKEN, "{{");
        ParseOptions resolving = new ParseOptions();
        resolving.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(response.body(), null, resolving);
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }

    @Test
    void ofAllThatAreReceived() throws Exception {
        app.camel().component().setCallbackDocument(PATH);
        app.start();

        OpenAPI document = document();

        assertThat(document.getPaths().keySet()).containsExactlyInAnyOrder(
                "/callbacks/bearer", "/callbacks/basic", "/callbacks/query", "/callbacks/standard", "/callbacks/slack");
        Operation standard = document.getPaths().get("/callbacks/standard").getPost();
        assertThat(standard.getOperationId()).isEqualTo("standard");
        assertThat(standard.getParameters()).extracting(Parameter::getName)
                .containsExactly("webhook-id", "webhook-timestamp");
        assertThat(standard.getResponses().keySet()).containsExactlyInAnyOrder(
                "200", "204", "400", "401", "404", "405", "413", "415", "500", "503");
        assertThat(standard.getRequestBody().getContent().keySet()).containsExactly("application/json");
        Map<String, SecurityScheme> schemes = document.getComponents().getSecuritySchemes();
        assertThat(schemes.get("bearer-auth").getScheme()).isEqualTo("bearer");
        assertThat(schemes.get("basic-auth").getScheme()).isEqualTo("basic");
        assertThat(schemes.get("query-auth").getIn()).isEqualTo(SecurityScheme.In.QUERY);
        assertThat(schemes.get("standard-standard-webhooks").getName()).isEqualTo("webhook-signature");
        assertThat(schemes.get("slack-hmac").getName()).isEqualTo("X-Sig");
        assertThat(document.getPaths().get("/callbacks/slack").getPost().getParameters()).extracting(Parameter::getName)
                .containsExactly("X-Time");
    }

    @Test
    void asTheyAreNow() throws Exception {
        app.camel().component().setCallbackDocument(PATH);
        app.start();
        app.camel().camelContext().getRouteController().stopRoute("from-basic");

        assertThat(document().getPaths().keySet()).doesNotContain("/callbacks/basic").contains("/callbacks/slack");
    }

    @Test
    void onlyWhenTheOperatorSaysSo() throws Exception {
        app.start();

        assertThat(app.request("GET", PATH, new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void atThePathThatThePageShows() throws Exception {
        assertThat(Files.readString(Path.of("../docs/callbacks.adoc")))
                .contains("camel.component.webhookscript.callbackDocument = " + PATH);
    }
}
