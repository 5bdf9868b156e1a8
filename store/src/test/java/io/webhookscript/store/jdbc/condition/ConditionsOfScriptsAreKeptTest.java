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
package io.webhookscript.store.jdbc.condition;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.webhookscript.store.ScriptCondition;
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

/** The condition of a script survives restarts, and is the same for all nodes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ConditionsOfScriptsAreKeptTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final ScriptCondition.Stop STOP = new ScriptCondition.Stop(
            NOW, "a1b2c3", "disabled", "only failures since 2025-12-27 \uD83D\uDE00");

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void createDatabase() {
        database = kind.create(folder);
        database.bringUpToDate();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private SqlScriptStates node() {
        return new SqlScriptStates(() -> database, new StoredBytes(null));
    }

    private static ScriptCondition get(CompletableFuture<ScriptCondition> changed) throws Exception {
        return changed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anUnknownScriptIsGoodAndNotListed() throws Exception {
        SqlScriptStates states = node();

        assertThat(get(states.update("crm", ScriptCondition::delivered).toCompletableFuture()))
                .isEqualTo(ScriptCondition.GOOD);

        assertThat(states.all()).isEmpty();
    }

    @Test
    void aConditionIsReadAsItWasWritten() throws Exception {
        SqlScriptStates states = node();
        get(states.update("crm", before -> before.failing(NOW)).toCompletableFuture());
        get(states.update("crm", before -> before.warned(NOW.plusSeconds(60))).toCompletableFuture());
        get(states.update("crm", before -> before.stopped(STOP)).toCompletableFuture());
        get(states.update("other", before -> before.failing(NOW)).toCompletableFuture());

        assertThat(node().all()).as("on another node")
                .containsOnlyKeys("crm", "other")
                .containsEntry("crm", new ScriptCondition(NOW, NOW.plusSeconds(60), STOP))
                .containsEntry("other", new ScriptCondition(NOW, null, null));
    }

    @Test
    void aGoodConditionEndsAnEarlierOne() throws Exception {
        SqlScriptStates states = node();
        get(states.update("crm", before -> before.failing(NOW)).toCompletableFuture());

        get(states.update("crm", ScriptCondition::delivered).toCompletableFuture());

        assertThat(states.all()).isEmpty();
    }

    @Test
    void changesOfTwoNodesAtTheSameTimeAreAllMade() throws Exception {
        List<SqlScriptStates> nodes = List.of(node(), node());

        List<CompletableFuture<ScriptCondition>> changes = IntStream.range(0, 40)
                .mapToObj(i -> nodes.get(i % 2).update("crm", ConditionsOfScriptsAreKeptTest::oneMillisecondLater)
                        .toCompletableFuture())
                .toList();
        for (CompletableFuture<ScriptCondition> change : changes) {
            get(change);
        }

        assertThat(node().all().get("crm").failingSince()).isEqualTo(NOW.plusMillis(40));
    }

    private static ScriptCondition oneMillisecondLater(ScriptCondition before) {
        Instant since = before.failingSince();
        return new ScriptCondition((since == null ? NOW : since).plusMillis(1), null, null);
    }

    @Test
    void theReasonIsEncrypted() throws Exception {
        StoredBytes encrypted = new StoredBytes(new AesGcmEncryption("k:" + "A".repeat(42) + "E="));
        SqlScriptStates states = new SqlScriptStates(() -> database, encrypted);
        get(states.update("crm", before -> before.stopped(STOP)).toCompletableFuture());

        assertThat(states.all().get("crm").stop()).isEqualTo(STOP);
        assertThatThrownBy(() -> node().all()).isInstanceOf(StoreException.class)
                .hasMessageNotContaining("only failures");
    }

    @Test
    void aDatabaseThatIsAwayFailsTheChange() {
        SqlScriptStates states = new SqlScriptStates(() -> {
            throw new StoreException("the store is not started", null);
        }, new StoredBytes(null));

        assertThat(states.update("crm", before -> before.failing(NOW)).toCompletableFuture())
                .failsWithin(30, TimeUnit.SECONDS).withThrowableThat().withMessageContaining("the store is not started");
    }
}
