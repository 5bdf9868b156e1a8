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
package io.webhookscript.callback;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import io.webhookscript.delivery.report.CallbackResult;

/** Counts the response events of one script by their results. Thread-safe. */
final class CallbackCounters {

    private final Map<CallbackResult, LongAdder> results = new EnumMap<>(CallbackResult.class);

    CallbackCounters() {
        for (CallbackResult result : CallbackResult.values()) {
            results.put(result, new LongAdder());
        }
    }

    void add(CallbackResult result) {
        Objects.requireNonNull(results.get(result)).increment();
    }

    Map<CallbackResult, Long> results() {
        Map<CallbackResult, Long> counts = new EnumMap<>(CallbackResult.class);
        results.forEach((result, count) -> counts.put(result, count.sum()));
        return counts;
    }
}
