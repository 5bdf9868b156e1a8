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
package io.webhookscript.console;

import java.time.Clock;

import io.webhookscript.console.application.Audit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each change to the log, and notifies Camel's event notifiers. */
final class AuditLog implements Audit {

    private static final Logger LOG = LoggerFactory.getLogger("io.webhookscript.console.audit");

    /** A name from a token may be of any length and form. */
    private static final int MAX_NAME = 100;

    /** A message id or a filter may be of any form, too. */
    private static final int MAX_DETAIL = 1_000;

    private final CamelContext camelContext;
    private final Clock clock;

    AuditLog(CamelContext camelContext, Clock clock) {
        this.camelContext = camelContext;
        this.clock = clock;
    }

    @Override
    public void record(String user, String action, String script, String detail) {
        ConsoleAuditEvent event = new ConsoleAuditEvent(
                camelContext, oneLine(user, MAX_NAME), action, script, oneLine(detail, MAX_DETAIL), clock.instant());
        LOG.info("{}", event);
        try {
            camelContext.getManagementStrategy().notify(event);
        } catch (Exception failure) {
            LOG.warn("an event notifier failed at: {}", event, failure);
        }
    }

    private static String oneLine(String text, int most) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(most).map(c -> Character.isISOControl(c) ? '.' : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
