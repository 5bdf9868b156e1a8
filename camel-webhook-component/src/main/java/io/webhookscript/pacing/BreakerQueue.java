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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says who may knock at a circuit breaker that is not closed: as many deliveries as a half-open one permits, first
 * come, first served. The others wait, without a knock of their own, until the breaker changes, its time is over, or
 * one that was let through comes back without having called. Thread-safe.
 */
public final class BreakerQueue {

    /** Pause before the next one is let through after the breaker refused one that should have passed: a race. */
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    /** To a breaker that lets all through. */
    private static final Optional<Pass> FREE = Optional.of(new Pass(0, false));

    private final int few;
    private final Supplier<Passage> passage;
    private final Timer timer;
    private final Set<Place> places = new LinkedHashSet<>();
    private int letThrough;
    private long episode;

    /** How many may go to the breaker now. */
    public enum Passage {
        ALL,
        FEW,
        NONE
    }

    /**
     * Permission to go to the breaker. One of few is given back when no call was made with it.
     *
     * @param few whether it is one of the few calls that find out whether the receiver is well
     */
    public record Pass(long episode, boolean few) {
    }

    /** One delivery in the queue. */
    public static final class Place {

        private Optional<Pass> pass = Optional.empty();
        private boolean left;
        private PendingWaits.Waiting waiting = () -> {
        };
    }

    public BreakerQueue(int few, Supplier<Passage> passage, Timer timer) {
        this.few = few;
        this.passage = passage;
        this.timer = timer;
    }

    /** Empty when the delivery has to wait, or to give up. */
    public Optional<Pass> pass() {
        return switch (passage.get()) {
            case ALL -> FREE;
            case FEW -> oneOfFew();
            case NONE -> Optional.empty();
        };
    }

    private synchronized Optional<Pass> oneOfFew() {
        if (letThrough >= few) {
            return Optional.empty();
        }
        letThrough++;
        return Optional.of(new Pass(episode, true));
    }

    /** To be called once the wait has begun; it is ended as soon as there is a pass for it. */
    public void join(Place place, PendingWaits.Waiting waiting) {
        synchronized (this) {
            place.waiting = waiting;
            if (!place.left) {
                places.add(place);
            }
        }
        release(); // the breaker may have changed while the wait began
    }

    /** When the wait is over, however it ended: with a pass, or without. */
    public synchronized Optional<Pass> leave(Place place) {
        place.left = true;
        places.remove(place);
        return place.pass;
    }

    /** No call was made with it: somebody else may try. */
    public void giveBack(Pass pass) {
        synchronized (this) {
            if (!pass.few() || pass.episode() != episode) {
                return;
            }
            letThrough--;
        }
        release();
    }

    /** The breaker did not let it through: whoever is next tries a little later, so that nobody spins. */
    public void refused(Pass pass) {
        if (pass.few()) {
            timer.schedule(AFTER_REFUSAL, () -> giveBack(pass));
        }
    }

    /** The breaker has changed: passes that are still about count no longer. */
    public void newEpisode() {
        synchronized (this) {
            episode++;
            letThrough = 0;
        }
        release();
    }

    /** Lets out as many as may go now. */
    public void release() {
        released().forEach(PendingWaits.Waiting::end);
    }

    private synchronized List<PendingWaits.Waiting> released() {
        List<PendingWaits.Waiting> out = new ArrayList<>();
        Iterator<Place> next = places.iterator();
        while (next.hasNext()) {
            Optional<Pass> pass = pass();
            if (pass.isEmpty()) {
                return out;
            }
            Place place = next.next();
            place.pass = pass;
            next.remove();
            out.add(place.waiting);
        }
        return out;
    }

    public synchronized int size() {
        return places.size();
    }
}
