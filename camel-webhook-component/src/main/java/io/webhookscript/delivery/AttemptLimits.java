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

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.webhookscript.http.CallLimits;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.Timeout;
import io.webhookscript.script.Script;
import io.webhookscript.spi.LoadMeter;
import org.jspecify.annotations.Nullable;

/**
 * Computes how long a delivery and its attempts may take, and how large a response may be: from the endpoint, the
 * script, the component, and the load where the script says {@code adaptive}. Immutable and thread-safe.
 */
public final class AttemptLimits {

    /** {@code limits.total} of a call whose caller does not wait, if neither the script nor the component sets it. */
    private static final Duration ASYNC_TOTAL = Duration.ofHours(24);

    private final DeliveryOptions options;
    private final AdaptiveLimits adaptive;

    public AttemptLimits(DeliveryOptions options, LoadMeter load) {
        this.options = options;
        this.adaptive = new AdaptiveLimits(load);
    }

    /**
     * The maximum time of a whole delivery, waits included. If the script does not set it and no caller waits, it has
     * room for all waits of a schedule.
     */
    public Duration total(Script script, boolean callerWaits) {
        LimitsDefinition limits = script.definition().limits();
        if (limits.total() != null) {
            return limits.total();
        }
        return callerWaits
                ? Objects.requireNonNullElseGet(options.total(), limits::syncTotal)
                : Objects.requireNonNullElse(options.total(), ASYNC_TOTAL).plus(limits.retry().longestSchedule());
    }

    /** The limits of an attempt that begins now: its timeout is not longer than the remaining time of the delivery. */
    public CallLimits of(Delivery delivery, Instant now) {
        CallLimits limits = of(delivery.script(), delivery.overrides().timeout());
        Duration left = delivery.remaining(now);
        return limits.deadline().compareTo(left) < 0 ? limits : limits.withDeadline(left);
    }

    /**
     * The limits of an attempt outside of a delivery.
     *
     * @param timeout the timeout of the endpoint
     */
    public CallLimits of(Script script, @Nullable Duration timeout) {
        LimitsDefinition limits = script.definition().limits();
        return new CallLimits(
                Objects.requireNonNullElseGet(timeout, () -> timeout(limits)),
                limits.sizes().maxResponse() != null ? limits.sizes().maxResponse() : options.maxResponseSize(), script.name());
    }

    private Duration timeout(LimitsDefinition limits) {
        Timeout own = limits.timeout();
        return own == null ? options.timeout() : Objects.requireNonNullElseGet(own.fixed(), adaptive::timeout);
    }
}
