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
package io.webhookscript.samples.crmsync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the sample prints when it has a durable store. */
final class DurableReport {

    private final Report report;

    DurableReport(Report report) {
        this.report = report;
    }

    void started(Path store, long waiting) {
        report.line("");
        report.line("The events are stored in %s, and delivered from there.", Report.shown(store));
        if (waiting > 0) {
            report.line("%d events of an earlier run are waiting in it. They are delivered now; no event is sent.", waiting);
        }
        report.line("");
    }

    void accepted(Ledger ledger, ContactEvents events, Duration time) {
        long accepted = events.all().stream().map(ContactEvent::source).distinct()
                .mapToLong(source -> ledger.responses(source).stream().filter(SourceResponse::accepted).count()).sum();
        report.row("sent", "%3d  events", ledger.sentCount());
        report.row("accepted", "%3d  of %d sources that get a response, in %s seconds", accepted,
                events.all().stream().filter(event -> event.source().responds()).count(),
                String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0));
        report.line("");
    }

    void maintenance(long waiting) {
        report.line("The CRM is in maintenance: it responds to every call with 503.");
        report.line("%d events are waiting in the store. Kill this process, as a crash would:", waiting);
        report.line("");
        report.line("  kill -9 %d", ProcessHandle.current().pid());
        report.line("");
        report.line("and start the sample again without --maintenance.");
    }

    /** Prints the summary and the comparison; true when each event was delivered once, or has failed as it must. */
    boolean ended(Application application, Crm crm, CrmBehaviour behaviour, ContactEvents events) {
        report.row("delivered", "%3d", crm.contactCount());
        report.row("failed", "%3d  %s", application.deadLetterCount(), application.deadLetters().entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey()).collect(Collectors.joining(", ")));
        report.row("dead letters", "%3d  in the store", application.deadLetterCount());
        report.line("");
        Comparison comparison = Comparison.of(events.all(), behaviour, crm.contacts());
        report.comparison(comparison);
        return report.verdict(
                comparison.holds() && application.deadLetterCount() == report.expectedFailures(behaviour));
    }

    void serving(Application application, Path folder) {
        report.serving(application, folder);
    }
}
