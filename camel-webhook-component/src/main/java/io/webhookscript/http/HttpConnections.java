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
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.webhookscript.http.CallProgress.Phase;
import io.webhookscript.http.ConnectionPool.Lease;
import io.webhookscript.http.ConnectionPool.Route;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.http.message.Target;

/**
 * The HTTP client of a component: its connections, timer and look-up threads. Thread-safe; a call runs on the caller's
 * thread. The component closes it.
 */
public final class HttpConnections implements AutoCloseable {

    /**
     * @param maxConnections         in total, including idle ones; this is the real limit of calls in flight
     * @param maxConnectionsPerRoute to one receiver, so that a slow receiver cannot use all
     */
    public record Sizes(int maxConnections, int maxConnectionsPerRoute) {

        public Sizes {
            if (maxConnections < 1 || maxConnectionsPerRoute < 1) {
                throw new IllegalArgumentException(
                        "maxConnections and maxConnectionsPerRoute must be at least 1, but are " + maxConnections + " and "
                                                   + maxConnectionsPerRoute);
            }
        }
    }

    private final LongSupplier nanoTime;
    private final ConnectionPool pool;
    private final NameLookups lookups;
    private final DeadlineTimer timer;
    private final Dialler dialler;

    public HttpConnections(Sizes sizes) {
        this(sizes, name -> List.of(InetAddress.getAllByName(name)), SocketOpener.SYSTEM, System::nanoTime);
    }

    HttpConnections(Sizes sizes, NameResolver resolver, SocketOpener sockets, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.pool = new ConnectionPool(sizes.maxConnections(), sizes.maxConnectionsPerRoute());
        this.lookups = new NameLookups(resolver, nanoTime);
        this.timer = new DeadlineTimer(nanoTime, pool::evict);
        timer.watch(lookups);
        this.dialler = new Dialler(lookups, sockets, nanoTime);
    }

    /**
     * Sends one request, once, and reads the whole response. Redirects are not followed. If a proxy permanently refuses
     * a tunnel (407, other 3xx and 4xx), the result is a response of that status without a body.
     *
     * @throws CallFailedException when no complete response was received
     */
    public HttpResponse send(HttpCall call, CallLimits limits, ConnectionProfile profile) throws CallFailedException {
        CallDeadline deadline = new CallDeadline(nanoTime, limits.deadline());
        Target target = call.target();
        CallProgress progress = new CallProgress(target, deadline, limits);
        try {
            timer.add(deadline);
            return send(call, limits, new Route(profile, target), progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw progress.interrupted();
        } catch (IOException e) {
            throw progress.failed(e);
        } finally {
            timer.remove(deadline);
        }
    }

    /** Returns the number of leased connections; for tests and management. */
    public int leased() {
        return pool.leased();
    }

    /** Returns the number of open connections, leased or idle; for tests and management. */
    public int open() {
        return pool.open();
    }

    /** Returns all of these numbers, for management. */
    public ConnectionCounts counts() {
        return new ConnectionCounts(pool.leased(), pool.open(), pool.waiting());
    }

    /** Ends the running calls, closes all connections and stops all threads. */
    @Override
    public void close() {
        timer.close();
        pool.close();
        lookups.close();
    }

    private HttpResponse send(HttpCall call, CallLimits limits, Route route, CallProgress progress)
            throws IOException, InterruptedException {
        try (Lease lease = pool.lease(route, progress.deadline().left()).orElseThrow(progress::noneFree)) {
            progress.deadline().check();
            Connection connection = connection(lease, route, progress);
            return exchange(call, limits, route, connection, progress);
        } catch (TunnelRefusedException e) {
            if (e.status() >= 500 || e.status() == 408 || e.status() == 429) {
                throw e;
            }
            return new HttpResponse(e.status(), List.of(), new byte[0], false);
        }
    }

    private Connection connection(Lease lease, Route route, CallProgress progress) throws IOException, InterruptedException {
        Optional<Connection> idle = lease.reuse(nanoTime.getAsLong());
        if (idle.isPresent()) {
            progress.deadline().guard(idle.get().channel());
            return idle.get();
        }
        return lease.open(progress.deadline(), () -> dialler.open(route, progress));
    }

    private HttpResponse exchange(HttpCall call, CallLimits limits, Route route, Connection connection, CallProgress progress)
            throws IOException {
        HttpResponseReader reader = new HttpResponseReader(connection, progress);
        RequestSender sender = new RequestSender(connection, progress, reader, timer);
        boolean whole = sender.send(requestHead(call, route), call.body().orElse(null));
        progress.enter(Phase.HEAD);
        ResponseHead head = sender.responseHead();
        HttpResponse response = reader.response(head, call.method(), limits.maxResponseSize(), whole, nanoTime.getAsLong());
        if (!progress.deadline().done()) {
            connection.close();
            throw progress.deadline().state() == CallDeadline.State.EXPIRED ? progress.timeout() : new IOException("closed");
        }
        return response;
    }

    /**
     * A proxy needs the absolute form of the target (RFC 9112 §3.2.2) and its credentials in requests that it reads
     * itself.
     */
    private static RequestPiece requestHead(HttpCall call, Route route) {
        String authority = route.target().authority();
        if (route.proxy().isEmpty() || route.target().tls()) {
            return RequestSender.head(call, authority, call.pathAndQuery(), null);
        }
        return RequestSender.head(call, authority, "http://" + authority + call.pathAndQuery(),
                route.proxyCredentials().orElse(null));
    }
}
