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
package io.webhookscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The scripts and routes of the page about events run as they stand there, and the outcomes on the page are those that
 * come.
 */
@Tag("slow")
class EventsPageTest {

    private static final Path PAGE = Path.of("../docs/events.adoc");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;
    private String page;

    @BeforeEach
    void runThePage() throws Exception {
        page = Files.readString(PAGE);
        camel = WebhookScriptTestSupport.answering(folder);
        for (String script : blocks("yaml", "webhookscript: ")) {
            Matcher name = Pattern.compile("(?m)^name: (\\S+)").matcher(script);
            assertThat(name.find()).isTrue();
            camel.rawScript(name.group(1),
                    script.replaceAll("https://[a-z]+\\.example\\.com", "http://127.0.0.1:" + camel.receiver().port()));
        }
        for (String route : blocks("yaml", "- route:")) {
            PluginHelper.getRoutesLoader(camel.camelContext())
                    .loadRoutes(ResourceHelper.fromString(route.hashCode() + ".yaml", route));
        }
        camel.start();
    }

    private List<String> blocks(String language, String beginning) {
        return Pattern.compile("(?s)\\[source," + language + "]\n----\n(.*?)\n----").matcher(page).results()
                .map((MatchResult block) -> block.group(1)).filter(block -> block.startsWith(beginning)).toList();
    }

    private String event() {
        Matcher event = Pattern.compile("For the event `(.*?)`").matcher(page);
        assertThat(event.find()).isTrue();
        return event.group(1);
    }

    private List<String> requests() {
        return camel.receiver().requests().stream().map(RawReceiver.Request::line).sorted().toList();
    }

    @Test
    void theExampleCallsBothScriptsAndGivesTheOutcomesOfThePage() throws Exception {
        Exchange exchange = camel.call("direct:contact-changed", event());

        assertThat(exchange.getException()).isNull();
        JsonNode shown = JSON.readTree(blocks("json", "[").get(0).replaceAll("msg_\\d", "ID"));
        JsonNode given = JSON.readTree(exchange.getMessage().getBody(String.class).replaceAll("msg_[A-Za-z0-9_-]+", "ID"));
        assertThat(given).isEqualTo(shown);
        await().untilAsserted(() -> assertThat(requests()).containsExactly(
                "POST /hooks/contacts HTTP/1.1", "PUT /contacts/7 HTTP/1.1"));
        assertThat(camel.receiver().requests()).extracting(RawReceiver.Request::text).containsExactlyInAnyOrder(
                "{\"id\":7,\"email\":\"ada@example.com\"}", "{\"what\":\"contact.updated\",\"name\":\"Ada\"}");
    }

    @Test
    void aConditionThatDoesNotHoldLeavesItsScriptOut() {
        camel.call("direct:contact-changed", event().replace("gold", "silver"));

        assertThat(requests()).containsExactly("PUT /contacts/7 HTTP/1.1");
    }

    @Test
    void aVariableReceivesTheListAndTheBodyStays() {
        Exchange exchange = camel.call("direct:kept", event());

        assertThat(exchange.getMessage().getBody()).isEqualTo(event());
        assertThat(exchange.getVariable("outcomes", List.class)).hasSize(2);
    }

    @Test
    void theChannelsOfThePageBelongToTheChatBot() {
        for (String channel : List.of("sms:12345", "whatsapp:+5215550000", "sms:other")) {
            camel.call("webhookscript:event:chat.message", Map.of("channel", channel));
        }

        assertThat(requests()).containsExactly("POST /messages HTTP/1.1", "POST /messages HTTP/1.1");
    }

    @Test
    void allCodeOfThePageIsHere() {
        assertThat(blocks("yaml", "")).hasSize(5);
        assertThat(blocks("[a-z]+", "")).hasSize(6);
    }
}
