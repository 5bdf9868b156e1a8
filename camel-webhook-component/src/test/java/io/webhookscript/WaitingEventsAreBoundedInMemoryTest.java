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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A sender cannot fill the memory with events that wait: what they take counts, not only how many they are. */
@Tag("slow")
class WaitingEventsAreBoundedInMemoryTest {

    private static final String WAITS = """
            execution: async
            request: { method: PUT, url: "{{ context.receiver }}/" }
            limits: { total: 3h, retry: { maxAttempts: 2, delay: 1h, maxDelay: 1h }, circuitBreaker: false }
            """;

    /** Reads the event for the response, so that it is kept as it was parsed. */
    private static final String READS_LATE = WAITS + "response: { variables: { items: \"{{ event | length }}\" } }\n";

    @TempDir
    private Path folder;
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private volatile String response = RawReceiver.response(503, "text/plain", "later");
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(response);
            }
        }), folder)
                .script("waits", READS_LATE).script("other", READS_LATE).script("packs", WAITS)
                .rawScript("large", "webhookscript: \"1.0\"\nname: large\ncontext: { receiver: \"\", large: \"\" }\n"
                                    + WAITS.replace("/\" }", "/\", body: { text: \"{{ context.large }}\" } }"));
        camel.component().setMaxPendingBytes("10MiB");
        camel.component().getContext().put("large", "x".repeat(500_000));
        camel.route(new RouteBuilder() {

            @Override
            public void configure() {
                from("direct:letters").process(exchange -> letters.add(exchange.getMessage().getBody(String.class)));
            }
        }).start();
    }

    @Test
    void eventsThatWouldTakeMoreAreRefused() {
        String event = "[" + "{},".repeat(30_000) + "{}]";

        int accepted = 0;
        Exchange last = camel.call("webhookscript:waits", event);
        while (last.getException() == null && accepted < 100) {
            accepted++;
            last = camel.call("webhookscript:waits", event);
        }

        assertThat(accepted).as("of about 3 MB each").isEqualTo(3);
        assertThat(last.getException()).hasMessageContaining("notSent")
                .hasMessageContaining("need too much memory").hasMessageContaining("(maxPendingBytes is 10485760)");
        assertThat(camel.call("webhookscript:other", Map.of("small", 1)).getException()).isNull();
    }

    @Test
    void anEventThatTakesMoreThanAllMayIsRefusedWithTheReason() {
        Exchange exchange = camel.call("webhookscript:waits", "[" + "{},".repeat(200_000) + "{}]");

        assertThat(exchange.getException()).hasMessageContaining("notSent")
                .hasMessageContaining("more than all waiting events may need");
    }

    @Test
    void whatHasEndedMakesRoom() throws Exception {
        String event = "[" + "{},".repeat(90_000) + "{}]";
        assertThat(camel.call("webhookscript:waits", event).getException()).isNull();
        assertThat(camel.call("webhookscript:waits", event).getException()).isNotNull();
        await().until(() -> camel.component().deliveryStatus("waits").orElseThrow().waiting().forRetry() == 1);

        camel.component().scripts().stop("waits", true);
        camel.component().scripts().start("waits");

        await().untilAsserted(() -> assertThat(camel.call("webhookscript:waits", event).getException()).isNull());
    }

    /** The text takes 90 KB, and the parsed event 3 MB, which are needed until its first attempt has failed. */
    @Test
    void aParsedEventThatOnlyTheDeadLetterReadsWaitsAsText() {
        String event = "[" + "{},".repeat(30_000) + "{}]";
        long before = usedMemory();

        assertThat(acceptedUntilFull("packs", event)).as("(10 MiB - 3 MB) / 90 KB").isBetween(75, 90);
        assertThat(usedMemory() - before).as("of 240 MB, if they were kept as they were parsed").isLessThan(60L << 20);
    }

    @Test
    void theBodyOfItsRequestCountsAsWell() {
        String event = "[" + "{},".repeat(30_000) + "{}]";
        assertThat(acceptedUntilFull("large", event)).as("(10 MiB - 3 MB) / 1.1 MB").isBetween(6, 9);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void headersCountAsWell(boolean inBytes) {
        Object header = inBytes ? new byte[2_000_000] : "h".repeat(1_000_000);

        int accepted = 0;
        Exchange last;
        do {
            last = camel.camelContext().createProducerTemplate().request("webhookscript:packs", exchange -> {
                exchange.getMessage().setBody(Map.of());
                exchange.getMessage().setHeader("X-Large", header);
            });
        } while (last.getException() == null && accepted++ < 100);

        assertThat(accepted).isEqualTo(5);
    }

    /** The receiver of 64 events sends a response of 1 MB to each. */
    @Test
    void theRestOfALongResponseIsNotKeptForTheDeadLetter() throws Exception {
        String header = "X-Long: " + "h".repeat(8_000) + "\r\n";
        response = RawReceiver.response(503, "text/plain", "later " + "r".repeat(1_000_000))
                .replaceFirst("\r\n", "\r\n" + header.repeat(30));
        long before = usedMemory();

        for (int i = 1; i <= 64; i++) {
            int waiting = i;
            assertThat(camel.call("webhookscript:packs?deadLetter=direct:letters", Map.of("n", i)).getException()).isNull();
            await().until(() -> camel.component().deliveryStatus("packs").orElseThrow().waiting().forRetry() == waiting);
        }

        assertThat(usedMemory() - before).isLessThan(16L << 20);
        camel.component().scripts().stop("packs", true);
        await().until(() -> letters.size() == 64);
        JsonNode letter = new ObjectMapper().readTree(letters.get(0)).get("response");
        assertThat(letter.get("body").asText()).hasSize(4_096).startsWith("later rrr");
        assertThat(letter.get("headers").get("X-Long")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"list\":[%s1],\"number\":1.0E+400,\"id\":9007199254740993,\"text\":\"a\\\"b\\u0000\u00fc\",\"no\":null}",
            "[%s{\"base64\":\"AAAA\"}]",
            "{\"base64\":\"%t\",\"contentType\":\"text/plain\"}" })
    void itsDeadLetterContainsTheSameEvent(String form) throws Exception {
        String event = form.replace("%s", "1,".repeat(1_000)).replace("%t", "AAAA".repeat(2_000));

        Object kept = eventInTheDeadLetter("waits", event);
        Object packed = eventInTheDeadLetter("packs", event);

        assertThat(packed).isEqualTo(kept);
        String again = letters.get(0);
        Exchange replayed = camel.call("webhookscript:packs?replay=true&dryRun=true", again);
        assertThat(replayed.getException()).isNull();
    }

    /** Each waits for its retry before the next one comes. */
    private int acceptedUntilFull(String script, String event) {
        int accepted = 0;
        while (accepted < 200 && camel.call("webhookscript:" + script, event).getException() == null) {
            int waiting = ++accepted;
            await().until(() -> camel.component().deliveryStatus(script).orElseThrow().waiting().forRetry() == waiting);
        }
        return accepted;
    }

    private Object eventInTheDeadLetter(String script, String event) throws Exception {
        assertThat(camel.call("webhookscript:" + script + "?deadLetter=direct:letters", event).getException()).isNull();
        await().until(() -> camel.component().deliveryStatus(script).orElseThrow().waiting().forRetry() == 1);
        letters.clear();
        camel.component().scripts().stop(script, true);
        await().until(() -> letters.size() == 1);
        camel.component().scripts().start(script);
        String letter = letters.get(0);
        return new ObjectMapper().readTree(letter).get("event").toString();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
