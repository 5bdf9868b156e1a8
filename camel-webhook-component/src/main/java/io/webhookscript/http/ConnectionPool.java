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

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.webhookscript.http.message.Target;
import org.jspecify.annotations.Nullable;

/**
 * Leases connections to calls. The number is bounded in total and for each route, and waiting calls are served in
 * order. A route is a receiver with a profile, so calls of different profiles never share a connection. A route without
 * users and idle connections is removed.
 */
final class ConnectionPool implements AutoCloseable {

    /** A connection of this age is not used again, so that a change of DNS takes effect. */
    private static final long MAX_AGE = TimeUnit.MINUTES.toNanos(5);

    /** The pause while another caller closes an idle connection, which usually takes less time. */
    private static final long ONE_CLOSE = TimeUnit.MICROSECONDS.toNanos(100);

    private static final int WAKE_ALL = 1 << 24;

    /** The key of a pooled connection. */
    record Route(ConnectionProfile profile, Target target) {

        /** Returns the proxy; empty when the receiver itself is dialled. */
        Optional<Target> proxy() {
            return profile.proxies().proxyOf(target);
        }

        /** Returns the value of {@code Proxy-Authorization}, if there is a proxy that needs one. */
        Optional<String> proxyCredentials() {
            return profile.proxies().credentialsFor(target);
        }
    }

    private final int max;
    private final int maxPerRoute;
    private final Semaphore free;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Route, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ConnectionPool(int max, int maxPerRoute) {
        this.max = max;
        this.maxPerRoute = maxPerRoute;
        this.free = new Semaphore(max, true);
    }

    /** Returns a permit to use one connection, given back by {@link Lease#close()}; empty after a timeout. */
    Optional<Lease> lease(Route route, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Lane lane = enter(route);
        boolean inLane = false;
        boolean leased = false;
        try {
            inLane = lane.free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
            leased = inLane && free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            if (inLane && !leased) {
                lane.free.release();
            }
            if (!leased) {
                leave(route, lane);
            }
        }
        return leased ? Optional.of(new Lease(route, lane)) : Optional.empty();
    }

    int leased() {
        return Math.max(0, max - free.availablePermits());
    }

    /** Returns the number of leased and idle connections. */
    int open() {
        return open.get();
    }

    /** Returns the approximate number of callers that wait for a lease. */
    int waiting() {
        int inLanes = lanes.values().stream().mapToInt(lane -> lane.free.getQueueLength()).sum();
        return inLanes + free.getQueueLength();
    }

    /** Closes idle connections whose idle time is over. */
    void evict(long now) {
        lanes.forEach((route, lane) -> {
            lane.idle.stream().filter(idle -> idle.isPast(now)).toList().forEach(past -> {
                if (lane.idle.remove(past)) {
                    discard(past);
                }
            });
            forgetIfUnused(route, lane);
        });
    }

    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(lane -> {
            closeIdle(lane);
            lane.free.release(WAKE_ALL); // waiting callers find the client closed
        });
        free.release(WAKE_ALL);
    }

    private Lane enter(Route route) {
        Lane lane = lanes.computeIfAbsent(route, key -> new Lane(maxPerRoute));
        while (!lane.enter()) {
            lanes.remove(route, lane);
            lane = lanes.computeIfAbsent(route, key -> new Lane(maxPerRoute));
        }
        return lane;
    }

    private void leave(Route route, Lane lane) {
        lane.users.decrementAndGet();
        forgetIfUnused(route, lane);
    }

    private void forgetIfUnused(Route route, Lane lane) {
        if (lane.idle.isEmpty() && lane.users.compareAndSet(0, Lane.GONE)) {
            closeIdle(lane); // a connection may have been given back since the check
            lanes.remove(route, lane);
        }
    }

    private void closeIdle(Lane lane) {
        Connection idle = lane.idle.pollFirst();
        while (idle != null) {
            discard(idle);
            idle = lane.idle.pollFirst();
        }
    }

    private void discard(Connection connection) {
        try {
            connection.close();
        } finally {
            open.decrementAndGet();
        }
    }

    /** Makes room for one more connection. The leases are within the bound, so an idle connection must be closed. */
    private void makeRoom(CallDeadline deadline) throws IOException {
        while (true) {
            int now = open.get();
            if (now < max && open.compareAndSet(now, now + 1)) {
                return;
            }
            if (now >= max && !discardOldestIdle()) {
                deadline.check();
                LockSupport.parkNanos(this, ONE_CLOSE);
            }
        }
    }

    private boolean discardOldestIdle() {
        Optional<Lane> lane = lanes.values().stream().filter(l -> !l.idle.isEmpty())
                .min(Comparator.comparingLong(Lane::oldest));
        Connection oldest = lane.isEmpty() ? null : lane.get().idle.pollLast();
        if (oldest == null) {
            return false;
        }
        discard(oldest);
        return true;
    }

    /** The connections of one route, the most recently used one first. */
    private static final class Lane {

        private final Semaphore free;
        private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
        /** Marks a removed lane: the count is far below zero, so that no call can enter it. */
        private static final int GONE = Integer.MIN_VALUE / 2;
        private final AtomicInteger users = new AtomicInteger();

        private Lane(int max) {
            this.free = new Semaphore(max, true);
        }

        private boolean enter() {
            return users.incrementAndGet() > 0;
        }

        private long oldest() {
            Connection last = idle.peekLast();
            return last == null ? Long.MAX_VALUE : last.openedAt();
        }
    }

    /** A permit to use one connection. Used by one thread. */
    final class Lease implements AutoCloseable {

        private final Route route;
        private final Lane lane;
        private @Nullable Connection connection;

        private Lease(Route route, Lane lane) {
            this.route = route;
            this.lane = lane;
        }

        /** Returns a usable idle connection; empty when a new one must be opened. */
        Optional<Connection> reuse(long now) {
            Connection idle = lane.idle.pollFirst();
            while (idle != null) {
                connection = idle; // the lease owns the connection even if the check fails
                if (!idle.isPast(now) && now - idle.openedAt() < MAX_AGE && idle.isStillGood()) {
                    return Optional.of(idle);
                }
                connection = null;
                discard(idle);
                idle = lane.idle.pollFirst();
            }
            return Optional.empty();
        }

        /** Opens a new connection, which counts before it is open. */
        Connection open(CallDeadline deadline, ConnectionOpener opening) throws IOException, InterruptedException {
            makeRoom(deadline);
            Connection opened = null;
            try {
                opened = opening.open();
                connection = opened;
                return opened;
            } finally {
                if (opened == null) {
                    open.decrementAndGet();
                }
            }
        }

        /** Gives the connection back, or closes it when it cannot be used again. */
        @Override
        public void close() {
            Connection used = connection;
            connection = null;
            try {
                if (used != null) {
                    giveBack(used);
                }
            } finally {
                free.release();
                lane.free.release();
                leave(route, lane);
            }
        }

        private void giveBack(Connection used) {
            if (!used.isReusable()) {
                discard(used);
                return;
            }
            lane.idle.addFirst(used);
            if (closed) {
                closeIdle(lane);
            }
        }
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface ConnectionOpener {
        Connection open() throws IOException, InterruptedException;
    }
}
