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
package io.webhookscript.value;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Pools objects that are expensive to create and that only one thread at a time may use: an object is taken before use
 * and given back afterwards. A caller never waits: when no object is free, a new one is created. Objects are not bound
 * to threads, so none stays in the threads of a pool.
 */
public final class ObjectPool<T> {

    /** More objects are created when more threads need one at once, but are not kept. */
    private static final int KEPT = 64;

    private final Supplier<T> maker;
    private final ConcurrentLinkedQueue<T> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    public ObjectPool(Supplier<T> maker) {
        this.maker = maker;
    }

    public T take() {
        @Nullable
        T taken = spare.poll();
        if (taken == null) {
            return make();
        }
        count.decrementAndGet();
        return taken;
    }

    public T make() {
        return maker.get();
    }

    public void giveBack(T used) {
        if (count.get() < KEPT) {
            count.incrementAndGet();
            spare.add(used);
        }
    }
}
