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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Runs a load under the flight recorder, and counts its samples by {@link Place}. */
final class ProfileRun {

    private static final String RUNNING = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);
    private static final String ALLOCATIONS_A_SECOND = "2000/s";

    private final LoadRun loads;
    private final Path folder;
    private final Map<String, Double> cpu = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    ProfileRun(LoadRun loads, Path folder) {
        this.loads = loads;
        this.folder = folder;
    }

    ProfileReport report(Order.Profile order) throws IOException, InterruptedException {
        Path file = folder.resolve("profile.jfr");
        LoadReport load;
        double systemShare;
        Instant begin;
        try (Recording recording = new Recording()) {
            recording.enable(RUNNING).withPeriod(BETWEEN_SAMPLES);
            recording.enable(ALLOCATION).with("throttle", ALLOCATIONS_A_SECOND);
            recording.start();
            loads.report(order.warmUp());
            begin = Instant.now();
            SystemTime systemBefore = SystemTime.now();
            load = loads.report(order.load());
            systemShare = SystemTime.now().shareSince(systemBefore);
            recording.stop();
            recording.dump(file);
        }
        count(file, begin);
        Files.delete(file);
        return new ProfileReport(load, shares(cpu), shares(bytes), systemShare);
    }

    private void count(Path file, Instant begin) throws IOException {
        Set<Long> allocating = new HashSet<>();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                String type = event.getEventType().getName();
                boolean isWarm = !event.getStartTime().isBefore(begin);
                if (isWarm && type.equals(RUNNING)) {
                    cpu.merge(place(event), 1.0, Double::sum);
                } else if (type.equals(ALLOCATION) && !allocating.add(event.getThread().getId()) && isWarm) {
                    // not a thread's first: that one weighs all that the thread ever allocated
                    bytes.merge(place(event), (double) event.getLong("weight"), Double::sum);
                }
            }
        }
    }

    private static String place(RecordedEvent event) {
        return Place.of(event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames());
    }

    private static Map<String, Double> shares(Map<String, Double> counts) {
        double all = counts.values().stream().mapToDouble(count -> count).sum();
        Map<String, Double> shares = new TreeMap<>();
        counts.forEach((place, count) -> shares.put(place, count / all));
        return shares;
    }
}
