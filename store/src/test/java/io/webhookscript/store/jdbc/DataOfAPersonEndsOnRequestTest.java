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
package io.webhookscript.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Retention and deletion as a user of the component sees them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DataOfAPersonEndsOnRequestTest {

    private static final String ZOE = "zoe-at-example-com";

    private static final String CRM = """
            execution: async
            subject: "person/{{ event.person }}"
            retention: { deliveries: 30d, deadLetters: 90d, ids: 7d }
            request:
              url: "{{ context.receiver }}/{{ event.path }}"
              body: { json: { email: "{{ event.email }}" } }
            limits:
              retry: { maxAttempts: 100, delay: 40s, maxDelay: 40s, jitter: 0 }
            """;

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private RecordingReceiver receiver;
    private StoreApplication application;

    @BeforeEach
    void start() throws Exception {
        receiver = new RecordingReceiver(call -> switch (call.path()) {
            case "/away" -> 503;
            case "/wrong" -> 422;
            default -> 200;
        });
        application = new StoreApplication(kind, folder, receiver).script("crm", CRM).start();
    }

    @AfterEach
    void close() throws Exception {
        application.close();
        receiver.close();
    }

    private void send(String path, int person) {
        assertThat(application.call("webhookscript:crm",
                Map.of("path", path, "person", person, "email", person == 7 ? ZOE : "ann-at-example-com")).getException())
                .isNull();
    }

    @Test
    void whatWaitsAndWhatIsKeptOfAPersonIsDeleted() throws Exception {
        send("away", 7);
        send("wrong", 7);
        send("fine", 7);
        send("fine", 8);
        await().until(() -> application.logged().size() == 3 && receiver.calls().size() == 4);
        await().until(() -> application.unended() == 1);

        ErasedEntries erased = application.component().eraseSubject("person/7");

        assertThat(erased).isEqualTo(new ErasedEntries(1, 1, 2, 0));
        assertThat(application.logged()).extracting(entry -> entry.message().subject())
                .containsExactly(Erasure.digest("person/8"));
        application.awaitEmpty(Duration.ofMinutes(1));
        assertThat(receiver.calls()).hasSize(4);
        if (kind == TestDatabase.SQLITE) {
            assertThat(StoreFixture.occurrences(files(), ZOE)).isEmpty();
        }
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void aMessageIsDeletedByJmx() throws Exception {
        send("fine", 7);
        await().until(() -> application.logged().size() == 1);
        MBeanServer server = application.camelContext().getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName store = server.queryNames(new ObjectName(
                "org.apache.camel:context="
                                                            + application.camelContext().getManagementName()
                                                            + ",type=services,name=webhookscript-store"),
                null).iterator().next();

        Object result = server.invoke(store, "eraseMessage", new Object[] { application.logged().get(0).messageId() },
                new String[] { String.class.getName() });

        assertThat(result).isEqualTo("ErasedEntries[waiting=0, deadLetters=0, deliveries=1, sessions=0]");
        assertThat(application.logged()).isEmpty();
    }

    @Test
    void anEntryOfTheLogIsKeptForTheTimeOfItsScript() {
        send("fine", 7);

        await().until(() -> application.logged().size() == 1);

        assertThat(application.logged().get(0).keepFor()).isEqualTo(Duration.ofDays(30));
    }
}
