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

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;

/** The highest use of the heap while it is open: with garbage, and after collections. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the work is reported by other means
final class HeapWatch implements AutoCloseable {

    private static final double MEGABYTE = 1 << 20;
    private static final long EVERY_MILLIS = 10;

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP).map(MemoryPoolMXBean::getName).collect(Collectors.toSet());
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong live = new AtomicLong();
    private final NotificationListener listener = (notification, handback) -> collected(notification.getUserData());
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    HeapWatch() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
        }
        looking.scheduleAtFixedRate(
                () -> used.accumulateAndGet(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max), 0,
                EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void collected(Object collection) {
        Map<String, MemoryUsage> after
                = GarbageCollectionNotificationInfo.from((CompositeData) collection).getGcInfo().getMemoryUsageAfterGc();
        long bytes = after.entrySet().stream().filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed()).sum();
        live.accumulateAndGet(bytes, Math::max);
    }

    double usedMegabytes() {
        return used.get() / MEGABYTE;
    }

    double liveMegabytes() {
        return live.get() / MEGABYTE;
    }

    @Override
    public void close() throws ListenerNotFoundException {
        looking.shutdownNow();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).removeNotificationListener(listener);
        }
    }
}
