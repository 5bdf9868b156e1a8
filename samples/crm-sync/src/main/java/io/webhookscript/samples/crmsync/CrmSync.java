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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program. It sends every event that ships with the sample, prints how that went, and compares the CRM's contents
 * with the events. Exit status 0 when nothing was lost, altered or sent twice and everybody got the response that is
 * due.
 */
public final class CrmSync {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS_A_LINE = 10;

    private final Options options;
    private final CrmBehaviour behaviour;
    private final ContactEvents events;
    private final Ledger ledger = new Ledger();
    private final Report report;

    private CrmSync(Options options, PrintStream out) throws IOException {
        this.options = options;
        this.behaviour = CrmBehaviour.load();
        this.events = ContactEvents.load();
        this.report = new Report(out, events, ledger);
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        boolean good = options.durable() ? new DurableRun(options, out).run() : new CrmSync(options, out).run();
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        WorkingFolder.empty(options.folder());
        try (Crm crm = Crm.start(behaviour);
             Broker broker = Broker.start();
             Application application = Application.start(options, crm, broker)) {
            report.started(crm, application, options.folder());
            long start = System.nanoTime();
            sendAll(application, broker, crm);
            boolean good = report.ended(crm, behaviour, deadLetters(), Duration.ofNanos(System.nanoTime() - start));
            if (options.serve()) {
                report.serving(application, options.folder());
                application.awaitEnd();
            }
            return good;
        }
    }

    private void sendAll(Application application, Broker broker, Crm crm) throws Exception {
        Senders senders = new Senders(options.folder(), broker, application);
        senders.send(events, ledger, () -> watch(senders, crm));
    }

    /** Waits until every event has come out somewhere, and prints how far it is, once a second. */
    private void watch(Senders senders, Crm crm) throws Exception {
        long start = System.nanoTime();
        int looks = 0;
        while (!through(crm) && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
            senders.collect(events, ledger);
            if (++looks % LOOKS_A_LINE == 0) {
                report.progress(looks / LOOKS_A_LINE, crm, deadLetters());
            }
        }
    }

    private boolean through(Crm crm) throws IOException {
        return ledger.complete(events) && crm.contactCount() + deadLetters().size() >= events.size();
    }

    private List<Path> deadLetters() throws IOException {
        Path folder = options.folder().resolve("dead-letters");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
