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
package io.webhookscript.delivery.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.script.LimitsDefinition.Failures;
import io.webhookscript.store.ScriptCondition;
import io.webhookscript.store.ScriptStates;
import io.webhookscript.value.DurationText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which one script had nothing but failures, over all its versions. The states are only asked at its
 * beginning, at its end, and when a limit is reached; not at all for a script without such limits. Thread-safe.
 */
public final class FailureStreak {

    private static final Logger LOG = LoggerFactory.getLogger(FailureStreak.class);

    /** The time between two reports of success, for other nodes that only see failures. */
    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

    private final String script;
    private final ScriptStates states;
    private final Executor workers;
    private volatile @Nullable Instant since;
    private volatile Instant reported = Instant.MIN;
    private boolean warned;
    private boolean asking;

    /** @param workers handle results of the states that come later */
    public FailureStreak(String script, ScriptStates states, Executor workers) {
        this.script = script;
        this.states = states;
        this.workers = workers;
    }

    /**
     * A failed attempt.
     *
     * @param version of the script
     * @param last    what failed, for people; masked
     */
    public record Failure(Instant at, String version, String last) {
    }

    /** Is called when a limit is reached, at most once for each. */
    public interface Listener {

        void failsSince(Instant since);

        void stops(ScriptStop stop);
    }

    /** The first failure after the last success; null when the last attempt has succeeded. */
    public @Nullable Instant since() {
        return since;
    }

    public void succeeded(Failures limits, Instant at) {
        boolean ends = since != null;
        if (ends) {
            forget();
        }
        if (limits.areLimited() && (ends || !at.isBefore(reported.plus(BETWEEN_REPORTS)))) {
            reported = at;
            update(ScriptCondition::delivered, unused -> {
            });
        }
    }

    public void failed(Failures limits, Failure failure, Listener listener) {
        boolean begins = begins(failure.at());
        if (limits.areLimited() && (begins || mayAsk(limits, failure.at()))) {
            update(known -> judged(known, limits, failure), now -> judged(now, failure, listener));
        }
    }

    private synchronized boolean begins(Instant at) {
        if (since != null) {
            return false;
        }
        since = at;
        return true;
    }

    private synchronized boolean mayAsk(Failures limits, Instant at) {
        Instant from = since;
        boolean warns = !warned && isOver(limits.warnAfter(), from, at);
        boolean asks = !asking && (warns || isOver(limits.disableAfter(), from, at));
        asking |= asks;
        return asks;
    }

    /** Another node may have delivered meanwhile: then a new streak begins with this failure. */
    private static ScriptCondition judged(ScriptCondition known, Failures limits, Failure failure) {
        ScriptCondition failing = ofVersion(known, failure.version()).failing(failure.at());
        if (failing.stop() == null && isOver(limits.disableAfter(), failing.failingSince(), failure.at())) {
            return failing.stopped(new ScriptCondition.Stop(
                    failure.at(), failure.version(), ScriptState.DISABLED.code(),
                    reason(limits, failing.failingSince(), failure.last())));
        }
        return failing.warnedAt() == null && isOver(limits.warnAfter(), failing.failingSince(), failure.at())
                ? failing.warned(failure.at()) : failing;
    }

    /** The stop of another version does not count: that version has ended, or belongs to another node. */
    private static ScriptCondition ofVersion(ScriptCondition known, String version) {
        ScriptCondition.Stop stop = known.stop();
        return stop == null || stop.version().equals(version)
                ? known : new ScriptCondition(known.failingSince(), known.warnedAt(), null);
    }

    private static boolean isOver(@Nullable Duration limit, @Nullable Instant since, Instant at) {
        return limit != null && since != null && Duration.between(since, at).compareTo(limit) >= 0;
    }

    private static String reason(Failures limits, @Nullable Instant since, String last) {
        return "its calls have only failed since " + since + ", longer than limits.disableAfter ("
               + DurationText.of(Objects.requireNonNullElse(limits.disableAfter(), Duration.ZERO)) + "); the last failure: "
               + last;
    }

    private void judged(ScriptCondition now, Failure failure, Listener listener) {
        Instant from = now.failingSince();
        boolean warns = failure.at().equals(now.warnedAt());
        synchronized (this) {
            asking = false;
            since = from;
            warns &= !warned;
            warned = now.warnedAt() != null;
        }
        ScriptCondition.Stop stop = now.stop();
        if (stop != null) {
            listener.stops(new ScriptStop(ScriptState.stoppedByItself(stop.state()), stop.reason()));
        } else if (warns && from != null) {
            listener.failsSince(from);
        }
    }

    /** Stores a stop that was not caused by the streak. */
    public void stopped(ScriptStop stop, Instant at, String version) {
        update(known -> known.stopped(new ScriptCondition.Stop(at, version, stop.state().code(), stop.reason())), unused -> {
        });
    }

    /** The script was started again: nothing of the past counts. */
    public void restarted() {
        forget();
        update(unused -> ScriptCondition.GOOD, unused -> {
        });
    }

    /** Continues a streak of an earlier process. */
    public synchronized void restore(ScriptCondition condition) {
        since = condition.failingSince();
        warned = condition.warnedAt() != null;
    }

    private synchronized void forget() {
        since = null;
        warned = false;
    }

    private void update(UnaryOperator<ScriptCondition> change, Consumer<ScriptCondition> then) {
        CompletableFuture<ScriptCondition> result = states.update(script, change).toCompletableFuture();
        if (result.isDone() && !result.isCompletedExceptionally()) {
            then.accept(result.join());
        } else {
            result.thenAcceptAsync(then, workers).exceptionally(failure -> {
                LOG.warn("script {}: its condition could not be stored: {}", script, failure.toString());
                askAgain();
                return null;
            });
        }
    }

    private synchronized void askAgain() {
        asking = false;
    }
}
