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

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.spi.CallbackSession;
import io.webhookscript.spi.SessionStore;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A bean of the registry keeps the sessions, and its failures harm no delivery. */
class SessionsAreStoredWhereTheApplicationSaysTest {

    private static final String BEARER = "Authorization: Bearer " + CallbackApplication.TOKEN;

    @TempDir
    private Path folder;

    private final OwnStore store = new OwnStore();

    private static final class OwnStore implements SessionStore {

        private final Map<String, CallbackSession> open = new ConcurrentHashMap<>();
        private volatile boolean broken;

        @Override
        public boolean open(CallbackSession session, Instant now) {
            check();
            return open.put(session.id(), session) == null;
        }

        @Override
        public Optional<CallbackSession> find(String script, String id, Instant now) {
            check();
            return Optional.ofNullable(open.get(id));
        }

        @Override
        public void prolong(String script, String id, Instant expiresAt, Instant now) {
            open.computeIfPresent(id, (key, session) -> session.until(expiresAt));
        }

        @Override
        public boolean close(String script, String id, Instant now) {
            return open.remove(id) != null;
        }

        @Override
        public void closeAll(String script) {
            open.clear();
        }

        @Override
        public long count(String script, Instant now) {
            return open.size();
        }

        private void check() {
            if (broken) {
                throw new IllegalStateException("connection to the database with password hunter2 lost");
            }
        }
    }

    private CallbackApplication app() throws Exception {
        CallbackApplication app = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER).receiving("chat");
        app.camel().bind("sessions", store);
        return app.start();
    }

    @Test
    void aBeanReplacesTheBuiltInStore() throws Exception {
        try (CallbackApplication app = app()) {
            Instant before = Instant.now();
            app.call("chat", Map.of("chatId", "c-1"));

            CallbackSession session = store.open.get("c-1");
            assertThat(session.script()).isEqualTo("chat");
            assertThat(session.messageId()).startsWith("msg_");
            assertThat(session.expiresAt()).isBetween(before.plusSeconds(86_400), Instant.now().plusSeconds(86_400));
            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER).status()).isEqualTo(204);
            assertThat(store.open.get("c-1").expiresAt()).as("prolonged").isAfter(session.expiresAt());
        }
    }

    @Test
    void aBrokenStoreChangesNoDelivery() throws Exception {
        try (CallbackApplication app = app()) {
            store.broken = true;
            Exchange exchange = app.camel().call("webhookscript:chat", Map.of("chatId", "c-1"));

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader("CamelWebhookScriptOutcome")).isEqualTo("delivered");

            Response response = app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER);
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("hunter2", "database");
            assertThat(app.count("chat", CallbackResult.FAILED)).isOne();
        }
    }

    @Test
    void aSessionWithAnIdThatCannotBeOneIsNotOpened() throws Exception {
        try (CallbackApplication app = app()) {
            app.call("chat", Map.of("chatId", "c\r\n1"));
            app.call("chat", Map.of("chatId", "c".repeat(257)));
            app.call("chat", Map.of("event", "MESSAGE"));
            assertThat(store.open).isEmpty();

            app.call("chat", Map.of("chatId", "c".repeat(256)));
            assertThat(store.open).hasSize(1);
        }
    }
}
