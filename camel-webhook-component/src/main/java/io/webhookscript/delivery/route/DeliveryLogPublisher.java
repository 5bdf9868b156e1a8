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
package io.webhookscript.delivery.route;

import java.time.Clock;
import java.time.Instant;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.report.DeliveryReport;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.secret.Masker;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Passes ended deliveries to the delivery log, if there is one. A failure of the log, even an {@code Error}, loses only
 * its entry, since the caller must not wait without end.
 */
public final class DeliveryLogPublisher {

    private final @Nullable DeliveryLog log;
    private final RateLimitedLogger warnings;
    private final Clock clock;

    public DeliveryLogPublisher(@Nullable DeliveryLog log, RateLimitedLogger warnings, Clock clock) {
        this.log = log;
        this.warnings = warnings;
        this.clock = clock;
    }

    void ended(Delivery delivery) {
        if (log == null) {
            return;
        }
        try {
            log.add(logged(delivery));
        } catch (RuntimeException | Error failure) {
            warnings.warn(delivery.script().name(), "entries rejected by the delivery log",
                    () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                          + ": the delivery log has rejected it: "
                          + OneLine.of(delivery.data().masker().mask(String.valueOf(failure))));
        }
    }

    private LoggedDelivery logged(Delivery delivery) {
        Masker masker = delivery.data().masker();
        DeliveryReport report = delivery.report();
        HttpCall call = delivery.request() != null ? delivery.request().call() : null;
        return new LoggedDelivery(
                delivery.runtime().identity(),
                new Message(
                        report.messageId(), delivery.sourceId() != null ? masker.mask(delivery.sourceId()) : null,
                        delivery.runtime().subject(delivery.data())),
                report.startedAt(), Instant.ofEpochMilli(clock.millis()), report.result(),
                new Attempts(
                        report.attempts().size(), report.attempts(), call != null ? call.method() : null,
                        call != null ? masker.mask(call.url()) : null,
                        delivery.failed() ? delivery.quotedResponse() : ""),
                report.deadLettered(), report.script().definition().delivery().privacy().retention().deliveries());
    }
}
