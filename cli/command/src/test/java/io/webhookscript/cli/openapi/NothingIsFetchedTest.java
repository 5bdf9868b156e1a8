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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.webhookscript.cli.draft.ScriptDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A document can name any address and any file: none of them is opened. */
class NothingIsFetchedTest {

    @TempDir
    Path folder;

    @Test
    void referencesEndWhereTheDocumentEnds() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            Files.writeString(folder.resolve("secret.yaml"),
                    "type: object\nproperties: { hidden: { type: string, example: topsecret } }\n");
            Path file = Files.writeString(folder.resolve("api.yaml"), document(base));

            OpenApiDocument document = OpenApiDocument.read("api.yaml", Files.readAllBytes(file));
            StringBuilder texts = new StringBuilder(document.notes().toString());
            for (OpenApiDocument.Operation operation : document.operations()) {
                ScriptDraft draft = new ScriptDraft("a");
                document.map(operation, null, draft);
                texts.append(draft.yaml()).append(draft.notCarried());
            }

            assertThat(document.operations()).hasSize(1);
            assertThat(requests).hasValue(0);
            assertThat(texts.toString()).contains(base + "/schema.yaml").contains("secret.yaml")
                    .contains(base + "/parameter.yaml").contains(base + "/path.yaml")
                    .contains(base + "/example.json").doesNotContain("topsecret");
        } finally {
            server.stop(0);
        }
    }

    private String document(String base) {
        return """
                openapi: 3.0.3
                info: { title: a, version: "1" }
                servers: [{ url: "%1$s/server" }]
                externalDocs: { url: "%1$s/docs" }
                paths:
                  /remote: { $ref: "%1$s/path.yaml" }
                  /a:
                    post:
                      operationId: a
                      parameters:
                        - { $ref: "%1$s/parameter.yaml" }
                        - { name: b, in: query, schema: { $ref: "%1$s/schema.yaml#/b" } }
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              properties:
                                remote: { $ref: "%1$s/schema.yaml" }
                                near: { $ref: "secret.yaml" }
                                beside: { $ref: "%2$s/secret.yaml" }
                                circle: { $ref: "#/components/schemas/Circle" }
                            examples: { one: { externalValue: "%1$s/example.json" } }
                      responses: { "200": { $ref: "%1$s/response.yaml" } }
                components:
                  schemas:
                    Circle: { type: object, properties: { again: { $ref: "#/components/schemas/Circle" } } }
                    Alias: { $ref: "#/components/schemas/Alias" }
                """.formatted(base, folder);
    }
}
