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

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The sample with a durable store. Every source gets its response as soon as its event is stored; the CRM gets the
 * event later, also when the process was killed in between. Events that an earlier run has left are delivered first.
 */
final class DurableRun {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 100;

    private final Options options;
    private final CrmBehaviour behaviour;
    private final ContactEvents events;
    private final Ledger ledger = new Ledger();
    private final DurableReport report;

    DurableRun(Options options, PrintStream out) throws IOException {
        this.options = options;
        this.behaviour = CrmBehaviour.load();
        this.events = ContactEvents.load();
        this.report = new DurableReport(new Report(out, events, ledger));
    }

    boolean run() throws Exception {
        WorkingFolder.empty(options.folder());
        try (Crm crm = Crm.start(behaviour, options.maintenance());
             Broker broker = Broker.start();
             Application application = Application.start(options, crm, broker)) {
            long waiting = application.waiting();
            report.started(options.store(), waiting);
            if (waiting == 0) {
                application.discardDeadLetters();
                accept(application, broker, crm);
            }
            if (options.maintenance()) {
                report.maintenance(application.waiting());
                application.awaitEnd();
                return true;
            }
            await(() -> crm.contactCount() + application.deadLetterCount() >= events.size());
            boolean good = report.ended(application, crm, behaviour, events);
            if (options.serve()) {
                report.serving(application, options.folder());
                application.awaitEnd();
            }
            return good;
        }
    }

    private void accept(Application application, Broker broker, Crm crm) throws Exception {
        Senders senders = new Senders(options.folder(), broker, application);
        long start = System.nanoTime();
        senders.send(events, ledger, () -> await(() -> {
            senders.collect(events, ledger);
            return ledger.complete(events)
                    && application.waiting() + crm.contactCount() + application.deadLetterCount() >= events.size();
        }));
        report.accepted(ledger, events, Duration.ofNanos(System.nanoTime() - start));
    }

    @FunctionalInterface
    private interface Condition {

        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds() && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
