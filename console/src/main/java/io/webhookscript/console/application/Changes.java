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
package io.webhookscript.console.application;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.webhookscript.delivery.report.WebhookScriptEvent;
import io.webhookscript.delivery.report.WebhookScriptFileRefusedEvent;
import io.webhookscript.delivery.report.WebhookScriptReloadedEvent;
import io.webhookscript.delivery.report.WebhookScriptStateEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes of scripts, so that a page asks only for what has changed. It holds one number for each script
 * that has had an event. Thread-safe.
 */
public final class Changes extends EventNotifierSupport {

    private final AtomicLong revision;
    private final Map<String, Long> byScript = new ConcurrentHashMap<>();
    private volatile long listRevision;
    private @Nullable Object brokenFiles;

    /** @param start a number that is greater than the last one of an earlier console, such as the time */
    public Changes(long start) {
        this.revision = new AtomicLong(start);
        this.listRevision = start;
        // else Camel creates an event for each step of each exchange
        setIgnoreCamelContextInitEvents(true);
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof WebhookScriptEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof WebhookScriptEvent changed) {
            if (changed instanceof WebhookScriptStateEvent || changed instanceof WebhookScriptReloadedEvent
                    || changed instanceof WebhookScriptFileRefusedEvent) {
                listChanged();
            } else {
                byScript.put(changed.getScript(), revision.incrementAndGet());
            }
        }
    }

    /** A script was loaded, removed or changed its state. */
    public void listChanged() {
        listRevision = revision.incrementAndGet();
    }

    /**
     * Compares the files without a script with those of the last request: no event says that one of them is deleted.
     *
     * @param now their names and problems
     */
    public synchronized void brokenFiles(Object now) {
        Object before = brokenFiles;
        brokenFiles = now;
        if (before != null && !before.equals(now)) {
            listChanged();
        }
    }

    public long revision() {
        return revision.get();
    }

    /** @param all whether the list of scripts may have changed; the names are left out then */
    public record Since(long revision, List<String> scripts, boolean all) {
    }

    public Since since(long known) {
        long now = revision.get();
        if (known < listRevision || known > now) {
            return new Since(now, List.of(), true);
        }
        return new Since(
                now, byScript.entrySet().stream().filter(entry -> entry.getValue() > known).map(Map.Entry::getKey).sorted()
                        .toList(),
                false);
    }
}
