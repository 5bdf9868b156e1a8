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
package io.webhookscript.benchmarks.speed.worker;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of callers, platform or virtual. */
enum Threads {

    PLATFORM {
        @Override
        ExecutorService some(int count) {
            return Executors.newFixedThreadPool(count, daemons());
        }

        @Override
        ExecutorService many() {
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    MAX_PLATFORM_THREADS, MAX_PLATFORM_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                    daemons());
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    },

    VIRTUAL {
        @Override
        ExecutorService some(int count) {
            return many();
        }

        @Override
        ExecutorService many() {
            try {
                return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("virtual threads need Java 21 or later", e);
            }
        }
    };

    private static final int MAX_PLATFORM_THREADS = 1_000;

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One for each of so many callers. */
    abstract ExecutorService some(int count);

    /** For events that are handed over at once: as many as the kind allows. */
    abstract ExecutorService many();
}
