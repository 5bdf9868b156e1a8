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
package io.webhookscript.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Records that a route reads with manual commits, from a real broker. */
@Tag("slow")
class RecordsOfKafkaAreSentUnderTheirOwnIdTest extends WithKafkaTopic {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: record
            context: { baseUrl: "" }
            request:
              method: PUT
              url: "{{ context.baseUrl }}/{{ event.path }}"
              body: { text: "{{ message.id }} {{ event.n }} {{ header['X-Kind'] }}" }
            limits: { retry: { maxAttempts: 1 }, circuitBreaker: false }
            """;

    @TempDir
    private Path scripts;

    @BeforeEach
    void script() throws Exception {
        Files.writeString(scripts.resolve("record.webhookscript.yaml"), SCRIPT, StandardCharsets.UTF_8);
    }

    /** An application whose consumers commit an offset when its record was delivered. */
    private RoutesApplication application(String group, int consumers) throws Exception {
        RoutesApplication application = new RoutesApplication()
                .with("camel.component.webhookscript.scripts", "file:" + scripts);
        application.with("webhookscript.context.record.baseUrl", application.receiver().baseUrl());
        application.main().configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:" + topic + "?brokers=" + broker.address() + "&groupId=" + group + "&consumersCount=" + consumers
                     + "&autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                     + "&pollTimeoutMs=200&maxPollRecords=5")
                        .routeId("records").errorHandler(noErrorHandler()).to("webhookscript:record")
                        .process(e -> e.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                                .commit());
            }
        });
        return application.start();
    }

    private static Set<String> ids(RoutesApplication application) {
        return application.receiver().bodies().stream().map(body -> body.split(" ")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void send(int partition, int number, String path, Map<String, String> headers) throws Exception {
        broker.send(topic, partition, "{\"n\":" + number + ",\"path\":\"" + path + "\"}", headers);
    }

    @Test
    void aRecordThatIsReadAgainHasTheSameId() throws Exception {
        for (int n = 0; n < 10; n++) {
            send(n % 2, n, "ok",
                    Map.of("X-Kind", "größer", "JMSMessageID", "one for all", "CamelHttpUri", "http://127.0.0.1:1/"));
        }
        Set<String> first;
        try (RoutesApplication application = application("one", 1)) {
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() >= 10);
            first = ids(application);
            assertThat(application.receiver().bodies()).hasSize(10).allMatch(body -> body.endsWith(" größer"));
        }
        assertThat(first).hasSize(10);

        try (RoutesApplication application = application("another", 2)) {
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() >= 10);
            assertThat(ids(application)).isEqualTo(first);
        }
    }

    @Test
    void aRecordThatWasNotDeliveredIsReadAgain() throws Exception {
        send(0, 1, "ok", Map.of());
        send(0, 2, "404", Map.of());
        send(0, 3, "ok", Map.of());
        try (RoutesApplication application = application("one", 1)) {
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() >= 4);

            assertThat(application.receiver().bodies().subList(1, 4)).containsOnly(application.receiver().bodies().get(1));
            assertThat(application.receiver().bodies().get(1)).contains(" 2 ");
        }
        assertThat(broker.committed("one", topic)).isEqualTo(1);
    }

    @Test
    void aRebalanceLosesNoRecord() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        sendToBoth(sent, 60);
        try (RoutesApplication first = application("shared", 1)) {
            await().atMost(PATIENCE).until(() -> !first.receiver().bodies().isEmpty());
            try (RoutesApplication second = application("shared", 1)) {
                sendToBothUntil(sent, () -> !second.receiver().bodies().isEmpty());
                List<RoutesApplication> both = List.of(first, second);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    Set<String> bodies = both.stream().flatMap(a -> a.receiver().bodies().stream()).collect(Collectors.toSet());
                    assertThat(bodies).as("one text, so one id, for each record").hasSize(sent.get());
                });
            }
        }
    }
}
