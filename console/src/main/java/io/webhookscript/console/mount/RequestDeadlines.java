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
package io.webhookscript.console.mount;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Gives every request a time in which it must be read, and every response one in which it must be taken: a slow client
 * must not hold a thread. The JDK's server has no such limit for a single server. An interrupt closes the connection,
 * since its channel can be interrupted. Thread-safe.
 */
public final class RequestDeadlines implements AutoCloseable {

    private final long millis;
    private final ScheduledExecutorService clock;
    private final Map<Thread, Deadline> current = new ConcurrentHashMap<>();

    public RequestDeadlines(Duration limit) {
        this.millis = limit.toMillis();
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "webhookscript-console-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        this.clock = Executors.unconfigurableScheduledExecutorService(timer);
    }

    /** The deadline of one task. The interrupt is given while the task runs, and never to a later one. */
    private final class Deadline {

        private final Thread thread = Thread.currentThread();
        private @Nullable Future<?> pending;
        private boolean over;

        synchronized void start() {
            stop();
            if (!over) {
                pending = clock.schedule(this::interrupt, millis, TimeUnit.MILLISECONDS);
            }
        }

        synchronized void stop() {
            Future<?> interrupt = pending;
            if (interrupt != null) {
                interrupt.cancel(false);
                pending = null;
            }
        }

        synchronized void end() {
            stop();
            over = true;
        }

        private synchronized void interrupt() {
            if (!over && pending != null) {
                thread.interrupt();
            }
        }
    }

    /** The task with a deadline from its beginning. */
    Runnable limited(Runnable task) {
        return () -> {
            Deadline deadline = new Deadline();
            current.put(Thread.currentThread(), deadline);
            deadline.start();
            try {
                task.run();
            } finally {
                deadline.end();
                current.remove(Thread.currentThread());
                // the interrupt was for this task
                Thread.interrupted();
            }
        };
    }

    /** The request of this thread has been read: what it takes now is the console's own time. */
    void pause() {
        Deadline deadline = current.get(Thread.currentThread());
        if (deadline != null) {
            deadline.stop();
        }
    }

    /** The response of this thread is sent now. */
    void restart() {
        Deadline deadline = current.get(Thread.currentThread());
        if (deadline != null) {
            deadline.start();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
