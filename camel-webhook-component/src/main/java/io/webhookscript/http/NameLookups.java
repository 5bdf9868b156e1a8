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
package io.webhookscript.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Looks host names up in separate threads, because a hanging look-up cannot be cancelled, only abandoned. Callers that
 * need the same name at the same time share one look-up. {@link LookupShares} decides how many run at a time; other
 * look-ups wait in a queue as long as a caller waits for them. Thread-safe.
 */
final class NameLookups implements AutoCloseable, DeadlineTimer.TickListener {

    private static final int MAX_QUEUED = 1_000;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(5);

    private final NameResolver resolver;
    private final LongSupplier nanoTime;
    private final ExecutorService threads;
    private final Map<String, Lookup> byName = new HashMap<>();
    private final Set<Lookup> queued = new LinkedHashSet<>();
    private final Set<Lookup> running = new LinkedHashSet<>();
    private final HangingNames hanging = new HangingNames();
    private boolean closed;

    NameLookups(NameResolver resolver, LongSupplier nanoTime) {
        this.resolver = resolver;
        this.nanoTime = nanoTime;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(),
                NameLookups::thread);
    }

    /**
     * @param  owner                 the owner whose share of the look-ups is used
     * @throws TimeoutException      when it takes longer; the look-up continues in the background, unless it is still
     *                               in the queue
     * @throws HangingNameException  at once, if a recent look-up of the name took too long
     * @throws CancellationException when this is closed
     */
    List<InetAddress> lookUp(String name, String owner, Duration timeout)
            throws UnknownHostException, TimeoutException, InterruptedException, HangingNameException {
        Lookup lookup = join(name, owner);
        try {
            return lookup.result().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            gaveUp(lookup);
            throw e;
        } catch (ExecutionException e) {
            throw unknown(name, e.getCause());
        } finally {
            leave(lookup, owner);
        }
    }

    /** Starts queued look-ups when running ones hang. */
    @Override
    public synchronized void tick(long now) {
        startQueued(now);
    }

    /** Returns the number of look-ups that have not begun; for tests. */
    synchronized int queued() {
        return queued.size();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            byName.values().forEach(lookup -> lookup.result().cancel(false));
            queued.clear();
        }
        threads.shutdownNow();
    }

    private synchronized Lookup join(String name, String owner)
            throws UnknownHostException, HangingNameException {
        long now = nanoTime.getAsLong();
        if (closed) {
            throw new CancellationException();
        }
        if (hanging.contains(name, now)) {
            throw new HangingNameException(name);
        }
        Lookup lookup = byName.get(name);
        if (lookup == null) {
            if (queued.size() >= MAX_QUEUED) {
                throw unknown(name, new IllegalStateException(MAX_QUEUED + " look-ups are waiting"));
            }
            lookup = new Lookup(name);
            byName.put(name, lookup);
            queued.add(lookup);
        }
        lookup.join(owner);
        startQueued(now);
        return lookup;
    }

    private synchronized void gaveUp(Lookup lookup) {
        long now = nanoTime.getAsLong();
        if (running.contains(lookup) && lookup.hangs(now)) {
            hanging.add(lookup.name(), now);
        }
    }

    private synchronized void leave(Lookup lookup, String owner) {
        if (lookup.leave(owner) && queued.remove(lookup)) {
            byName.remove(lookup.name());
        }
    }

    private void startQueued(long now) {
        if (queued.isEmpty()) {
            return;
        }
        LookupShares shares = new LookupShares(running, now);
        Iterator<Lookup> next = queued.iterator();
        while (next.hasNext() && shares.haveRoom()) {
            Lookup lookup = next.next();
            Optional<String> owner = lookup.owners().filter(shares::haveRoomFor).findFirst();
            if (owner.isPresent()) {
                next.remove();
                lookup.begin(owner.get(), now);
                shares.add(lookup);
                start(lookup);
            }
        }
    }

    private void start(Lookup lookup) {
        running.add(lookup);
        try {
            threads.execute(() -> resolve(lookup));
        } catch (OutOfMemoryError noThread) {
            end(lookup);
            lookup.result().completeExceptionally(noThread);
        }
    }

    /** Resolves the name. A caller that comes after the result starts a new look-up. */
    private void resolve(Lookup lookup) {
        try {
            List<InetAddress> addresses = resolver.resolve(lookup.name());
            ended(lookup);
            lookup.result().complete(addresses);
        } catch (UnknownHostException | RuntimeException | Error e) {
            ended(lookup);
            lookup.result().completeExceptionally(e);
        }
    }

    private synchronized void ended(Lookup lookup) {
        hanging.remove(lookup.name());
        end(lookup);
        startQueued(nanoTime.getAsLong());
    }

    private void end(Lookup lookup) {
        running.remove(lookup);
        byName.remove(lookup.name());
    }

    private static UnknownHostException unknown(String name, @Nullable Throwable cause) {
        UnknownHostException failure = new UnknownHostException(name);
        failure.initCause(cause);
        return failure;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webhookscript-dns");
        thread.setDaemon(true);
        return thread;
    }
}
