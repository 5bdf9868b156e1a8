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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks host names up in a few threads of its own, because a look-up that hangs cannot be ended, only abandoned.
 * Callers who ask for the same name at the same time share one look-up, so that one dead name holds one thread.
 */
final class NameLookups implements AutoCloseable {

    private static final int MOST_THREADS = 8;
    private static final int MOST_WAITING = 1_000;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(5);

    private final NameResolver resolver;
    private final Map<String, FutureTask<List<InetAddress>>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    NameLookups(NameResolver resolver) {
        this.resolver = resolver;
        this.threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, IDLE_THREAD.toMillis(), TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING), NameLookups::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws TimeoutException when it takes longer; the look-up goes on without us */
    List<InetAddress> lookUp(String name, Duration timeout)
            throws UnknownHostException, TimeoutException, InterruptedException {
        FutureTask<List<InetAddress>> lookUp = running.get(name);
        if (lookUp == null) {
            lookUp = start(name, threads);
        }
        try {
            return lookUp.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            UnknownHostException failure = new UnknownHostException(name);
            failure.initCause(e.getCause());
            throw failure;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private FutureTask<List<InetAddress>> start(String name, Executor executor) throws UnknownHostException {
        FutureTask<List<InetAddress>> mine = new FutureTask<>(() -> resolveOnce(name)) {
            @Override
            protected void done() {
                running.remove(name, this);
            }
        };
        FutureTask<List<InetAddress>> other = running.putIfAbsent(name, mine);
        if (other != null) {
            return other;
        }
        try {
            executor.execute(mine);
        } catch (RejectedExecutionException e) {
            mine.cancel(false);
            UnknownHostException failure = new UnknownHostException(name);
            failure.initCause(e);
            throw failure;
        }
        return mine;
    }

    /** Who asks after the answer is there asks anew. */
    private List<InetAddress> resolveOnce(String name) throws UnknownHostException {
        try {
            return resolver.resolve(name);
        } finally {
            running.remove(name);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webhookscript-dns");
        thread.setDaemon(true);
        return thread;
    }
}
