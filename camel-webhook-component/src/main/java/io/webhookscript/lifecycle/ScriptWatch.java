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
package io.webhookscript.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.script.repository.ScriptRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the {@code file:} locations regularly and reloads files that have changed. Camel's own reload of routes may
 * load the same files: each file is read when it is loaded, so the last load has also read it last.
 */
public final class ScriptWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptWatch.class);

    /** The shortest pause between two looks. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Looking uses at most a hundredth of one core, and a twentieth while something changes. */
    private static final int PAUSE_PER_LOOK = 100;
    private static final int PAUSE_PER_CLOSER_LOOK = 20;

    /** A change is seen within a minute, however many files there are, and even when the clock is changed. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /** Longer than the longest pause, and than any look should take. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final WatchedFiles files;
    private final Supplier<ScriptRepository> repository;
    private final Scripts scripts;
    private volatile @Nullable Instant lastLook = null;
    private boolean begun;
    private Duration lookBefore = Duration.ZERO;
    private volatile boolean closed;

    public ScriptWatch(List<String> locations, Supplier<ScriptRepository> repository, Scripts scripts) {
        this.files = new WatchedFiles(locations);
        this.repository = repository;
        this.scripts = scripts;
    }

    public boolean hasFolders() {
        return !files.isEmpty();
    }

    /** Looks at the locations until the watch is closed. */
    public void start(DeliveryThreads threads) {
        lastLook = threads.steady().instant();
        begin();
        again(threads, PAUSE);
    }

    /** Called before a script can be removed, since its file would then count as a new one. */
    private void begin() {
        if (!begun) {
            begun = true;
            files.begin(repository.get());
        }
    }

    private void again(DeliveryThreads threads, Duration pause) {
        try {
            threads.later(pause, () -> {
                if (!closed) {
                    again(threads, timed(threads));
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the watch stops with the component's threads");
        }
    }

    /**
     * Why changes of files are not taken at this time of the steady clock: a file system that does not answer keeps a
     * look from ending.
     */
    public Optional<String> problem(Instant now) {
        return Optional.ofNullable(lastLook).map(last -> Duration.between(last, now))
                .filter(since -> since.compareTo(OVERDUE) > 0)
                .map(since -> "the check of the script folders has not ended for " + since.toSeconds()
                              + " s: changes of script files are not detected");
    }

    /** @return how long to wait before the next look */
    private Duration timed(DeliveryThreads threads) {
        Duration pause = timed(threads.steady());
        lastLook = threads.steady().instant();
        return pause;
    }

    private Duration timed(Clock clock) {
        Instant began = clock.instant();
        boolean closer = false;
        try {
            closer = look();
        } catch (RuntimeException | Error failure) {
            LOG.warn("the script folders could not be read; the next check tries again", failure);
        }
        Duration look = Duration.between(began, clock.instant());
        Duration pause = pauseAfter(look, lookBefore, closer);
        lookBefore = look;
        return pause;
    }

    /**
     * The shorter of two looks counts: a look that took long because the machine was busy, or because it was the first,
     * does not measure the files.
     *
     * @param closer whether something is changing, so that the next look should come soon
     */
    static Duration pauseAfter(Duration look, Duration before, boolean closer) {
        Duration scaled
                = (look.compareTo(before) < 0 ? look : before).multipliedBy(closer ? PAUSE_PER_CLOSER_LOOK : PAUSE_PER_LOOK);
        if (scaled.compareTo(PAUSE) < 0) {
            return PAUSE;
        }
        return scaled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : scaled;
    }

    @Override
    public void close() {
        closed = true;
    }

    /**
     * Looks once, and reloads the changes that two looks have found alike.
     *
     * @return whether something is changing
     */
    public boolean look() {
        begin();
        WatchedFiles.Look look = files.look();
        if (look.isOfInterest()) {
            try {
                look.taken(scripts.reload(look::read).keySet(), repository.get());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return look.isUnsettled();
    }
}
