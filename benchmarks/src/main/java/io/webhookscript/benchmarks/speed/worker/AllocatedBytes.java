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

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that all threads have allocated. Java 21 and later count threads that have ended, too; before, what a thread
 * allocates that ends meanwhile is missing.
 *
 * @param total    on Java 21 and later; null before
 * @param byThread before
 */
record AllocatedBytes(@Nullable Long total, Map<Long, Long> byThread) {

    static AllocatedBytes now() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Long total = total(threads);
        return new AllocatedBytes(total, total != null ? Map.of() : byThread(threads));
    }

    private static @Nullable Long total(ThreadMXBean threads) {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            return (Long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Long, Long> byThread(ThreadMXBean threads) {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> found = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                found.put(ids[i], bytes[i]);
            }
        }
        return found;
    }

    long since(AllocatedBytes before) {
        if (total != null) {
            return total - (before.total == null ? 0L : before.total);
        }
        return byThread.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - before.byThread.getOrDefault(entry.getKey(), 0L))
                .sum();
    }
}
