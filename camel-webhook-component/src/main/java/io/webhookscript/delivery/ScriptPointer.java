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

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the current routes of one script. Each event picks them up once, when it comes in; they are made by the first.
 * Thread-safe.
 */
final class ScriptPointer {

    /** Makes routes; may fail, and is then tried again by the next event. */
    @FunctionalInterface
    interface Maker {

        RoutePair make() throws Exception;
    }

    private final ReentrantLock making = new ReentrantLock();
    private volatile Optional<RoutePair> current = Optional.empty();

    Optional<RoutePair> current() {
        return current;
    }

    RoutePair currentOr(Maker maker) throws Exception {
        Optional<RoutePair> there = current;
        if (there.isPresent()) {
            return there.get();
        }
        making.lock();
        try {
            if (current.isEmpty()) {
                current = Optional.of(maker.make());
            }
            return current.orElseThrow();
        } finally {
            making.unlock();
        }
    }

    boolean isMaking() {
        return making.isHeldByCurrentThread();
    }
}
