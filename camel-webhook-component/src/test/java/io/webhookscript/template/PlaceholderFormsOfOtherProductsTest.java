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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Placeholders as users of hosted products write them work as they stand. */
class PlaceholderFormsOfOtherProductsTest {

    private static final Event EVENT = Event.json("""
            {"contact": {"first_name": "Ada", "id": 7, "czCol": {"15": 180}}, "has_message": true, "czCol": {"15": 181},
             "text": "hi", "multimedia": {"url": "https://x.example/a.png"}, "context": {"tenant": "acme"}}""");

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{{ contact.first_name }}; Ada", "{{ has_message }}; true", "{{czCol.15 }}; 181", "{{ contact.czCol.15 }}; 180",
            "{{ contact.id }}; 7", "{{ text }}; hi", "{{ multimedia.url }}; https://x.example/a.png",
            "{{ context.tenant }}; acme" })
    void everyFormIsFilled(String template, String expected) {
        assertThat(Templates.render(template, Position.TEXT, EVENT)).isEqualTo(expected);
    }

    @Test
    void nowPrintsWithThreeDigitsOfMilliseconds() {
        Event event = Event.of(Map.of("now", Instant.parse("2024-06-18T23:22:36.560Z")));

        assertThat(Templates.render("{{ now }}", Position.TEXT, event)).isEqualTo("2024-06-18T23:22:36.560Z");
        assertThat(Templates.render("{{ now | date('yyyy-MM-dd HH:mm', 'Europe/Berlin') }}", Position.TEXT, event))
                .isEqualTo("2024-06-19 01:22");
        assertThat(Templates.expression("now | date('epochMillis')").evaluate(event)).isEqualTo(1718752956560L);
    }

    @Test
    void aContextValueMakesTheSubdomain() {
        assertThat(Templates.render("https://{{ context.tenant }}.example.com/{{ contact.id }}", Position.URL, EVENT))
                .isEqualTo("https://acme.example.com/7");
    }

    @Test
    void theConversationBodyIsJsonWithAndWithoutTheChannelsData() throws IOException {
        Map<String, Object> certainly = new LinkedHashMap<>();
        for (String name : new String[] {
                "sessionId", "attachedMedia", "direction", "reply", "botId", "botDeploymentId", "moduleId",
                "to", "from", "botTrainedModelId" }) {
            certainly.put(name, "O\"Neil\n\ud800\t\\" + name);
        }
        certainly.put("replyData", Map.of("a", "\"\ud800"));
        certainly.put("customVariables", java.util.List.of(1L, "\n"));
        Template template = Templates.compile(body(), Position.JSON);

        JsonNode without = Templates.JSON.readTree(template.render(Event.of(Map.of("certainly", certainly))));
        JsonNode with = Templates.JSON.readTree(template.render(Event.of(
                Map.of("certainly", certainly, "fb", Map.of("lastName", "O\"Neil", "firstName", "Zo\u00eb // \ud83d\ude00")))));

        assertThat(without.fieldNames()).toIterable().hasSize(15);
        assertThat(without.get("lastName").isObject()).isTrue();
        assertThat(without.get("reply").asText()).isEqualTo("O\"Neil\n\ud800\t\\reply");
        assertThat(without.get("sessionId").asText()).isEqualTo("O\"Neil\n\ud800\t\\sessionId");
        assertThat(without.get("replyData").get("a").asText()).isEqualTo("\"\ud800");
        assertThat(with.get("lastName").asText()).isEqualTo("O\"Neil");
        assertThat(with.get("firstName").asText()).isEqualTo("Zo\u00eb // \ud83d\ude00");
    }

    static String body() throws IOException {
        try (InputStream in
                = PlaceholderFormsOfOtherProductsTest.class.getResourceAsStream("/template/conversation.json.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
