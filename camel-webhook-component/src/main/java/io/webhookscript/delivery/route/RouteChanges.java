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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of a context's routes, from the end of its start to the beginning of its stop. Sources begin before the start
 * is over, and until then Camel adds no routes. While it stops, Camel walks through its list of routes without a lock:
 * a change that is under way then is waited for, and later ones are refused. Thread-safe.
 */
final class RouteChanges extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(RouteChanges.class);

    /** Sources are started last, so what is left takes milliseconds, or seconds with thousands of routes. */
    private static final Duration MAX_START = Duration.ofMinutes(1);

    private static final long LOOK_MILLIS = 10;

    private final CamelContext camelContext;
    private final Optional<Thread> starter;

    /** Changes share it; the stop of the context has it alone. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    private volatile boolean over;

    /** Something that is done to routes. */
    @FunctionalInterface
    interface Change {

        void make() throws Exception;
    }

    /** To be made by the thread that starts the context, where the context is starting. */
    RouteChanges(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.starter = isStarting() ? Optional.of(Thread.currentThread()) : Optional.empty();
        camelContext.addLifecycleStrategy(this);
    }

    private boolean isStarting() {
        return camelContext.getStatus() == ServiceStatus.Starting;
    }

    /**
     * Waits until the context has started; the thread that starts it would wait for itself, so it does not.
     *
     * @return whether routes can be added
     */
    boolean canAdd() {
        if (starter.filter(Thread.currentThread()::equals).isEmpty()) {
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

    /** Why no routes can be added. */
    String refusal() {
        ServiceStatus status = camelContext.getStatus();
        return "Camel adds no routes while its context is "
               + (over && status == ServiceStatus.Started ? ServiceStatus.Stopping : status).name().toLowerCase(Locale.ROOT);
    }

    /** @return false when the context stops: then the change is not made */
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

    /** The component has stopped; with its next start, another one takes over. */
    void close() {
        over = true;
        camelContext.getLifecycleStrategies().remove(this);
    }
}
