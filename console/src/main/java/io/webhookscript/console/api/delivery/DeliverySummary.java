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
package io.webhookscript.console.api.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.webhookscript.deliverylog.LoggedDelivery;

/** Counts deliveries by the time of their end, for a chart of at most 60 bars. Not thread-safe. */
final class DeliverySummary {

    /** A request reads at most so many entries of the log, which takes a database about a second. */
    private static final int MAX_DELIVERIES = 20_000;

    private static final int BARS = 60;

    private final Instant from;
    private final Instant until;
    private final Duration step;
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private int deliveries;

    private static final class Bucket {

        private final Map<String, Integer> outcomes = new TreeMap<>();
        private final List<Long> millis = new ArrayList<>();
    }

    DeliverySummary(Instant from, Instant until) {
        this.from = from;
        this.until = until;
        this.step = Duration.between(from, until).dividedBy(BARS);
    }

    Instant from() {
        return from;
    }

    boolean isFull() {
        return deliveries >= MAX_DELIVERIES;
    }

    void add(LoggedDelivery delivery) {
        deliveries++;
        long number = Math.min(BARS - 1L, Math.max(0, Duration.between(from, delivery.ended()).dividedBy(step)));
        Bucket bucket = buckets.computeIfAbsent(number, n -> new Bucket());
        bucket.outcomes.merge(delivery.result().outcome().code(), 1, Integer::sum);
        bucket.millis.add(Math.max(0, Duration.between(delivery.began(), delivery.ended()).toMillis()));
    }

    Map<String, Object> view(boolean complete) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("from", from.toString());
        view.put("until", until.toString());
        view.put("step", step.toSeconds());
        view.put("complete", complete);
        List<Map<String, Object>> bars = new ArrayList<>();
        buckets.forEach((number, bucket) -> {
            bucket.millis.sort(null);
            bars.add(Map.of(
                    "at", from.plus(step.multipliedBy(number)).toString(), "outcomes", bucket.outcomes,
                    "median", quantile(bucket.millis, 0.5), "p95", quantile(bucket.millis, 0.95)));
        });
        view.put("buckets", bars);
        return view;
    }

    /** The smallest value that is not less than this share of all values. */
    private static long quantile(List<Long> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
