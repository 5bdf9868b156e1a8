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

import java.time.Clock;
import java.util.Optional;

import io.webhookscript.script.OneLine;

/**
 * Hands deliveries that have ended to the delivery log, where there is one. A log that fails, be it with an error,
 * costs its entry only: whoever waits for the delivery must not wait for ever.
 */
final class DeliveryLogging {

    private final Optional<DeliveryLog> log;
    private final RareWarnings warnings;
    private final Clock clock;

    DeliveryLogging(Optional<DeliveryLog> log, RareWarnings warnings, Clock clock) {
        this.log = log;
        this.warnings = warnings;
        this.clock = clock;
    }

    void ended(Delivery delivery) {
        if (log.isEmpty()) {
            return;
        }
        try {
            log.get().add(LoggedDelivery.of(delivery, clock.instant()));
        } catch (RuntimeException | Error failure) {
            warnings.warn(delivery.script().name(), "entries refused by the delivery log",
                    () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                          + ": the delivery log has not taken it: "
                          + OneLine.of(String.valueOf(delivery.data().masker().mask(String.valueOf(failure)))));
        }
    }
}
