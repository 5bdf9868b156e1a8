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
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.webhookscript.pacing.DrainingExecutor;
import io.webhookscript.pacing.FairExecutor;
import io.webhookscript.pacing.SteadyClock;
import io.webhookscript.pacing.ThrottleChores;
import io.webhookscript.pacing.Timer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a component: one timer, and workers that continue deliveries after a wait and run deliveries whose
 * caller does not wait. All deliveries share them, so their number does not grow with the number of scripts, and
 * {@link FairExecutor} prevents one script from holding all of them. Workers are virtual threads where Camel creates
 * such threads.
 */
public final class DeliveryThreads implements AutoCloseable {

    /**
     * Workers block until a receiver responds. One script may use half of them: fewer than the connections to one
     * receiver, so that another script of the same receiver gets a connection, too.
     */
    private static final int MAX_WORKERS = 300;

    /** Virtual threads are cheap; then the number of connections bounds the calls in flight. */
    private static final int MAX_VIRTUAL_WORKERS = 2_000;

    private static final long IDLE_SECONDS = 10;

    /**
     * A throttle keeps an idle key for ten periods; ten seconds more need little memory, since the keys are bounded.
     */
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

    private final CamelContext camelContext;
    private final ScheduledExecutorService timer;
    private final ThrottleChores throttle;
    private final ExecutorService workers;
    private final DrainingExecutor draining;
    private final DrainingExecutor continuing;
    private final FairExecutor shares;
    private final Time time;

    /**
     * The clocks of a component, and its timer, which tests can replace.
     *
     * @param clock  the time of day
     * @param steady the clock for measurements and waits, which cannot be set back
     * @param timer  for the waits of deliveries; null means a thread of the component
     */
    public record Time(Clock clock, Clock steady, @Nullable Timer timer) {

        /** The time of this machine. */
        public static Time of(Clock clock) {
            return new Time(clock, new SteadyClock(clock, System::nanoTime), null);
        }
    }

    public DeliveryThreads(CamelContext camelContext, Object owner, Clock clock) {
        this(camelContext, owner, Time.of(clock));
    }

    public DeliveryThreads(CamelContext camelContext, Object owner, Time time) {
        this.camelContext = camelContext;
        this.time = time;
        int most = ThreadType.current() == ThreadType.VIRTUAL ? MAX_VIRTUAL_WORKERS : MAX_WORKERS;
        this.timer = camelContext.getExecutorServiceManager()
                .newScheduledThreadPool(owner, "WebhookScriptTimer", timerProfile());
        this.throttle = new ThrottleChores(timer, BETWEEN_SWEEPS);
        this.workers = camelContext.getExecutorServiceManager()
                .newThreadPool(owner, "WebhookScriptWorker", workerProfile());
        this.draining = new DrainingExecutor(workers);
        this.continuing = new DrainingExecutor(workers);
        this.shares = new FairExecutor(most, this::run);
    }

    /**
     * Camel's default would reject more than 1,000 waits. The number of waits is bounded elsewhere: by {@code
     * maxPending}, {@code maxWaiting}, and the number of waiting callers.
     */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("WebhookScriptTimer");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** Threads are created and ended on demand; the {@link FairExecutor} limits how many work at a time. */
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

    /** The time of day, for texts and headers that people and receivers read. */
    public Clock clock() {
        return time.clock();
    }

    /** The clock for measurements and waits, which cannot be set back. */
    public Clock steady() {
        return time.steady();
    }

    /** The executor for the throttle EIPs, which would create a pool each. */
    public ScheduledExecutorService throttle() {
        return throttle;
    }

    public Timer timer() {
        return Objects.requireNonNullElseGet(time.timer(), this::ownTimer);
    }

    private Timer ownTimer() {
        return (delay, work) -> {
            ScheduledFuture<?> scheduled = timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    /** Runs work that does not belong to a script after a delay. */
    public void later(Duration delay, Runnable work) {
        ScheduledFuture<?> unused = timer.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An executor that gives one script its share of the workers. */
    public Executor share() {
        return shares.share();
    }

    /**
     * Runs work that does not belong to a script. When the pool was closed meanwhile, the work must not be lost and
     * runs on the calling thread.
     */
    public void run(Runnable work) {
        draining.execute(work);
    }

    /** Runs callers whose event was accepted; no work of deliveries is before them. */
    public Executor continuing() {
        return continuing;
    }

    @Override
    public void close() {
        throttle.shutdownNow();
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdown(workers);
    }
}
