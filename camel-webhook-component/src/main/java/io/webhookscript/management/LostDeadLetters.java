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
package io.webhookscript.management;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.webhookscript.delivery.WebhookScriptDeadLetterFailedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Remembers for a while which scripts could not store a dead letter. Thread-safe. */
final class LostDeadLetters extends EventNotifierSupport {

    /** Long enough for a monitor that looks every minute, short enough to be over when the endpoint works again. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Instant> last = new TreeMap<>();

    LostDeadLetters(Clock clock) {
        this.clock = clock;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof WebhookScriptDeadLetterFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof WebhookScriptDeadLetterFailedEvent lost) {
            synchronized (last) {
                last.put(lost.getScript(), clock.instant());
            }
        }
    }

    /** By script, when it happened last. */
    Map<String, Instant> recent() {
        Instant since = clock.instant().minus(REMEMBERED);
        synchronized (last) {
            last.values().removeIf(at -> at.isBefore(since));
            return new TreeMap<>(last);
        }
    }
}
