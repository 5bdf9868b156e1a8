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
package io.webhookscript.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A script of an ordinary size, to be loaded or used many times, and what loading it is measured against. */
public final class ContactScripts {

    /** Without its first lines, and without a rate. */
    public static final String UNLIMITED = text("hops: 5");

    /** The same with a rate. */
    public static final String LIMITED = text("rate: { requests: 60, per: 1m, key: \"{{ contact.id }}\" }");

    private ContactScripts() {
    }

    private static String text(String limit) {
        return """
                useCase: contact
                idempotencyKey: true
                request:
                  method: PUT
                  url: "{{ context.healthy }}/contacts/{{ contact.id }}"
                  params:
                    notify: "{{ contact.vip }}"
                  headers: { Accept: application/json, X-Request-Id: "{{ message.id }}" }
                  auth: { bearer: "{{ secret.crm }}" }
                  body:
                    json:
                      id: "{{ contact.id }}"
                      name: "{{ contact.first_name }} {{ contact.last_name }}"
                      height: "{{ contact.czCol.15 }}"
                limits:
                  timeout: 5s
                  %s
                  retry: { maxAttempts: 4, delay: 1s }
                response:
                  outcomes:
                    - { status: [403], when: "response.body.error == 'RATE'", is: temporary }
                  variables:
                    plan: "{{ response.body.plan.name | default('free') }}"
                    crmId: { jsonpath: $.id }
                """.formatted(limit);
    }

    /** An event for it: each has an id of its own, since many of one id in a row are taken for a loop. */
    public static Map<String, Object> event(int id) {
        return Map.of("contact", Map.of("id", id, "first_name", "Ada", "last_name", "Lovelace", "vip", true, "czCol",
                Map.of("15", 178)));
    }

    /** A whole file, with the base URLs of its receivers in {@code context}. */
    public static String file(String name, String healthy, String dead, String text) {
        return "webhookscript: \"1.0\"\nname: " + name + "\ncontext: { healthy: \"" + healthy + "\", dead: \"" + dead
               + "\" }\n" + text;
    }

    /** The yardstick of loading: parses the YAML of files, and does nothing with it. */
    public static void parse(List<byte[]> files, Consumer<Object> sink) {
        LoadSettings settings = LoadSettings.builder().build();
        for (byte[] file : files) {
            sink.accept(new Load(settings).loadFromString(new String(file, StandardCharsets.UTF_8)));
        }
    }
}
