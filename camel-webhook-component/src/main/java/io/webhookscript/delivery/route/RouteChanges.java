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
package io.webhookscript.delivery.route;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes of a context's routes, from the end of its start to the beginning of its stop. Sources begin before the
 * start is over, and until then Camel adds no routes. While it stops, Camel iterates its list of routes without a lock:
 * the stop waits for a change in progress, and later changes are rejected. Thread-safe.
 */
final class RouteChanges extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(RouteChanges.class);

    /** Sources are started last, so the rest of the start takes milliseconds, or seconds with thousands of routes. */
    private static final Duration MAX_START = Duration.ofMinutes(1);

    private static final long LOOK_MILLIS = 10;

    private final CamelContext camelContext;
    private final @Nullable Thread starter;

    /** Changes hold the read lock; the stop of the context holds the write lock. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    private volatile boolean over;

    /** A change of routes. */
    @FunctionalInterface
    interface Change {

        void make() throws Exception;
    }

    /** Must be created by the thread that starts the context, if the context is starting. */
    RouteChanges(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.starter = isStarting() ? Thread.currentThread() : null;
        camelContext.addLifecycleStrategy(this);
    }

    private boolean isStarting() {
        return camelContext.getStatus() == ServiceStatus.Starting;
    }

    /**
     * Waits until the context has started. The thread that starts the context does not wait, since it would wait for
     * itself.
     *
     * @return whether routes can be added
     */
    boolean canAdd() {
        if (!Thread.currentThread().equals(starter)) {
            awaitStart();
        }
        return !over && camelContext.getStatus() == ServiceStatus.Started;
    }

    private void awaitStart() {
        long begun = System.nanoTime();
        try {
            while (isStarting() && System.nanoTime() - begun < MAX_START.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The reason why no routes can be added. */
    String refusal() {
        ServiceStatus status = camelContext.getStatus();
        return "Camel adds no routes while its context is "
               + (over && status == ServiceStatus.Started ? ServiceStatus.Stopping : status).name().toLowerCase(Locale.ROOT);
    }

    /** @return false when the context stops and the change is not made */
    boolean make(Change change) throws Exception {
        changing.readLock().lock();
        try {
            if (!over) {
                change.make();
            }
            return !over;
        } finally {
            changing.readLock().unlock();
        }
    }

    @Override
    public void onContextStopping(CamelContext context) {
        boolean alone = false;
        try {
            alone = changing.writeLock().tryLock(
                    context.getShutdownStrategy().getTimeout(), context.getShutdownStrategy().getTimeUnit());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        over = true;
        if (alone) {
            changing.writeLock().unlock();
        } else {
            LOG.warn("the context stops although routes of scripts are still being changed");
        }
    }

    /** Ends the changes when the component has stopped; its next start creates another instance. */
    void close() {
        over = true;
        camelContext.getLifecycleStrategies().remove(this);
    }
}
