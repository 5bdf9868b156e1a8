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
 * Who may have a connection, and which idle one. Bounded in all and for each route, waiters are served in their order.
 * A route is a receiver seen through one profile, so calls of different profiles never meet; a route without users and
 * idle connections is forgotten.
 */
final class ConnectionPool implements AutoCloseable {

    /** A connection this old is not used again, so that a change of DNS is seen. */
    private static final long MAX_AGE = TimeUnit.MINUTES.toNanos(5);

    /** Another caller closes the connection that has to give way; usually that takes less. */
    private static final long ONE_CLOSE = TimeUnit.MICROSECONDS.toNanos(100);

    private static final int WAKE_ALL = 1 << 24;

    /** What a pooled connection is good for. */
    record Route(ConnectionProfile profile, Target target) {

        /** Empty when the receiver itself is dialled. */
        Optional<Target> proxy() {
            return profile.proxies().proxyOf(target);
        }

        /** The value of {@code Proxy-Authorization}, when there is a proxy and it wants one. */
        Optional<String> proxyCredentials() {
            return profile.proxies().credentialsFor(target);
        }
    }

    private final int most;
    private final int mostPerRoute;
    private final Semaphore free;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Route, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ConnectionPool(int most, int mostPerRoute) {
        this.most = most;
        this.mostPerRoute = mostPerRoute;
        this.free = new Semaphore(most, true);
    }

    /** Leave to use one connection, given back by {@link Lease#close()}; empty when the time passed first. */
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
        return Math.max(0, most - free.availablePermits());
    }

    /** Leased and idle ones. */
    int open() {
        return open.get();
    }

    /** Callers that wait for a lease, to within those that come and go meanwhile. */
    int waiting() {
        int inLanes = lanes.values().stream().mapToInt(lane -> lane.free.getQueueLength()).sum();
        return inLanes + free.getQueueLength();
    }

    /** Closes idle connections whose time is over. */
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
            lane.free.release(WAKE_ALL); // whoever waits finds the client closed
        });
        free.release(WAKE_ALL);
    }

    private Lane enter(Route route) {
        Lane lane = lanes.computeIfAbsent(route, key -> new Lane(mostPerRoute));
        while (!lane.enter()) {
            lanes.remove(route, lane);
            lane = lanes.computeIfAbsent(route, key -> new Lane(mostPerRoute));
        }
        return lane;
    }

    private void leave(Route route, Lane lane) {
        lane.users.decrementAndGet();
        forgetIfUnused(route, lane);
    }

    private void forgetIfUnused(Route route, Lane lane) {
        if (lane.idle.isEmpty() && lane.users.compareAndSet(0, Lane.GONE)) {
            closeIdle(lane); // one may have been given back since it was looked at
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

    /** Makes room for one more connection: the holders of leases are within the bound, so an idle one must give way. */
    private void makeRoom(CallDeadline deadline) throws IOException {
        while (true) {
            int now = open.get();
            if (now < most && open.compareAndSet(now, now + 1)) {
                return;
            }
            if (now >= most && !discardOldestIdle()) {
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

    /** The connections of one route, the one used last in front. */
    private static final class Lane {

        private final Semaphore free;
        private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
        /** Far below zero once it is gone, and nobody comes in any more. */
        private static final int GONE = Integer.MIN_VALUE / 2;
        private final AtomicInteger users = new AtomicInteger();

        private Lane(int most) {
            this.free = new Semaphore(most, true);
        }

        private boolean enter() {
            return users.incrementAndGet() > 0;
        }

        private long oldest() {
            Connection last = idle.peekLast();
            return last == null ? Long.MAX_VALUE : last.openedAt();
        }
    }

    /** Leave to use one connection. Used by one thread. */
    final class Lease implements AutoCloseable {

        private final Route route;
        private final Lane lane;
        private @Nullable Connection connection;

        private Lease(Route route, Lane lane) {
            this.route = route;
            this.lane = lane;
        }

        /** An idle connection that is still good; empty when a new one must be opened, for which room is made. */
        Optional<Connection> reuse(long now) {
            Connection idle = lane.idle.pollFirst();
            while (idle != null) {
                connection = idle; // whatever happens while it is looked at, it goes with the lease
                if (!idle.isPast(now) && now - idle.openedAt() < MAX_AGE && idle.isStillGood()) {
                    return Optional.of(idle);
                }
                connection = null;
                discard(idle);
                idle = lane.idle.pollFirst();
            }
            return Optional.empty();
        }

        /** Opens a new one; it counts from before it is there. */
        Connection open(CallDeadline deadline, Opening opening) throws IOException, InterruptedException {
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

    /** How a connection is opened. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws IOException, InterruptedException;
    }
}
