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

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/** Tests with a real broker. Each test has its own topic of two partitions, with the name of its method. */
abstract class WithKafkaTopic {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration BETWEEN_RECORDS = Duration.ofMillis(50);

    static KafkaBroker broker;

    @TempDir
    private static Path brokerFolder;

    String topic = "";

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new KafkaBroker(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        broker.createTopic(topic, 2);
    }

    /** Sends records with the next numbers, even ones to one partition and odd ones to the other. */
    void sendToBoth(AtomicInteger sent, int records) throws Exception {
        for (int end = sent.get() + records; sent.get() < end; sent.incrementAndGet()) {
            broker.send(topic, sent.get() % 2, "{\"n\":" + sent.get() + ",\"path\":\"ok\"}", Map.of());
        }
    }

    /**
     * Sends two records after the other until the condition is true, so that a consumer which comes later finds some,
     * however fast the first one reads.
     */
    void sendToBothUntil(AtomicInteger sent, Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(BETWEEN_RECORDS).until(() -> {
            sendToBoth(sent, 2);
            return condition.call();
        });
    }
}
