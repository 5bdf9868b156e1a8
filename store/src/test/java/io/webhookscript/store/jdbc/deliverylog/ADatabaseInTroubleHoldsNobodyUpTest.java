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
package io.webhookscript.store.jdbc.deliverylog;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.webhookscript.store.jdbc.deliverylog.Entries.NOON;
import static io.webhookscript.store.jdbc.deliverylog.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Tag("slow")
@Timeout(180)
class ADatabaseInTroubleHoldsNobodyUpTest {

    /** Gives connections of H2, unless it is told to fail or to hang. */
    private final H2Database database = new H2Database();
    private final AtomicBoolean fails = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch hangs = new CountDownLatch(0);

    private final JdbcDeliveryLog log = new JdbcDeliveryLog(
            JdbcDeliveryLog.alone(troubled(), null),
            new BatchWriter.Pace(Retention.DEFAULT, Duration.ofMillis(5), Clock.fixed(NOON, ZoneOffset.UTC)));

    private DataSource troubled() {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { DataSource.class },
                (proxy, method, arguments) -> connection());
    }

    private Connection connection() throws SQLException {
        asked.incrementAndGet();
        try {
            hangs.await();
        } catch (InterruptedException interrupted) {
            throw new SQLException("interrupted");
        }
        if (fails.get()) {
            throw new SQLException("the database is away", "08001");
        }
        return database.dataSource().getConnection();
    }

    @AfterEach
    void close() throws Exception {
        hangs.countDown();
        log.stop();
        database.close();
    }

    private void add(int number) {
        for (int i = 0; i < number; i++) {
            log.add(entry("crm", "msg_" + i, Outcome.DELIVERED, NOON));
        }
    }

    @Test
    void whatComesMeanwhileIsWrittenWhenItIsBack() {
        fails.set(true);
        log.start();
        add(700);
        await().until(() -> asked.get() > 3);

        fails.set(false);

        await().untilAsserted(() -> assertThat(log.find(DeliveryQuery.ALL.limitedTo(1_000)).deliveries()).hasSize(700));
        assertThat(log.dropped()).isZero();
    }

    @Test
    void countsWhatThereIsNoRoomFor() {
        hangs = new CountDownLatch(1);
        log.start();
        await().until(() -> {
            add(1);
            return asked.get() > 0;
        });

        add(JdbcDeliveryLog.QUEUE + 1_000);

        assertThat(log.dropped()).isBetween(500L, 1_100L);
    }

    @Test
    void stopsAlthoughTheDatabaseHangs() throws Exception {
        hangs = new CountDownLatch(1);
        log.start();
        add(600);
        await().until(() -> asked.get() > 0);

        long before = System.nanoTime();
        log.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
        await().untilAsserted(() -> assertThat(log.dropped()).isEqualTo(600));
        assertThat(hangs.await(0, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aStopWhileItIsAwayCountsWhatIsLost() {
        fails.set(true);
        log.start();
        add(600);
        await().until(() -> asked.get() > 1);

        log.stop();

        assertThat(log.dropped()).isEqualTo(600);
    }

    @Test
    void canBeStartedAgain() {
        log.start();
        add(1);
        log.stop();
        add(1);
        log.start();

        await().untilAsserted(() -> assertThat(log.find(DeliveryQuery.ALL).deliveries()).hasSize(2));
    }

    @Test
    void tellsWhoLooksForSomething() {
        fails.set(true);

        assertThatThrownBy(() -> log.find(DeliveryQuery.ALL)).isInstanceOf(DeliveryLogException.class)
                .hasMessage("the delivery log cannot be read: the database is away (SQLSTATE 08001)");
    }
}
