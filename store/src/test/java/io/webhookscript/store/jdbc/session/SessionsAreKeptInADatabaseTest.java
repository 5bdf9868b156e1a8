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
package io.webhookscript.store.jdbc.session;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.webhookscript.spi.CallbackSession;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.encryption.AesGcmEncryption;
import io.webhookscript.store.jdbc.TestDatabase;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The sessions in a database behave like those in memory, and are the same for all nodes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionsAreKeptInADatabaseTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);
    private static final String KEYS = "k:" + "A".repeat(42) + "E=";

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private final AtomicBoolean isAway = new AtomicBoolean();
    private Database database;
    private SqlSessions store;

    @BeforeEach
    void createDatabase() {
        database = kind.create(folder);
        database.bringUpToDate();
        store = sessions(new StoredBytes(null));
    }

    private SqlSessions sessions(StoredBytes bytes) {
        return new SqlSessions(() -> {
            if (isAway.get()) {
                throw new StoreException("the database is away", null);
            }
            return database;
        }, bytes);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static CallbackSession session(String script, String id, Instant end) {
        return new CallbackSession(script, id, "msg_1", Map.of("tenant", "Zoë \"1\"", "empty", ""), end, "digest");
    }

    private boolean open(String script, String id) {
        return store.open(session(script, id, END), NOW);
    }

    @Test
    void aSessionIsFoundAsItWasOpened() {
        String id = "chat \uD83D\uDE00 ".repeat(20);
        open("chat", id);

        assertThat(store.find("chat", id, NOW)).contains(session("chat", id, END));
        assertThat(sessions(new StoredBytes(null)).find("chat", id, NOW)).as("on another node").isPresent();
    }

    @Test
    void aSessionBelongsToItsScript() {
        assertThat(open("chat", "1")).isTrue();
        assertThat(open("chat", "1")).as("again").isFalse();

        assertThat(store.find("chat", "1", NOW)).isPresent();
        assertThat(store.find("other", "1", NOW)).isEmpty();
        assertThat(store.close("other", "1", NOW)).isFalse();
        assertThat(store.close("chat", "1", NOW)).isTrue();
        assertThat(store.close("chat", "1", NOW)).isFalse();
        assertThat(store.count("chat", NOW)).isZero();
    }

    @Test
    void aSessionThatIsOpenedAgainIsReplaced() {
        open("chat", "1");
        CallbackSession later = new CallbackSession("chat", "1", "msg_2", Map.of(), NOW.plusSeconds(90));

        assertThat(store.open(later, NOW)).isFalse();

        assertThat(store.find("chat", "1", NOW)).contains(later);
    }

    @Test
    void aSessionExpiresUnlessItIsProlonged() {
        open("chat", "1");
        open("chat", "2");
        store.prolong("chat", "1", NOW.plusSeconds(120), NOW);

        Instant later = NOW.plusSeconds(60);
        assertThat(store.find("chat", "1", later)).isPresent();
        assertThat(store.find("chat", "2", later)).isEmpty();
        store.prolong("chat", "2", NOW.plusSeconds(500), later);
        assertThat(store.find("chat", "2", later)).as("too late").isEmpty();
        assertThat(store.close("chat", "2", later)).as("expired").isFalse();
        assertThat(store.count("chat", later)).isOne();
        assertThat(store.open(session("chat", "2", NOW.plusSeconds(120)), later)).isTrue();
    }

    @Test
    void theNumberIsRightForChangesOfThisNodeAndReadAgainAfterSeconds() {
        open("chat", "1");
        assertThat(store.count("chat", NOW)).isOne();
        open("chat", "2");
        open("chat", "2");
        assertThat(store.count("chat", NOW)).isEqualTo(2);
        store.close("chat", "1", NOW);
        assertThat(store.count("chat", NOW)).isOne();

        sessions(new StoredBytes(null)).open(session("chat", "3", END), NOW);
        assertThat(store.count("chat", NOW.plusSeconds(4))).as("not read").isOne();
        assertThat(store.count("chat", NOW.plusSeconds(5))).as("read").isEqualTo(2);

        isAway.set(true);
        assertThat(store.count("chat", NOW.plusSeconds(30))).as("the last known").isEqualTo(2);
        assertThatThrownBy(() -> store.count("other", NOW)).isInstanceOf(StoreException.class);
    }

    @Test
    void theSessionsOfARemovedScriptAreDeleted() {
        open("chat", "1");
        open("chat", "2");
        open("other", "1");

        store.closeAll("chat");

        assertThat(store.count("chat", NOW)).isZero();
        assertThat(store.find("chat", "1", NOW)).isEmpty();
        assertThat(store.find("other", "1", NOW)).isPresent();
    }

    @Test
    void expiredSessionsAreDeletedInBatches() {
        database.update(connection -> {
            for (int i = 0; i < 2_500; i++) {
                new SessionTable(new StoredBytes(null)).open(connection, session("chat", "s" + i, END.plusMillis(i % 2)), NOW);
            }
        });

        store.deleteExpired(END);
        assertThat(rows()).isEqualTo(1_250);
        store.deleteExpired(END.plusMillis(1));
        assertThat(rows()).isZero();
    }

    @Test
    void ofTwoNodesThatOpenTheSameSessionOneOpensIt() {
        List<CompletableFuture<Boolean>> nodes = IntStream.range(0, 8)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> open("chat", "same"))).toList();

        assertThat(nodes.stream().map(CompletableFuture::join).filter(isNew -> isNew)).hasSize(1);
    }

    @Test
    void anEncryptedContextIsReadOnlyWithItsKey() {
        SqlSessions encrypted = sessions(new StoredBytes(new AesGcmEncryption(KEYS)));
        encrypted.open(session("chat", "1", END), NOW);
        open("chat", "plain");

        assertThat(encrypted.find("chat", "1", NOW)).contains(session("chat", "1", END));
        assertThat(encrypted.find("chat", "plain", NOW)).as("from before the encryption").isPresent();
        assertThatThrownBy(() -> store.find("chat", "1", NOW)).isInstanceOf(StoreException.class)
                .hasMessageContaining("encrypted").hasMessageNotContaining("Zo");
    }

    private long rows() {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                 ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM webhookscript_session")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
