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
package io.webhookscript.delivery;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;

/**
 * The threads of a component: one timer, and workers that carry on what has waited and what the caller does not wait
 * for. All deliveries share them, so their number does not grow with the number of scripts.
 */
public final class DeliveryThreads implements AutoCloseable {

    /** Workers block while a receiver answers; this many receivers may be slow at once. Idle ones end. */
    private static final int MAX_WORKERS = 200;

    private static final long IDLE_SECONDS = 10;

    private final CamelContext camelContext;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final Clock clock;

    public DeliveryThreads(CamelContext camelContext, Object owner, Clock clock) {
        this.camelContext = camelContext;
        this.clock = clock;
        this.timer = camelContext.getExecutorServiceManager().newScheduledThreadPool(owner, "WebhookScriptTimer", 1);
        // the number of waiting deliveries is bounded where they are accepted, so the queue need not be
        this.workers = camelContext.getExecutorServiceManager()
                .newThreadPool(owner, "WebhookScriptWorker", MAX_WORKERS, MAX_WORKERS);
        if (workers instanceof ThreadPoolExecutor pool) {
            pool.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            pool.allowCoreThreadTimeOut(true);
        }
    }

    Clock clock() {
        return clock;
    }

    /** Also given to the throttle EIPs, which would make a pool each; in reject mode they hardly use it. */
    ScheduledExecutorService throttle() {
        return timer;
    }

    Timer timer() {
        return (delay, work) -> {
            ScheduledFuture<?> scheduled = timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    /** A pool that was closed meanwhile must not swallow work: then it runs on the thread that brings it. */
    void run(Runnable work) {
        if (workers.isShutdown()) {
            work.run();
        } else {
            workers.execute(work);
        }
    }

    @Override
    public void close() {
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdown(workers);
    }
}
