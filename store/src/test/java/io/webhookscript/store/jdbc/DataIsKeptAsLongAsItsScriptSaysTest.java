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

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.webhookscript.store.ErasedEntries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The keys {@code retention} and {@code useCase} of a script decide what is kept, and for whom. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DataIsKeptAsLongAsItsScriptSaysTest {

    private static final String CRM = """
            execution: async
            useCase: contact
            id: "{{ contact.id }}"
            retention: { deliveries: 20d, deadLetters: 60d, ids: 3d }
            request: { url: "{{ context.receiver }}/{{ contact.path }}" }
            limits: { retry: { maxAttempts: 1 } }
            """;

    private static final String DAYS = " / " + Duration.ofDays(1).toMillis();

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private RecordingReceiver receiver;
    private StoreApplication application;

    @BeforeEach
    void start() throws Exception {
        receiver = new RecordingReceiver(call -> call.path().equals("/wrong") ? 422 : 200);
        application = new StoreApplication(kind, folder, receiver).script("crm", CRM).start();
    }

    @AfterEach
    void close() throws Exception {
        application.close();
        receiver.close();
    }

    private void send(String path, int contact) {
        assertThat(application.call("webhookscript:crm",
                Map.of("contact", Map.of("id", contact, "path", path))).getException()).isNull();
    }

    @Test
    void theIdOfAnEventIsKeptAfterItsEnd() {
        send("fine", 1);

        String kept = "SELECT (due - accepted_at)" + DAYS + " FROM webhookscript_outbox WHERE state = 4";
        await().untilAsserted(() -> assertThat(application.number(kept)).isEqualTo(3));
    }

    @Test
    void aDeadLetterIsKeptAfterItsFailure() {
        send("wrong", 1);

        String kept = "SELECT (keep_until - failed_at)" + DAYS + " FROM webhookscript_dead_letter";
        await().untilAsserted(() -> assertThat(application.number(kept)).isEqualTo(60));
    }

    @Test
    void aPersonIsNamedByTheUseCaseAndItsId() {
        send("fine", 4711);
        send("fine", 4712);
        await().until(() -> application.logged().size() == 2);

        ErasedEntries erased = application.component().eraseSubject("contact/4711");

        assertThat(erased).isEqualTo(new ErasedEntries(0, 0, 1, 0));
        assertThat(application.logged()).hasSize(1);
    }
}
