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
package io.webhookscript.pacing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.script.LimitsDefinition.Loop;

/**
 * Counts the calls of one script per subject, so that a receiver that changes the same subject in response to a webhook
 * cannot cause an endless loop. It remembers the {@link #MAX_SUBJECTS} most recent subjects; a looping subject is
 * always among them. Thread-safe.
 */
public final class LoopGuard {

    static final int MAX_SUBJECTS = 10_000;

    private final Loop loop;
    private final Map<String, Deque<Instant>> calls = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MAX_SUBJECTS;
        }
    };

    public LoopGuard(Loop loop) {
        this.loop = loop;
    }

    /** Whether the subject may be called once more at this time. If so, the call is counted. */
    public synchronized boolean admit(String subject, Instant now) {
        Deque<Instant> times = calls.computeIfAbsent(KeyDigest.of(subject), k -> new ArrayDeque<>(4));
        Instant windowStart = now.minus(loop.per());
        while (!times.isEmpty() && !times.peekFirst().isAfter(windowStart)) {
            times.removeFirst();
        }
        if (times.size() >= loop.count()) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
