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
package io.webhookscript.script.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.Backoff;
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.LimitsDefinition.Schedule;
import io.webhookscript.script.LimitsDefinition.Waits;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.value.DurationText;
import org.jspecify.annotations.Nullable;

/** Reads {@code limits.retry}. */
final class RetryReader {

    static final List<String> KEYS
            = List.of("schedule", "maxAttempts", "delay", "backoff", "maxDelay", "jitter", "retryAfter", "adaptive");

    /** What a schedule replaces. */
    private static final List<String> BACKOFF_KEYS = List.of("delay", "backoff", "maxDelay", "adaptive");

    private static final String SCHEDULE = "schedule";
    private static final Map<String, Schedule> NAMED = Map.of("standard", Schedule.STANDARD);

    private final Section retry;
    private final Findings findings;

    RetryReader(Section retry, Findings findings) {
        this.retry = retry;
        this.findings = findings;
    }

    Retry read() {
        Schedule schedule = retry.node(SCHEDULE).flatMap(this::schedule).orElse(null);
        Backoff backoff = backoff();
        Waits waits = schedule != null ? schedule : backoff;
        return new Retry(
                maxAttempts(schedule).orElse(null), waits, retry.number("jitter", Retry.JITTER).orElse(Retry.DEFAULT.jitter()),
                retry.duration("retryAfter").orElseGet(() -> retryAfter(schedule)));
    }

    /** A receiver may ask for any wait that the script would make by itself. */
    private static Duration retryAfter(@Nullable Schedule schedule) {
        Duration standard = Retry.DEFAULT.retryAfter();
        return schedule != null && schedule.longest().compareTo(standard) > 0 ? schedule.longest() : standard;
    }

    private Optional<Integer> maxAttempts(@Nullable Schedule schedule) {
        Optional<Integer> attempts = retry.integer("maxAttempts", Retry.MAX_ATTEMPTS);
        if (attempts.isPresent() && schedule != null && attempts.get() > schedule.waits().size()) {
            findings.add(ProblemCode.OUT_OF_RANGE, retry.node("maxAttempts").orElseThrow(), retry.path("maxAttempts"),
                    "found `" + attempts.get() + "`",
                    "at most the number of waits in the schedule, which is " + schedule.waits().size());
            return Optional.empty();
        }
        return attempts;
    }

    private Backoff backoff() {
        List<String> present = retry.present(BACKOFF_KEYS);
        if (retry.has(SCHEDULE) && !present.isEmpty()) {
            findings.add(ProblemCode.CONFLICTING_KEYS, retry.keyOf(present.get(0)), retry.path(present.get(0)),
                    "`" + present.get(0) + "` together with `schedule`, which says when each attempt is made",
                    "either `schedule` or `" + String.join("`, `", BACKOFF_KEYS) + "`");
        }
        Backoff standard = Backoff.DEFAULT;
        return new Backoff(
                retry.duration("delay").orElse(standard.delay()),
                retry.number("backoff", Backoff.FACTOR).orElse(standard.factor()),
                retry.duration("maxDelay").orElse(standard.maxDelay()), retry.flag("adaptive").orElse(standard.adaptive()));
    }

    private Optional<Schedule> schedule(YamlNode node) {
        if (node instanceof Scalar text && text.isText()) {
            return retry.choice(SCHEDULE, NAMED);
        }
        if (!(node instanceof Sequence list)) {
            findings.add(ProblemCode.WRONG_TYPE, node, retry.path(SCHEDULE), "found " + Findings.found(node),
                    "a list of waits, one before each attempt, or `standard`");
            return Optional.empty();
        }
        int count = list.items().size();
        if (!Retry.MAX_ATTEMPTS.contains(count)) {
            findings.add(ProblemCode.OUT_OF_RANGE, node, retry.path(SCHEDULE), "found " + count + " waits",
                    Retry.MAX_ATTEMPTS + ", bounds included");
            return Optional.empty();
        }
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            retry.duration(list.items().get(i), FieldPath.of(retry.path(SCHEDULE), i)).ifPresent(waits::add);
        }
        return waits.size() == count ? Optional.of(new Schedule(waits)) : Optional.empty();
    }

    /**
     * Reports the attempts of a schedule that can never be made, since the delivery's time ends before them. It is a
     * warning: a named schedule may be cut on purpose, and options of the component or an endpoint may change the time.
     */
    static void checkTotal(LimitsDefinition read, Section limits, Execution execution, Findings findings) {
        boolean isWrong = limits.has("total") && read.total() == null; // which is reported elsewhere
        boolean isExtended = read.total() == null && execution == Execution.ASYNC;
        if (!(read.retry().waits() instanceof Schedule schedule) || isWrong || isExtended) {
            return;
        }
        Duration total = Objects.requireNonNullElseGet(read.total(), read::syncTotal);
        int attempts = read.retry().attempts(schedule.waits().size());
        int first = 1;
        while (first <= attempts && schedule.until(first).compareTo(total) < 0) {
            first++;
        }
        if (first <= attempts) {
            report(schedule, first, attempts, total, limits, findings);
        }
    }

    private static void report(
            Schedule schedule, int first, int attempts, Duration total, Section limits, Findings findings) {
        String found = (first == attempts ? "attempt " + first : "attempts " + first + " to " + attempts)
                       + " of the schedule are never made: the wait until attempt " + first + " is "
                       + DurationText.of(schedule.until(first)) + ", and `limits.total` is " + DurationText.of(total);
        String expected = "a `limits.total` of more than " + DurationText.of(schedule.until(attempts))
                          + ", or " + (first > 1 ? "`maxAttempts: " + (first - 1) + "`" : "a shorter first wait");
        if (limits.has("total")) {
            findings.add(ProblemCode.ATTEMPTS_NEVER_MADE, limits.keyOf("total"), limits.path("total"), found, expected);
        } else {
            findings.add(ProblemCode.ATTEMPTS_NEVER_MADE, limits.keyOf("retry"), limits.path("retry"),
                    found + " for a caller that waits", "`execution: async`, " + expected);
        }
    }
}
