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
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.webhookscript.pacing.FairShares;
import io.webhookscript.pacing.SteadyClock;
import io.webhookscript.pacing.Timer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;

/**
 * The threads of a component: one timer, and workers that carry on what has waited and what the caller does not wait
 * for. All deliveries share them, so their number does not grow with the number of scripts, and {@link FairShares}
 * keeps one script from holding them all. Workers are virtual threads where Camel makes such.
 */
public final class DeliveryThreads implements AutoCloseable {

    /**
     * Workers block while a receiver answers. A script alone has half of them: fewer than there are connections to one
     * receiver, so that another script of the same receiver finds one, too.
     */
    private static final int MAX_WORKERS = 300;

    /** Virtual ones cost next to nothing; then the number of connections is what bounds the calls in flight. */
    private static final int MAX_VIRTUAL_WORKERS = 2_000;

    private static final long IDLE_SECONDS = 10;

    private final CamelContext camelContext;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final FairShares shares;
    private final Clock clock;
    private final Clock steady;

    public DeliveryThreads(CamelContext camelContext, Object owner, Clock clock) {
        this.camelContext = camelContext;
        this.clock = clock;
        this.steady = new SteadyClock(clock, System::nanoTime);
        int most = ThreadType.current() == ThreadType.VIRTUAL ? MAX_VIRTUAL_WORKERS : MAX_WORKERS;
        this.timer = camelContext.getExecutorServiceManager()
                .newScheduledThreadPool(owner, "WebhookScriptTimer", timerProfile());
        this.workers = camelContext.getExecutorServiceManager()
                .newThreadPool(owner, "WebhookScriptWorker", workerProfile());
        this.shares = new FairShares(most, this::run);
    }

    /**
     * With Camel's default, more than 1,000 waits are refused. How many there are is bounded where they come from: by
     * {@code maxPending}, {@code maxWaiting}, and the callers that wait themselves.
     */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("WebhookScriptTimer");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** Threads come and go as they are needed: how many work at a time is for the shares to say. */
    private static ThreadPoolProfile workerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("WebhookScriptWorker");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(Integer.MAX_VALUE);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(IDLE_SECONDS);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** The time of day, for what people and receivers read. */
    public Clock clock() {
        return clock;
    }

    /** For all that is measured or waited for: nobody can set it back. */
    public Clock steady() {
        return steady;
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

    /** Runs work that is nobody's share after a while. */
    public void later(Duration delay, Runnable work) {
        ScheduledFuture<?> unused = timer.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The workers as one script may use them. */
    Executor share() {
        return shares.share();
    }

    /**
     * Runs work that is nobody's share. A pool that was closed meanwhile must not swallow it: then it runs on the
     * thread that brings it.
     */
    void run(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException closed) {
            work.run();
        }
    }

    @Override
    public void close() {
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdown(workers);
    }
}
