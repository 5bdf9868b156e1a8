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

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.webhookscript.store.ScriptCondition;
import io.webhookscript.store.ScriptStates;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conditions of scripts in a store. All nodes with the same database change the same conditions. They change
 * seldom, so one thread makes all changes, which exists only while there are some.
 */
public final class SqlScriptStates implements ScriptStates {

    private static final Logger LOG = LoggerFactory.getLogger(SqlScriptStates.class);

    /** Changes that wait while the database does not respond; each script has few. */
    private static final int QUEUE = 100_000;
    private static final long IDLE_SECONDS = 10;
    private static final long PATIENCE_SECONDS = 5;

    private final Supplier<Database> database;
    private final ConditionTable table;
    private final ExecutorService changes;

    /** @param database throws a {@code StoreException} while the store is not started */
    public SqlScriptStates(Supplier<Database> database, StoredBytes bytes) {
        this.database = database;
        this.table = new ConditionTable(bytes);
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), SqlScriptStates::thread);
        one.allowCoreThreadTimeOut(true);
        this.changes = one;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webhookscript-conditions");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Map<String, ScriptCondition> all() {
        return database.get().read(table::all);
    }

    @Override
    public CompletionStage<ScriptCondition> update(String script, UnaryOperator<ScriptCondition> change) {
        try {
            return CompletableFuture.supplyAsync(() -> changed(script, change), changes);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(
                    new StoreException("too many conditions of scripts wait for the database", full));
        }
    }

    /** Waits a few seconds for the changes that were requested before. */
    public void flush() {
        try {
            changes.submit(() -> null).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException failure) {
            LOG.warn("conditions of scripts were not stored before the stop: {}", failure.toString());
        }
    }

    private ScriptCondition changed(String script, UnaryOperator<ScriptCondition> change) {
        while (true) {
            Optional<ScriptCondition> changed = database.get().write(connection -> table.update(connection, script, change));
            if (changed.isPresent()) {
                return changed.get();
            }
        }
    }
}
